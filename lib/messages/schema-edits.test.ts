// Editing a schema by rows: what the rows do not show stays, and each step leaves a schema.
import { describe, expect, it } from "vitest";
import type { JsonValue } from "#lib/asyncapi/json-value.ts";
import {
  renamed,
  withAlternative,
  withKeyword,
  withKind,
  withoutRow,
  withProperty,
  withRequired,
} from "./schema-edits.ts";
import { schemaOfSample } from "./schema-of-sample.ts";
import { schemaRows } from "./schema-rows.ts";
import { patchValueText, readExactText } from "./value-text.ts";

const ORDER: JsonValue = {
  type: "object",
  required: ["id"],
  "x-owner": "sales",
  properties: {
    id: { type: "string", maxLength: 10, description: "Its number" },
    lines: { type: "array", items: { $ref: "#/components/schemas/line" } },
    by: { oneOf: [{ type: "string" }, { type: "object", properties: { name: { type: "string" } } }] },
  },
};

function rowAt(schema: JsonValue, ...path: (string | number)[]) {
  const row = schemaRows(schema).rows.find((it) => it.path.join("/") === path.join("/"));
  if (row === undefined) throw new Error(`no row ${path.join("/")}`);
  return row;
}

describe("rows of a schema", () => {
  it("are the whole, properties, items and alternatives", () => {
    const { rows, hasMore } = schemaRows(ORDER);
    expect(
      rows.map(({ depth, role, name, kind, isRequired }) => [depth, role, name, kind, isRequired]),
    ).toEqual([
      [0, "whole", "", "object", false],
      [1, "property", "id", "string", true],
      [1, "property", "lines", "array", false],
      [2, "item", "", "shared line", false],
      [1, "property", "by", "oneOf", false],
      [2, "alternative", "1", "string", false],
      [2, "alternative", "2", "object", false],
      [3, "property", "name", "string", false],
    ]);
    expect(hasMore).toBe(false);
  });

  it("end at their bound, and say so", () => {
    const properties = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`p${index}`, true]));
    expect(schemaRows({ type: "object", properties })).toMatchObject({ hasMore: true });
  });
});

describe("a step", () => {
  it("adds a property with a free name to what had none", () => {
    const once = withProperty(undefined, rowAt({}));
    const twice = withProperty(once, rowAt(once));
    expect(twice).toEqual({ properties: { property: { type: "string" }, property2: { type: "string" } } });
  });

  it("renames a property in its place, and among the required", () => {
    expect(renamed(ORDER, rowAt(ORDER, "properties", "id"), "number")).toMatchObject({
      required: ["number"],
    });
    expect(renamed(ORDER, rowAt(ORDER, "properties", "id"), "lines")).toBeNull();
  });

  it("requires, and no longer requires", () => {
    const row = rowAt(ORDER, "properties", "lines");
    const both = withRequired(ORDER, row, true);
    expect(both).toMatchObject({ required: ["id", "lines"] });
    const none = withRequired(withRequired(both, row, false), rowAt(ORDER, "properties", "id"), false);
    expect(none).not.toHaveProperty("required");
  });

  it("removes a property, and its name from the required", () => {
    const without = withoutRow(ORDER, rowAt(ORDER, "properties", "id"));
    expect(schemaRows(without).rows.map(({ name }) => name)).not.toContain("id");
    expect(without).not.toHaveProperty("required");
  });

  it("makes another kind of a row, and keeps what both know", () => {
    const changed = withKind(ORDER, rowAt(ORDER, "properties", "id"), "integer");
    expect(changed).toMatchObject({ properties: { id: { type: "integer", description: "Its number" } } });
    expect(changed).not.toHaveProperty("properties.id.maxLength");
    expect(withKind(ORDER, rowAt(ORDER), "string")).toEqual({ type: "string", "x-owner": "sales" });
    const shared = withKind(ORDER, rowAt(ORDER, "properties", "id"), "shared a/b");
    expect(shared).toMatchObject({ properties: { id: { $ref: "#/components/schemas/a~1b" } } });
  });

  it("adds alternatives and keywords", () => {
    expect(withAlternative(ORDER, rowAt(ORDER, "properties", "by"))).toMatchObject({
      properties: { by: { oneOf: [{}, {}, { type: "object" }] } },
    });
    const row = rowAt(ORDER, "properties", "id");
    const limited = withKeyword(ORDER, row, "pattern", "^[0-9]+$");
    expect(limited).toMatchObject({ properties: { id: { pattern: "^[0-9]+$" } } });
    expect(withKeyword(limited, row, "pattern", undefined)).toEqual(ORDER);
  });

  it("leaves the comments and numbers of the text as they are", () => {
    const text =
      "type: object # all\nproperties:\n  at: { type: integer, default: 9223372036854775807 } # when\n";
    const schema: JsonValue = {
      type: "object",
      properties: { at: { type: "integer", default: Number("9223372036854775807") } },
    };
    const patched = patchValueText(text, withProperty(schema, rowAt(schema)), "yaml");
    expect(patched.startsWith(text.trimEnd())).toBe(true);
    expect(patched).toContain("property:");
  });
});

describe("a schema from a sample", () => {
  it("names types, formats and what is required", () => {
    const sample = readExactText(
      '{"id": 9223372036854775807, "price": 1.0, "at": "2026-01-02T03:04:05Z", "tags": [{"a": 1}, {"a": "x", "b": null}]}',
    );
    expect(sample && schemaOfSample(sample)).toEqual({
      type: "object",
      required: ["id", "price", "at", "tags"],
      properties: {
        id: { type: "integer" },
        price: { type: "number" },
        at: { type: "string", format: "date-time" },
        tags: {
          type: "array",
          items: {
            type: "object",
            required: ["a"],
            properties: { a: { type: ["integer", "string"] }, b: { type: "null" } },
          },
        },
      },
    });
  });

  it("takes a key such as __proto__ for what it is", () => {
    const sample = readExactText('{"__proto__": 1}');
    expect(sample && JSON.stringify(schemaOfSample(sample))).toContain('"__proto__":{"type":"integer"}');
  });
});
