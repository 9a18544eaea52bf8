// What a form made from a schema shows of a text.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { MessageForm } from "./message-form.tsx";

const SCHEMA: JsonObject = {
  type: "object",
  required: ["type", "id"],
  properties: {
    note: { type: "string" },
    type: { const: "order" },
    id: { type: "integer", format: "int64" },
    next: { $ref: "#" },
    tags: { type: "array", items: { type: "string" } },
  },
};

const draw = (text: string, schema = SCHEMA) =>
  renderToStaticMarkup(
    createElement(MessageForm, { schema, name: "order", text, onText: () => {}, onKeyDown: () => {} }),
  );

test("values are shown as they are written: every digit, and templates", () => {
  const html = draw('{"type": "order", "id": 9223372036854775807, "note": "at {{now}}", "tags": ["a", "b"]}');
  expect(html).toContain('value="9223372036854775807"');
  expect(html).toContain('value="at {{now}}"');
  expect(html).toContain("Remove tags 2");
  expect(html, "a schema that refers to itself is drawn where a value is").toContain("Add next");
});

test("what the definition does not name, or names otherwise, is shown and said to stay", () => {
  const html = draw('{"type": "order", "id": {"a": 1}, "own": [1, 2]}');
  expect(html).toContain("It stays as it is until you replace it.");
  expect(html).toContain("[1, 2]");
});

test("an empty text shows all fields, and one that is no JSON is left alone", () => {
  expect(draw("")).toContain("note");
  expect(draw('{"type": ')).toContain("It stays as it is: edit it as JSON.");
});
