// Which keys a reader of an API's page can have filled into its samples, and what may be pasted there.
import { describe, expect, test } from "vitest";
import { formatKey } from "../key-text.ts";
import { hourKeyOf, pastedKeyProblem } from "./sample-key.ts";

const applications = [
  { id: "shop", name: "Shop" },
  { id: "till", name: "Till (team Counter)" },
  { id: "other", name: "Other" },
];
const of = (applicationId: string, more: object = {}) =>
  ({ applicationId, state: "active", blocked: "none", ...more }) as const;

describe("a key of an hour", () => {
  test("is offered of each application whose subscription is usable, for the environments that are open", () => {
    const subscriptions = [of("shop"), of("till", { blocked: "production" })];
    expect(hourKeyOf({ hasSandbox: true, applications, subscriptions })).toEqual({
      kind: "offered",
      applications: [
        { id: "shop", name: "Shop", environments: ["production", "sandbox"] },
        { id: "till", name: "Till (team Counter)", environments: ["sandbox"] },
      ],
    });
  });

  test("is for production alone where the API has no sandbox", () => {
    const subscriptions = [of("shop"), of("till", { blocked: "production" })];
    expect(hourKeyOf({ hasSandbox: false, applications, subscriptions })).toEqual({
      kind: "offered",
      applications: [{ id: "shop", name: "Shop", environments: ["production"] }],
    });
  });

  test.each([
    ["Use this API", []],
    ["approval", [of("shop", { state: "pending" })]],
    ["rejected", [of("shop", { state: "rejected" })]],
    ["blocked", [of("shop", { blocked: "all" }), of("till", { blocked: "production" })]],
  ])("is refused in words: %s", (word, subscriptions) => {
    const offer = hourKeyOf({ hasSandbox: false, applications, subscriptions });
    expect(offer).toEqual({ kind: "refused", message: expect.stringContaining(word) });
  });
});

describe("a pasted key", () => {
  const key = formatKey(
    "slk",
    Uint8Array.from({ length: 32 }, (_, index) => 255 - index * 7),
  );

  test("that the portal made is taken", () => expect(pastedKeyProblem(key)).toBeNull());

  test.each([
    ["nothing", "", "Paste a key"],
    ["a test key", key.replace("slk_", "slt_"), "not a key of an application"],
    ["the secret of a client", key.replace("slk_", "slc_"), "secret of an OAuth2 client"],
    ["a word before it", `apikey: ${key}`, "not a key of an application"],
    ["white space inside", `${key.slice(0, 10)} ${key.slice(11)}`, "without spaces or quotes"],
    ["a line break", `${key.slice(0, 10)}\n${key.slice(11)}`, "without spaces or quotes"],
    ["a control character", `${key.slice(0, 10)}\u0007${key.slice(11)}`, "without spaces or quotes"],
    ["a quote", `${key.slice(0, -1)}"`, "without spaces or quotes"],
    ["a backslash", `${key.slice(0, -1)}\\`, "without spaces or quotes"],
    ["a letter of another script", `${key.slice(0, -1)}е`, "without spaces or quotes"],
    ["a part of it", key.slice(0, 12), "this one has 8"],
    ["more than it", `${key}a`, "this one has 44"],
  ])("is refused where it is %s, and told why", (_, text, words) => {
    expect(pastedKeyProblem(text)).toContain(words);
  });
});
