// A schema written out: a list in a list, one item for each row of the tree that a page shows.
import type { List, ListItem } from "mdast";
import type { SchemaNode } from "../schema-node.ts";
import {
  type Block,
  describedBlocks,
  type Inline,
  item,
  list,
  mono,
  paragraph,
  strong,
} from "./text-nodes.ts";

/** A whole schema under its name, below a heading of `depth`; nothing where there is none. */
export function schemaList(label: string, root: SchemaNode | null, depth: number): List[] {
  return root === null ? [] : list([schemaItem({ ...root, name: label }, depth)]);
}

function schemaItem(node: SchemaNode, depth: number): ListItem {
  return item(paragraph(...lineOf(node)), ...wordsOf(node, depth), ...list(itemsBelow(node, depth)));
}

function lineOf(node: SchemaNode): Inline[] {
  const named = node.typeName === "" ? node.type : `${node.type} (${node.typeName})`;
  const type = [named, node.format].filter((part) => part !== "").join(", ");
  const marks = [
    node.repeats === null ? "" : "as above",
    node.kind === "property" && node.isRequired ? "required" : "",
    ...node.marks,
    node.from && `from ${node.from}`,
    node.madeOf.length > 0 ? `made of ${node.madeOf.join(" and ")}` : "",
  ].filter((part) => part !== "");
  const name = node.kind === "property" ? mono(node.name) : strong(node.name);
  return [...(node.name === "" ? [] : [name, " "]), [type, ...marks].join(", ")];
}

function wordsOf(node: SchemaNode, depth: number): Block[] {
  const facts: Inline[][] = [
    ...node.limits.map((limit) => [limit]),
    ...valueFact("always", node.constant),
    ...valueFact("default", node.preset),
    ...(node.values.length > 0 ? [["one of ", ...separated(node.values)]] : []),
    ...(node.examples.length > 0 ? [["for example ", ...separated(node.examples)]] : []),
  ];
  const title = node.title === "" || node.title === node.name ? [] : [paragraph(node.title)];
  const words = facts.flatMap((fact, index) => (index === 0 ? fact : ["; ", ...fact]));
  return [
    ...title,
    ...describedBlocks(node.description, depth),
    ...(words.length > 0 ? [paragraph(...words)] : []),
  ];
}

function valueFact(words: string, value: string | null): Inline[][] {
  return value === null ? [] : [[`${words} `, mono(value)]];
}

function separated(values: readonly string[]): Inline[] {
  return [...new Set(values)].flatMap((value, index) => (index === 0 ? [mono(value)] : [", ", mono(value)]));
}

function itemsBelow(node: SchemaNode, depth: number): ListItem[] {
  const written = (one: SchemaNode) => schemaItem(one, depth);
  const choices = node.choices.map(({ words, by, options, left }) =>
    item(
      paragraph(strong(by ? `${words}, told apart by ${by}:` : `${words}:`)),
      ...list([...options.map(written), ...leftOut(left)]),
    ),
  );
  return [...node.children.map(written), ...choices, ...leftOut(node.left)];
}

function leftOut(count: number): ListItem[] {
  return count > 0 ? [item(paragraph(`… and ${count} more`))] : [];
}
