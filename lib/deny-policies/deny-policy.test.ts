import { expect, it } from "vitest";
import { createDenyPolicySchema, normalPath, normalRange } from "./deny-policy.ts";

const input = (subject: string, what: string) => ({ subject, what, lifetimeHours: null });

it("takes addresses and ranges, and says at the field what is none", () => {
  expect(createDenyPolicySchema.safeParse(input("address", "192.0.2.0/24")).success).toBe(true);
  expect(createDenyPolicySchema.safeParse(input("address", "2001:db8::7")).success).toBe(true);
  const wrong = createDenyPolicySchema.safeParse(input("address", "192.0.2.300"));
  expect(wrong.error?.issues).toMatchObject([{ path: ["what"], message: /neither an address nor a range/ }]);
});

it.each(["0.0.0.0/0", "::/0", "::ffff:0:0/96", "10.0.0.0/0"])(
  "does not let %s shut everybody out",
  (range) => {
    const { error } = createDenyPolicySchema.safeParse(input("address", range));
    expect(error?.issues[0]?.message).toContain("everybody");
  },
);

it.each([
  ["192.0.2.77/24", "192.0.2.0/24"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:0DB8:0::9/32", "2001:db8::/32"],
  ["2001:db8::0001", "2001:db8::1"],
])("writes %s as %s, so that no range is denied twice", (text, normal) => {
  expect(normalRange(text)).toBe(normal);
});

it("compares paths without case and slashes at their ends", () => {
  expect(normalPath("Shop/1.0.0/")).toBe("/shop/1.0.0");
});
