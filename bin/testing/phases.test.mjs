import { describe, expect, it } from "vitest";
import { listChecks, summarise } from "./phases.mjs";

const result = (name, code, passed, failed) => ({
  name,
  code,
  tookMs: 1_200,
  count: { passed, failed, skipped: 0 },
});

describe("phases", () => {
  it("are the check: scripts in their order, Vitest's with a report", () => {
    const phases = listChecks({
      dev: "x",
      "check:lint": "biome check .",
      "check:unit": "vitest run --project unit",
    });
    expect(phases.map(({ name }) => name)).toEqual(["check:lint", "check:unit"]);
    expect(phases[0].args).toEqual([]);
    expect(phases[1].args.join(" ")).toMatch(/^-- .*--reporter=json --outputFile\.json=.*unit\.json$/);
  });

  it("end in the closing line and exit code 1 when one failed", () => {
    let text = "";
    const code = summarise(
      [result("check:lint", 1, 0, 1), result("e2e", 0, 12, 0)],
      (more) => (text += more),
    );
    expect(code).toBe(1);
    expect(text.trimEnd().split("\n").at(-1)).toBe("12 passed, 1 failed");
    expect(text).toContain("✖ check:lint");
  });

  it("say once more what failed, before the table", () => {
    let text = "";
    const failed = { ...result("integration", 1, 1_070, 1), failures: ["  a.test.ts: outside of any test"] };
    summarise([failed, result("e2e", 0, 12, 0)], (more) => (text += more));
    expect(text).toMatch(/^\n✖ integration\n {2}a\.test\.ts: outside of any test\n\n✖ integration +1\.2 s/);
  });

  it("end in exit code 0 when all passed", () => {
    expect(summarise([result("e2e", 0, 12, 0)], () => {})).toBe(0);
  });
});
