import { describe, expect, it } from "vitest";
import { auditVerdict } from "./audit.mjs";

const report = (...vulnerabilities) =>
  JSON.stringify({ vulnerabilities: Object.fromEntries(vulnerabilities.map((one) => [one.name, one])) });
const via = [{ title: "Denial of service" }];

describe("verdict on an audit", () => {
  it("fails on a high vulnerability and names it with its cause", () => {
    const verdict = auditVerdict(report({ name: "ws", severity: "high", range: "<8.21", via }));
    expect(verdict.isFailed).toBe(true);
    expect(verdict.lines[0]).toBe("ws <8.21: high: Denial of service");
  });

  it("passes where the worst is moderate", () => {
    expect(auditVerdict(report({ name: "a", severity: "moderate", range: "*", via })).isFailed).toBe(false);
  });

  it("says that nothing was judged where the registry does not answer, without its address", () => {
    const output = '{ "message": "405 Method Not Allowed - POST https://registry.example/bulk" }';
    expect(auditVerdict(output)).toEqual({
      lines: ["Not judged: the registry gave no audit: 405 Method Not Allowed."],
      isFailed: false,
    });
    expect(auditVerdict("").lines).toEqual(["Not judged: the registry gave no audit."]);
  });
});
