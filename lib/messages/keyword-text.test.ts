import { expect, it } from "vitest";
import { isJsonObject, type JsonObject } from "#lib/asyncapi/json-value.ts";
import { keywordText, keywordValue } from "./keyword-text.ts";
import { readValueText } from "./value-text.ts";

function schemaOf(text: string): JsonObject {
  const read = readValueText(text);
  if (!read.ok || !isJsonObject(read.value)) throw new Error("no schema");
  return read.value;
}

it("shows numbers with every digit", () => {
  const schema = schemaOf("maximum: 9223372036854775807\nmultipleOf: 0.10\nenum: [9007199254740993, 1]");
  expect(keywordText(schema, "maximum", "number")).toBe("9223372036854775807");
  expect(keywordText(schema, "multipleOf", "number")).toBe("0.10");
  expect(keywordText(schema, "enum", "values")).toBe("9007199254740993\n1");
});

it("keeps allowed values that are no text when another is added", () => {
  const before = schemaOf("enum: [a, null, true, 5]").enum;
  expect(keywordText({ enum: before ?? null }, "enum", "values")).toBe("a\nnull\ntrue\n5");
  expect(keywordValue("a\nnull\ntrue\n5\n6", "values", before, false)).toEqual({
    ok: true,
    value: ["a", null, true, 5, "6"],
  });
});

it("makes new values numbers where the schema is of numbers", () => {
  expect(keywordValue("1\n2.5", "values", [1], true)).toEqual({ ok: true, value: [1, 2.5] });
});

it.each(["9007199254740993", "-9223372036854775807"])("refuses to round %s", (typed) => {
  expect(keywordValue(typed, "number", undefined, true)).toMatchObject({ ok: false });
  expect(keywordValue(`1\n${typed}`, "values", undefined, true)).toMatchObject({ ok: false });
});

it.each([
  ["0.05", 0.05],
  ["-3", -3],
  ["9007199254740992", 9007199254740992],
])("takes %s", (typed, value) => {
  expect(keywordValue(typed, "number", undefined, true)).toEqual({ ok: true, value });
});
