// The document's own schemas that its messages use, each once, for links from where they are named.
import { memberOf, objectAt } from "#lib/asyncapi/json-value.ts";
import type { Reading } from "./reading.ts";
import type { SchemaNode } from "./schema-node.ts";
import { entryTree } from "./schema-tree.ts";

export type SchemaEntry = {
  readonly name: string;
  readonly root: SchemaNode;
  /** See sections.ts. */
  readonly laterHeight?: number;
};

/** Entries for the names in some trees, for those in the entries themselves, and for others that the document uses. */
export function schemaEntries(
  reading: Reading,
  trees: readonly (SchemaNode | null)[],
  used: ReadonlySet<string>,
): SchemaEntry[] {
  const schemas = objectAt(reading.document, ["components", "schemas"]);
  const names = new Set([...trees.flatMap(namesIn), ...used]);
  const entries: SchemaEntry[] = [];
  // The set grows while it is gone through: what an entry names gets an entry too.
  for (const name of names) {
    if (memberOf(schemas, name) === undefined) continue;
    if (!reading.entries.spend()) break;
    reading.entries.names([name]);
    const { root } = entryTree(reading.document, refTo(name), reading.budget.section());
    if (root === null) continue;
    entries.push({ name, root });
    for (const below of namesIn(root)) names.add(below);
  }
  return entries;
}

function refTo(name: string): string {
  const step = name.replaceAll("~", "~0").replaceAll("/", "~1");
  // Half a character cannot be encoded, and stays as it is.
  return `#/components/schemas/${step.isWellFormed() ? encodeURIComponent(step) : step}`;
}

function namesIn(node: SchemaNode | null): string[] {
  if (node === null) return [];
  const below = [...node.children, ...node.choices.flatMap(({ options }) => options)];
  const own = [node.typeName, ...node.madeOf].filter((name) => name !== "");
  return [...own, ...below.flatMap(namesIn)];
}
