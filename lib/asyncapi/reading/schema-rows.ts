// The rows of a schema's tree on a page: the id of each, and how many levels are open at first.
import { address, withoutPoints } from "./address.ts";
import type { SchemaNode } from "./schema-node.ts";

export type SchemaRow = { readonly id: string; readonly node: SchemaNode };
export type SchemaRows = {
  readonly children: readonly SchemaRow[];
  /** One list for each of the node's choices. */
  readonly choices: readonly (readonly SchemaRow[])[];
};

/** Rows that are seen at first, where the tree has more than its first level. */
const FIRST_ROWS = 40;
const MOST_LEVELS = 4;

/** The rows right below a node. Their ids are made of the names, and no two on the page are the same. */
export function rowsBelow(node: SchemaNode, id: string): SchemaRows {
  const seen = new Map<string, number>();
  const rowOf = (child: SchemaNode): SchemaRow => {
    const name = rowStep(child.name);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { id: address.part(id, count === 1 ? name : `${name}${suffix(count + 1)}`), node: child };
  };
  return {
    children: node.children.map(rowOf),
    choices: node.choices.map(({ options }) => options.map(rowOf)),
  };
}

/** `~10` would read as a point before a nought. */
function suffix(number: number): string {
  return number < 10 ? `~${number}` : `~~${number}`;
}

/** The name of a row as a step of its address, unless one before it has that name. Ids have no spaces. */
export function rowStep(name: string): string {
  return withoutPoints(name).replace(/\s+/g, "-") || "~";
}

/** All rows of a tree, the whole first, as they stand on the page. */
export function allRows(root: SchemaNode, id: string): SchemaRow[] {
  const { children, choices } = rowsBelow(root, id);
  const below = [...children, ...choices.flat()];
  return [{ id, node: root }, ...below.flatMap((row) => allRows(row.node, row.id))];
}

/** Levels that are open at first: fewer where they have many rows. The first one always is. */
export function openLevels(root: SchemaNode): number {
  let level: readonly SchemaNode[] = [root];
  let rows = 0;
  for (let depth = 0; depth < MOST_LEVELS; depth += 1) {
    level = level.flatMap(belowOf);
    rows += level.length;
    if (rows > FIRST_ROWS) return Math.max(1, depth);
  }
  return MOST_LEVELS;
}

/** The nodes of a tree that a node within them repeats. */
export function repeatsAbove(root: SchemaNode): ReadonlySet<SchemaNode> {
  const found = new Set<SchemaNode>();
  const walk = (node: SchemaNode, above: readonly SchemaNode[]): void => {
    const repeated = node.repeats === null ? undefined : above[node.repeats];
    if (repeated !== undefined) found.add(repeated);
    for (const child of belowOf(node)) walk(child, [...above, node]);
  };
  walk(root, []);
  return found;
}

/** True where a row below the whole has rows of its own, or values, that can be folded. */
export function canFold(root: SchemaNode): boolean {
  return belowOf(root).some((child) => hasBelow(child) || canFold(child));
}

export function hasBelow(node: SchemaNode): boolean {
  return node.children.length > 0 || node.choices.length > 0 || node.left > 0;
}

function belowOf(node: SchemaNode): SchemaNode[] {
  return [...node.children, ...node.choices.flatMap(({ options }) => options)];
}
