import { expect, it } from "vitest";
import { z } from "zod";
import { parseInput } from "./parse-input.ts";

const anything = z.unknown();

it.each([
  { apiId: "a\0b" },
  { id: "\0" },
  { environmentIds: ["default", "x\0"] },
  { api: { revisionId: "\0" } },
])("an id with a NUL in it is nobody's: %j", (input) => {
  expect(parseInput(anything, input)).toMatchObject({ ok: false, code: "not_found" });
});

it.each([
  [{ name: "a\0b" }, "name"],
  [{ topics: [{ address: "/a" }, { address: "/\0" }] }, "topics.1.address"],
  ["\0", "form"],
  [{ "a\0": 1 }, "form"],
])("other text with a NUL in it is refused where it stands: %j", (input, field) => {
  const outcome = parseInput(anything, input);
  expect(outcome).toMatchObject({ ok: false, code: "invalid", message: expect.stringContaining("NUL") });
  expect(!outcome.ok && Object.keys(outcome.fields ?? {})).toEqual([field]);
});

it("text with other control characters is the schema's to judge", () => {
  expect(parseInput(z.object({ name: z.string() }), { name: "a\tb", other: null })).toMatchObject({
    ok: true,
  });
});
