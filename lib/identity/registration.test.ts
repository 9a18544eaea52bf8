import { expect, it } from "vitest";
import { parseSettings } from "#lib/kernel/settings.ts";
import { isRegistrationOpen, registrationSchema } from "./registration.ts";

const production = {
  SLUICE_MODE: "production",
  AUTH_SECRET: "x".repeat(40),
  SLUICE_SECRETS_KEY: Buffer.alloc(32, 7).toString("base64"),
  PUBLIC_URL: "https://sluice.example",
};

it("is open in evaluation mode, and in production only where it is said", () => {
  const open = (env: Record<string, string>) => isRegistrationOpen(parseSettings(env));
  expect(open({})).toBe(true);
  expect(open({ SELF_REGISTRATION: "off" })).toBe(false);
  expect(open(production)).toBe(false);
  expect(open({ ...production, SELF_REGISTRATION: "on" })).toBe(true);
});

it.each([
  ["username", { username: "a b" }],
  ["username", { username: "<x>" }],
  ["email", { email: "nobody" }],
  ["password", { password: "short" }],
  ["name", { name: "  " }],
])("tells what is wrong with a %s", (field, wrong) => {
  const fine = { name: "Ann", username: "ann", email: "ann@example.com", password: "long enough" };
  expect(registrationSchema.safeParse(fine).success).toBe(true);
  const parsed = registrationSchema.safeParse({ ...fine, ...wrong });
  expect(parsed.error?.issues[0]?.path).toEqual([field]);
});
