// Avro schemas as the tree that a person reads.
import { describe, expect, it } from "vitest";
import type { JsonValue } from "#lib/asyncapi/json-value.ts";
import { NodeBudget, VIEW_NODES } from "#lib/asyncapi/node-budget.ts";
import type { SchemaNode } from "./schema-node.ts";
import { payloadTree } from "./schema-payload.ts";

const read = (schema: JsonValue, format = "application/vnd.apache.avro+json;version=1.9.0") =>
  payloadTree(
    { document: { schema }, budget: new NodeBudget(VIEW_NODES) },
    { format, schema, place: ["schema"] },
  );

const field = (name: string, type: JsonValue, more = {}) => ({ name, type, ...more });

function lines(node: SchemaNode | null | undefined, indent = ""): string[] {
  if (!node) return [];
  const below = [...node.children, ...node.choices.flatMap(({ options }) => options)];
  const own = `${indent}${node.name || "whole"}: ${node.type}${node.repeats === null ? "" : `, row ${node.repeats}`}`;
  return [own, ...below.flatMap((child) => lines(child, `${indent}  `))];
}

describe("the tree of an Avro schema", () => {
  it("has the name that a list was given, though Avro gives it none", () => {
    const list = { type: "array", name: "Sizes", items: "string" };
    const root = read({ type: "record", name: "Order", fields: [field("sizes", ["null", list])] })?.root;
    expect(root?.children.map(({ name, title }) => [name, title])).toEqual([["sizes", "Sizes"]]);
  });

  it("has records, lists, maps, unions and types that are named before", () => {
    const size = { type: "record", name: "Size", fields: [field("width", "float")] };
    const schema = {
      ...{ type: "record", name: "Order", namespace: "shop" },
      fields: [
        field("id", { type: "string", logicalType: "uuid" }),
        field("size", size),
        field("others", { type: "array", items: "Size" }),
        field("counts", { type: "map", values: "long" }),
        field("paid", ["null", "int", "string"]),
        field("by", [{ type: "record", name: "Card", fields: [] }, "string"]),
        field("after", ["null", "shop.Order"]),
      ],
    };
    expect(lines(read(schema)?.root)).toEqual([
      "whole: record",
      "  id: string",
      "  size: record",
      "    width: float",
      "  others: list of Size",
      "    each item: record",
      "      width: float",
      "  counts: map of long",
      "  paid: null or int or string",
      "  by: Card or string",
      "    Card: record",
      "    string: string",
      "  after: record or null, row 0",
    ]);
  });

  it("tells docs, defaults, symbols, aliases, fixed and logical types, and that null may be left out", () => {
    const schema = {
      ...{ type: "record", name: "R", doc: "All of it." },
      fields: [
        field("a", ["null", "string"], { doc: "Maybe.", default: null, aliases: ["old"] }),
        field("b", { type: "enum", name: "E", symbols: ["X", "Y"], default: "X", doc: "Which." }),
        field("c", { type: "fixed", name: "F", size: 16 }),
        field("d", { type: "bytes", logicalType: "decimal", precision: 8, scale: 2 }),
      ],
    };
    const root = read(schema)?.root;
    expect(root).toMatchObject({ title: "R", description: "All of it.", place: ["schema"] });
    expect(root?.children).toMatchObject([
      {
        ...{ type: "string or null", isRequired: false, marks: ["optional"], description: "Maybe." },
        ...{ preset: "null", limits: ["also called old"], place: ["schema", "fields", 0] },
      },
      { type: "enum", values: ["X", "Y"], preset: "X", description: "Which.", isRequired: true },
      { type: "fixed", limits: ["exactly 16 bytes"] },
      { format: "decimal", limits: ["at most 8 digits", "2 of them after the point"] },
    ]);
  });

  it("is read from a text of JSON too; another format has no tree", () => {
    const text = JSON.stringify({ type: "record", name: "R", fields: [field("a", "int")] });
    expect(lines(read(text)?.root)).toEqual(["whole: record", "  a: int"]);
    expect(read("{ not json")).toBeNull();
    expect(read("message A {}", "application/vnd.google.protobuf;version=3")).toBeNull();
  });
});
