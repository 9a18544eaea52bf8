// A schema written out: a list in a list, one item for each row of the tree that a page shows.
import type { List, ListItem } from "mdast";
import { address, linkTo } from "../address.ts";
import type { SchemaNode } from "../schema-node.ts";
import { rowsBelow, type SchemaRow } from "../schema-rows.ts";
import {
  type Block,
  describedBlocks,
  type Inline,
  item,
  link,
  list,
  mono,
  paragraph,
  partBlocks,
  strong,
} from "./text-nodes.ts";

/** Where a schema is written, and what of the document has an entry of its own. */
type SchemaPlace = {
  /** Level of the heading that it stands below. */
  readonly depth: number;
  /** Address of the whole. */
  readonly id: string;
  readonly entries: ReadonlySet<string>;
};

type Written = SchemaPlace & {
  /** Addresses of the rows around it, the whole first. */
  readonly above: readonly string[];
};

/** A whole schema under its name; nothing where there is none. */
export function schemaList(label: string, root: SchemaNode | null, place: SchemaPlace): List[] {
  return root === null ? [] : list([schemaItem({ ...root, name: label }, { ...place, above: [] })]);
}

/** Rows whose address is longer have none: names may be as long as the document, and every row repeats those above it. */
const LONGEST_ID = 1_000;

function schemaItem(node: SchemaNode, place: Written): ListItem {
  const below = list(itemsBelow(node, place));
  const written = item(paragraph(...lineOf(node, place)), ...wordsOf(node, place.depth), ...below);
  // The whole of an entry has the heading above it for its address.
  return node.name === "" || place.id.length > LONGEST_ID
    ? written
    : { ...written, data: { hProperties: { id: place.id } } };
}

function lineOf(node: SchemaNode, { above, entries }: Written): Inline[] {
  const nameOf = (schema: string) =>
    entries.has(schema) ? link(linkTo(address.schema(schema)), schema) : schema;
  const around = node.repeats === null ? undefined : above[node.repeats];
  const repeated = around !== undefined && around.length <= LONGEST_ID ? around : undefined;
  const marks: Inline[][] = [
    ...(node.format === "" ? [] : [[node.format]]),
    ...(node.repeats === null ? [] : [[repeated ? link(linkTo(repeated), "as above") : "as above"]]),
    ...(node.kind === "property" && node.isRequired ? [["required"]] : []),
    ...node.marks.map((mark) => [mark]),
    ...(node.from === "" ? [] : [["from ", nameOf(node.from)]]),
    ...(node.madeOf.length > 0
      ? [
          [
            "made of ",
            ...node.madeOf.flatMap((one, at) => (at === 0 ? [nameOf(one)] : [" and ", nameOf(one)])),
          ],
        ]
      : []),
  ];
  const name = node.kind === "property" ? mono(node.name) : strong(node.name);
  const type = node.typeName === "" ? [node.type] : [`${node.type} (`, nameOf(node.typeName), ")"];
  return [...(node.name === "" ? [] : [name, " "]), ...type, ...marks.flatMap((mark) => [", ", ...mark])];
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
    ...(node.isToldAtEntry ? [paragraph(`What it holds is told under ${node.typeName}, in Schemas.`)] : []),
    ...aboutBlocks(node),
  ];
}

function aboutBlocks({ about }: SchemaNode): Block[] {
  if (about === null) return [];
  const { docs, extensions } = about;
  const more = docs === null ? [] : [paragraph("More: ", link(docs.url, docs.description))];
  return [...more, ...partBlocks("Extension", extensions)];
}

function valueFact(words: string, value: string | null): Inline[][] {
  return value === null ? [] : [[`${words} `, mono(value)]];
}

function separated(values: readonly string[]): Inline[] {
  return [...new Set(values)].flatMap((value, index) => (index === 0 ? [mono(value)] : [", ", mono(value)]));
}

function itemsBelow(node: SchemaNode, place: Written): ListItem[] {
  const above = [...place.above, place.id];
  const written = ({ id, node: one }: SchemaRow) => schemaItem(one, { ...place, id, above });
  const rows = rowsBelow(node, place.id);
  const choices = node.choices.map(({ words, by, left }, at) =>
    item(
      paragraph(strong(by ? `${words}, told apart by ${by}:` : `${words}:`)),
      ...list([...(rows.choices[at] ?? []).map(written), ...leftOut(left)]),
    ),
  );
  return [...rows.children.map(written), ...choices, ...leftOut(node.left)];
}

function leftOut(count: number): ListItem[] {
  return count > 0 ? [item(paragraph(`… and ${count} more`))] : [];
}
