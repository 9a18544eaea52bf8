// The Runtime form and the settings say the same.
import { expect, test } from "vitest";
import { defaultRuntime, type SaveRuntime } from "#lib/apis/api-fields.ts";
import { newRateLimit } from "./rate-limit-values.ts";
import { runtimeFormSchema, runtimeValues } from "./runtime-values.ts";

const fresh: SaveRuntime = { ...defaultRuntime, topics: [] };

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
  expect(runtimeFormSchema.parse(values).security).toEqual({ apiKey: false, oauth2: false });
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
