// The Runtime form and the settings say the same.
import { expect, test } from "vitest";
import { defaultRuntime, type SaveRuntime, saveRuntimeSchema } from "#lib/apis/api-fields.ts";
import type { OriginFields } from "./origin-values.ts";
import { newRateLimit } from "./rate-limit-values.ts";
import { runtimeFormSchema, runtimeValues } from "./runtime-values.ts";

const fresh: SaveRuntime = {
  ...defaultRuntime,
  enforcesTypes: true,
  enforcesHandshake: false,
  tellsThrottled: false,
  topics: [],
};

test("what a new API starts with comes back as it was", () => {
  expect(runtimeFormSchema.parse(runtimeValues(fresh))).toEqual(fresh);
});

test("limits, rates and policies of topics come back as they were, down to the byte", () => {
  const rate = {
    scope: "api",
    direction: "fromBackend",
    unit: "bytes",
    perSecond: 1_000,
    burst: 65_536,
    action: "drop",
  } as const;
  const saved: SaveRuntime = {
    ...defaultRuntime,
    enforcesTypes: false,
    enforcesHandshake: true,
    tellsThrottled: true,
    limits: {
      ...defaultRuntime.limits,
      maxMessageBytes: 1_047,
      maxConnections: 7,
      rateLimits: [rate, { ...rate, unit: "messages" }, { ...rate, perSecond: 2_048 }],
    },
    topics: [
      { address: "/*", policy: { inspect: false, rateLimits: [] } },
      {
        address: "/rooms",
        policy: { inspect: true, maxMessageBytes: 0, idleTimeoutMs: 500, rateLimits: [rate] },
      },
    ],
  };
  expect(runtimeFormSchema.parse(runtimeValues(saved))).toEqual(saved);
});

test("the origin rule comes back as it was, and a list in its one spelling", () => {
  const saved = (originRule: SaveRuntime["security"]["originRule"]): SaveRuntime => ({
    ...fresh,
    security: { ...fresh.security, originRule },
  });
  const listed = saved({ kind: "listed", origins: ["https://app.example", "https://*.example.com"] });
  for (const each of [listed, saved({ kind: "none" })]) {
    expect(runtimeFormSchema.parse(runtimeValues(each))).toEqual(each);
  }
  const sites = ["HTTPS://App.Example:443/", "*.example.com"].map((origin) => ({ id: origin, origin }));
  const typed = { ...runtimeValues(fresh), webPages: { pages: "listed", sites } } as const;
  expect(runtimeFormSchema.parse(typed)).toEqual(listed);
});

test("what is wrong with a site is told at its line, and only where the list is what counts", () => {
  const sites = ["https://app.example", "*.com", ""].map((origin) => ({ id: origin, origin }));
  const issuesOf = (webPages: OriginFields) =>
    runtimeFormSchema
      .safeParse({ ...runtimeValues(fresh), webPages })
      .error?.issues.map(({ path }) => path.join("."));
  expect(issuesOf({ pages: "listed", sites })).toEqual(["webPages.sites.1", "webPages.sites.2"]);
  expect(issuesOf({ pages: "listed", sites: [] })).toEqual(["webPages.sites"]);
  expect(issuesOf({ pages: "any", sites })).toBeUndefined();
});

test("a save that leaves the origin rule out does not open what was closed", () => {
  const { originRule: _rule, ...security } = fresh.security;
  expect(saveRuntimeSchema.safeParse({ ...fresh, security }).success).toBe(false);
});

test("what is wrong in a row is told at the row's field", () => {
  const values = runtimeValues({
    ...fresh,
    topics: [{ address: "/*", policy: { inspect: false, rateLimits: [] } }],
  });
  const [topic] = values.topics;
  if (!topic) throw new Error("there is one topic");
  const row = { ...newRateLimit("new", "topic"), perSecond: "many", burst: "2000", unit: "MB" } as const;
  const wrong = {
    ...values,
    rateLimits: [row],
    topics: [{ ...topic, maxMessage: { amount: "2000", unit: "MB" } as const, rateLimits: [row] }],
  };
  const paths = runtimeFormSchema.safeParse(wrong).error?.issues.map(({ path }) => path.join("."));
  expect(paths).toEqual(["rateLimits.0.perSecond", "topics.0.maxMessage", "topics.0.rateLimits.0.perSecond"]);
  const tooMuch = { ...values, rateLimits: [{ ...row, perSecond: "1" }] };
  expect(runtimeFormSchema.safeParse(tooMuch).error?.issues).toMatchObject([
    { path: ["rateLimits", 0, "burst"] },
  ]);
});

test("an open API asks for neither credential", () => {
  const values = { ...runtimeValues(fresh), access: "open" } as const;
  expect(runtimeFormSchema.parse(values).security).toEqual({
    apiKey: false,
    oauth2: false,
    originRule: { kind: "any" },
  });
});

test("credentials without a kind are refused: opening an API is said, not left over", () => {
  const values = { ...runtimeValues(fresh), apiKey: false, oauth2: false };
  expect(runtimeFormSchema.safeParse(values).error?.issues[0]?.path).toEqual(["access"]);
});

test("a limit out of bounds is refused at its field, in its words", () => {
  const values = {
    ...runtimeValues(fresh),
    backendTimeout: { amount: "0", unit: "seconds" },
  } as const;
  expect(runtimeFormSchema.safeParse(values).error?.issues).toMatchObject([
    { path: ["backendTimeout"], message: expect.stringContaining("0.1 seconds") },
  ]);
});
