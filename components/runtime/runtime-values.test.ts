// The Runtime form and the settings say the same.
import { expect, test } from "vitest";
import { defaultRuntime } from "#lib/apis/api-fields.ts";
import { runtimeFormSchema, runtimeValues } from "./runtime-values.ts";

test("what a new API starts with comes back as it was", () => {
  expect(runtimeFormSchema.parse(runtimeValues(defaultRuntime))).toEqual(defaultRuntime);
});

test("an open API asks for neither credential", () => {
  const values = { ...runtimeValues(defaultRuntime), access: "open" } as const;
  expect(runtimeFormSchema.parse(values).security).toEqual({ apiKey: false, oauth2: false });
});

test("credentials without a kind are refused: opening an API is said, not left over", () => {
  const values = { ...runtimeValues(defaultRuntime), apiKey: false, oauth2: false };
  expect(runtimeFormSchema.safeParse(values).error?.issues[0]?.path).toEqual(["access"]);
});

test("a limit out of bounds is refused at its field, in its words", () => {
  const values = {
    ...runtimeValues(defaultRuntime),
    backendTimeout: { amount: "0", unit: "seconds" },
  } as const;
  expect(runtimeFormSchema.safeParse(values).error?.issues).toMatchObject([
    { path: ["backendTimeout"], message: expect.stringContaining("0.1 seconds") },
  ]);
});
