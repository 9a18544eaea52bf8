// What the tree of a schema is on a page: addresses, tabs, and what is open at first.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { NodeBudget, VIEW_NODES } from "#lib/asyncapi/node-budget.ts";
import { linkTo } from "#lib/asyncapi/reading/address.ts";
import { schemaTree } from "#lib/asyncapi/reading/schema-tree.ts";
import { ReadingSchema } from "./reading-schema.tsx";

function draw(schema: JsonObject, root: JsonObject = {}): string {
  const tree = schemaTree(root, schema, new NodeBudget(VIEW_NODES)).root;
  return renderToStaticMarkup(
    createElement(ReadingSchema, {
      id: "m.payload",
      label: "Payload",
      schema: tree,
      entries: new Set(["Node"]),
    }),
  );
}

const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1] ?? "");

describe("the tree of a schema on a page", () => {
  it("gives each row an id of its own, whatever the names are", () => {
    const html = draw({
      properties: { a: { properties: { b: {} } }, "a.b": {}, "each item": {}, "": {}, "a~1b": {} },
      items: { description: "Each." },
      oneOf: [{ title: "a" }, { title: "a" }],
    });
    const ids = all(html, /\sid="([^"]*)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => /\s/.test(id))).toEqual([]);
    expect(ids).toEqual(expect.arrayContaining(["m.payload", "m.payload.a.b", "m.payload.a~1b"]));
    expect(all(html, /data-address="([^"]*)"/g).every((id) => ids.includes(id))).toBe(true);
  });

  it("has alternatives as tabs, one of them chosen, each panel named by its tab", () => {
    const html = draw({ oneOf: [{ title: "Cat" }, { title: "Dog" }] });
    expect(all(html, /role="tab" id="([^"]*)"/g)).toEqual(all(html, /aria-labelledby="([^"]*)"/g));
    expect(all(html, /aria-selected="([^"]*)"/g)).toEqual(["true", "false"]);
    expect(all(html, /class="option"( hidden="")?/g)).toEqual(["", ' hidden=""']);
  });

  it("has many alternatives as a list to choose from", () => {
    const html = draw({ anyOf: Array.from({ length: 20 }, (_, index) => ({ title: `T${index}` })) });
    expect(html).not.toContain('role="tab"');
    expect(all(html, /<option[^>]*>([^<]*)</g).length).toBe(20);
    expect(html).toContain("Any of these (20)");
  });

  it("links what it repeats to the row above", () => {
    const ref = { $ref: "#/components/schemas/Node" };
    const Node = { type: "object", properties: { list: { type: "array", items: ref } } };
    const html = draw({ properties: { first: ref } }, { components: { schemas: { Node } } });
    expect(html).toMatch(new RegExp(`href="${linkTo("m.payload.first")}"[^>]*>as above`));
    expect(all(html, /aria-label="Open here: ([^"]*)"/g)).toEqual(["each item"]);
    expect(html).toContain('id="m.payload.first.list.each-item"');
  });

  it("offers nothing to open where nothing repeats", () => {
    const Leaf = { type: "object", properties: { a: {} } };
    const html = draw({ properties: { first: { $ref: "#/l" }, last: { $ref: "#/l" } } }, { l: Leaf });
    expect(html).not.toContain("Open here");
  });

  it("opens fewer levels where they have many rows, and offers to open all only where there is something", () => {
    const leaf = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`p${index}`, {}]));
    const two = draw({ properties: { a: { properties: { b: {} } } } });
    const many = draw({ properties: { a: { properties: leaf }, b: { properties: leaf } } });
    expect(two).toContain('<details open="">');
    expect(many).not.toContain('<details open="">');
    expect(many).toContain("Expand all");
    expect(draw({ properties: leaf })).not.toContain("Expand all");
  });

  it("shows ten values and sixty rows at first, and counts the rest", () => {
    const properties = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`p${index}`, {}]));
    const html = draw({
      properties: { ...properties, e: { enum: Array.from({ length: 60 }, (_, i) => i) } },
    });
    expect(html).toContain("and 841 more, open");
    expect(html).toContain("50 more");
  });
});
