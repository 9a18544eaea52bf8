import { expect, test } from "vitest";
import { Passes } from "#gateway/data-plane/handshake/pass.ts";
import { Refusal } from "#gateway/data-plane/http/refusal.ts";

test("passes go on from what the one before has found, in the order in which they were added", () => {
  const passes = new Passes((text: string) => `${text} read`).next((text) => [text, "routed"]);
  expect(passes.run("head")).toEqual(["head read", "routed"]);
});

test("a refusal ends them: no later pass is asked", () => {
  const refusal = new Refusal("api_not_found", "No API.");
  const asked: string[] = [];
  const passes = new Passes((text: string) => text)
    .next((): Refusal => {
      asked.push("refusing");
      return refusal;
    })
    .next(() => asked.push("admit"))
    .next(() => asked.push("reserve"));
  expect(passes.run("head")).toBe(refusal);
  expect(asked).toEqual(["refusing"]);
});
