// Every refusal that the gateway can give is explained in the portal.
import { describe, expect, test } from "vitest";
import { explainRefusal, refusalExplanations } from "#lib/gateways/connections/explain-refusal.ts";
import { publishersOwn } from "#lib/gateways/connections/test-kit/publishers-own.ts";
import { refusalCodes } from "./refusal.ts";

test.each(refusalCodes)("%s is explained in words of its own", (code) => {
  expect(Object.keys(refusalExplanations)).toContain(code);
});

test("and nothing else is", () => {
  expect(Object.keys(refusalExplanations).sort()).toEqual([...refusalCodes].sort());
});

test("a backend's refusal is explained by its status", () => {
  const refused = { code: "backend_refused", status: 502, why: "", upstreamStatus: 404 };
  const { happened, advice } = explainRefusal(refused, "publisher");
  expect(happened).toContain("404");
  expect(advice).toContain("Topics page");
  expect(explainRefusal({ ...refused, upstreamStatus: 418 }, "publisher").advice).not.toBe(advice);
});

test("a code of a newer gateway is explained by its status", () => {
  const refused = { code: "made_tomorrow", status: 499, why: "Because.", upstreamStatus: null };
  expect(explainRefusal(refused, "publisher").happened).toContain("499");
});

describe("to who uses an API", () => {
  const advised = (code: string, more: { why?: string; upstreamStatus?: number | null } = {}) =>
    explainRefusal({ code, status: 403, why: "The-why.", upstreamStatus: null, ...more }, "consumer").advice;

  test.each(refusalCodes)("%s gets advice that names nothing of the publisher's", (code) => {
    expect(advised(code)).toMatch(/\.$/);
    expect(advised(code)).not.toMatch(publishersOwn);
  });

  test.each([401, 403, 404, 418, 429, 503])("nor does a backend's %i", (upstreamStatus) => {
    expect(advised("backend_refused", { upstreamStatus })).not.toMatch(publishersOwn);
  });

  test("a blocked subscription is the publisher's to unblock", () => {
    expect(advised("subscription_blocked")).toMatch(/Ask whoever publishes the API/);
  });

  test("what the gateway said is part of it where it names the fault, or nothing else is known", () => {
    for (const code of ["header_missing", "made_tomorrow"]) expect(advised(code)).toContain("The-why.");
  });
});
