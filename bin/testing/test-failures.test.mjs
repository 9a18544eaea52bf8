import { describe, expect, it } from "vitest";
import { failuresOfPhase, failuresOfPlaywright, failuresOfVitest } from "./test-failures.mjs";

describe("failures at the end of a test", () => {
  it("name Vitest's failed tests, and files that failed outside of them", () => {
    const report = {
      testResults: [
        { name: "a.test.ts", status: "passed", assertionResults: [{ status: "passed", fullName: "x" }] },
        {
          name: "b.test.ts",
          status: "failed",
          assertionResults: [
            { status: "failed", fullName: "adds", failureMessages: ["\u001b[31mexpected 1\u001b[0m\n at b"] },
          ],
        },
        { name: "c.test.ts", status: "failed", assertionResults: [], message: "Hook timed out" },
      ],
    };
    expect(failuresOfVitest(report)).toEqual([
      "  b.test.ts: adds",
      "    expected 1",
      "    at b",
      "  c.test.ts: outside of any test",
      "    Hook timed out",
    ]);
  });

  it("name Playwright's failed tests, however deep", () => {
    const failed = {
      file: "e2e/a.spec.ts",
      line: 7,
      title: "signs in",
      ok: false,
      tests: [{ results: [{ error: { message: "no button" } }] }],
    };
    const report = { suites: [{ suites: [{ specs: [{ ok: true }, failed] }] }], errors: [] };
    expect(failuresOfPlaywright(report)).toEqual(["  e2e/a.spec.ts:7: signs in", "    no button"]);
  });

  it("are the end of the output where no report names one", () => {
    const output = `all passed\nUnhandled Rejection\nError: read ECONNRESET\n`;
    expect(failuresOfPhase({ code: 1, named: [], output }).join("\n")).toContain("read ECONNRESET");
    expect(failuresOfPhase({ code: 1, named: ["  a: b"], output })).toEqual(["  a: b"]);
    expect(failuresOfPhase({ code: 0, named: [], output })).toEqual([]);
  });
});
