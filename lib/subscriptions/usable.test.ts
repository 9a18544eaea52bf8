// A key is made under the first subscription that can be used; where none can, the reader is told what to do.
import { expect, test } from "vitest";
import { firstUsable } from "./usable.ts";

const active = { state: "active", blocked: "none" } as const;
const noProduction = { state: "active", blocked: "production" } as const;
const blocked = { state: "active", blocked: "all" } as const;
const pending = { state: "pending", blocked: "none" } as const;
const rejected = { state: "rejected", blocked: "none" } as const;

test("the first that is active and open for the environment is taken", () => {
  const all = [pending, blocked, noProduction, active];
  expect(firstUsable(all, "production")).toEqual({ ok: true, value: active });
  expect(firstUsable(all, "sandbox")).toEqual({ ok: true, value: noProduction });
});

test.each([
  ["not_subscribed", []],
  ["rejected", [rejected]],
  ["pending", [rejected, pending]],
  ["blocked", [rejected, pending, noProduction, blocked]],
])("where none can be used, it is %s", (code, subscriptions) => {
  expect(firstUsable(subscriptions, "production")).toMatchObject({ ok: false, code });
});
