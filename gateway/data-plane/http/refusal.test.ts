// Every refusal that the gateway can give is explained in the portal.
import { expect, test } from "vitest";
import { explainRefusal, refusalExplanations } from "#lib/gateways/connections/explain-refusal.ts";
import { refusalCodes } from "./refusal.ts";

test.each(refusalCodes)("%s is explained in words of its own", (code) => {
  expect(Object.keys(refusalExplanations)).toContain(code);
});

test("and nothing else is", () => {
  expect(Object.keys(refusalExplanations).sort()).toEqual([...refusalCodes].sort());
});

test("a backend's refusal is explained by its status", () => {
  const refused = { code: "backend_refused", status: 502, why: "", upstreamStatus: 404 };
  const { happened, advice } = explainRefusal(refused);
  expect(happened).toContain("404");
  expect(advice).toContain("Topics page");
  expect(explainRefusal({ ...refused, upstreamStatus: 418 }).advice).not.toBe(advice);
});

test("a code of a newer gateway is explained by its status", () => {
  const refused = { code: "made_tomorrow", status: 499, why: "Because.", upstreamStatus: null };
  expect(explainRefusal(refused).happened).toContain("499");
});
