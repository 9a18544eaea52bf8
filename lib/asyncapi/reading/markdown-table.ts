// The Markdown of a page's first screen, read before the page is drawn: bounded in characters, nodes, depth and time. A text
// that it has no room for is read in the browser of who looks at it.
import type { Nodes, Root } from "hast";
import { isMarked } from "./marked-text.ts";
import { readMarkdown } from "./read-markdown.ts";
import type { ReadingView } from "./view.ts";

/** Trimmed texts, each once, and what they become. A list and no object: a text may be any word, `__proto__` too. */
export type MarkdownTable = readonly (readonly [text: string, tree: Root])[];

/** Together; a screen of prose has a tenth of it. */
const MAX_CHARACTERS = 30_000;
const MAX_NODES = 3000;
/** Elements within each other: the page is drawn by functions that call themselves. */
const MAX_DEPTH = 24;
const TIME_MS = 200;

/** Members of which nothing is drawn as Markdown. */
const OTHERS: ReadonlySet<string> = new Set([
  "about",
  "correlation",
  "examples",
  "security",
  "securitySchemes",
]);
const TEXTS: ReadonlySet<string> = new Set(["summary", "description", "addressDescription"]);

/** Reads the texts of a first screen, the document's own first. `now` gives milliseconds, from whenever. */
export function readTexts(view: ReadingView, now: () => number): MarkdownTable {
  const end = now() + TIME_MS;
  const room = { characters: MAX_CHARACTERS, nodes: MAX_NODES };
  const table: [string, Root][] = [];
  for (const text of new Set(textsIn(view))) {
    if (text.length > room.characters) continue;
    if (now() >= end) break;
    room.characters -= text.length;
    const tree = readWithin(text, room.nodes);
    if (tree === null) continue;
    room.nodes -= tree.nodes;
    table.push([text, tree.root]);
  }
  return table;
}

/** True where there is a text to read. */
export function hasTexts(view: ReadingView): boolean {
  return textsIn(view).next().done === false;
}

/** Null where the tree is too large or too deep, or cannot be read. */
function readWithin(text: string, most: number): { readonly root: Root; readonly nodes: number } | null {
  try {
    const root = readMarkdown(text);
    const nodes = countWithin(root, MAX_DEPTH);
    return nodes <= most ? { root, nodes } : null;
  } catch {
    // Nested so deep that its reader gave up: the browser's will, too, and shows it as it was written.
    return null;
  }
}

/** Nodes of a tree; endless where it is deeper. */
function countWithin(node: Nodes, depth: number): number {
  if (depth < 0) return Number.POSITIVE_INFINITY;
  const children = "children" in node ? node.children : [];
  return children.reduce((sum, child) => sum + countWithin(child, depth - 1), 1);
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (OTHERS.has(name)) continue;
    if (typeof part !== "string") yield* textsIn(part);
    else if (TEXTS.has(name) && isMarked(part.trim())) yield part.trim();
  }
}
