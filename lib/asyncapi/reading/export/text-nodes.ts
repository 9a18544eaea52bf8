// The pieces that a document written out is made of, as a Markdown tree (mdast): what they hold is escaped by whatever
// writes the tree, never here.
import type {
  BlockContent,
  Definition,
  DefinitionContent,
  Heading,
  Link,
  List,
  ListItem,
  Nodes,
  Paragraph,
  PhrasingContent,
  RootContent,
} from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import type { ReadingPart } from "../about.ts";
import { eachNode, headingDepth, putHeadingsUnder, withoutBlankEnds } from "../markdown-tree.ts";

export type Inline = PhrasingContent | string;
export type Block = BlockContent | DefinitionContent;

const reader = unified().use(remarkParse).use(remarkGfm);

/** Without white space at either end, which Markdown can only write as a character reference: `&#x20;`. */
function inlined(parts: readonly Inline[]): PhrasingContent[] {
  const first = parts.findIndex((part) => !isBlank(part));
  const last = parts.findLastIndex((part) => !isBlank(part));
  return parts.slice(Math.max(0, first), last + 1).flatMap((part, index): PhrasingContent[] => {
    if (typeof part !== "string") return [part];
    const line = part.replace(/\s+/g, " ");
    const begun = index === 0 ? line.trimStart() : line;
    const value = first + index === last ? begun.trimEnd() : begun;
    return value === "" ? [] : [{ type: "text", value }];
  });
}

function isBlank(part: Inline): boolean {
  return typeof part === "string" && part.trim() === "";
}

export function paragraph(...parts: Inline[]): Paragraph {
  return { type: "paragraph", children: inlined(parts) };
}

export function strong(words: string): PhrasingContent {
  return { type: "strong", children: inlined([words]) };
}

export function mono(words: string): PhrasingContent {
  return { type: "inlineCode", value: words };
}

/** Only to the web, to mail and within the page; the words alone where it leads elsewhere. */
export function link(url: string, words: string): Inline {
  if (!/^(?:https?:\/\/|mailto:|#)/i.test(url)) return words || url;
  return { type: "link", url, children: inlined([words || url]) } satisfies Link;
}

/** `id` is where links to it lead, in HTML. */
export function heading(depth: number, id: string, ...parts: Inline[]): Heading {
  const data = id === "" ? {} : { data: { hProperties: { id } } };
  return { type: "heading", depth: headingDepth(depth), children: inlined(parts), ...data };
}

export function codeBlock(lang: string, value: string): Block {
  return { type: "code", lang, value };
}

/** Bindings or extensions, each as the JSON it is. */
export function partBlocks(kind: string, parts: readonly ReadingPart[]): Block[] {
  return parts.flatMap(({ name, text }) => [paragraph(`${kind} `, mono(name)), codeBlock("json", text)]);
}

export function list(items: readonly ListItem[]): List[] {
  return items.length === 0 ? [] : [{ type: "list", ordered: false, spread: false, children: [...items] }];
}

/** Paragraphs within an item stay apart. */
export function item(...children: Block[]): ListItem {
  const spread = children.filter(({ type }) => type !== "list").length > 1;
  return { type: "listItem", spread, children };
}

/** One line that means itself in Markdown: nothing in it marks, links or starts a list. */
const PLAIN_LINE = /^(?!.*www\.)\p{L}(?:[\p{L}\d ,.;:?!'"()-]*[\p{L}\d,.;:?!'"()-])?$/iu;

/** A description in Markdown, its headings put below those of `depth`, its references to links written out. */
export function described(markdown: string, depth: number): RootContent[] {
  if (markdown.trim() === "") return [];
  // Most fields have such a line, and parsing one takes as long as writing it out in full.
  if (PLAIN_LINE.test(markdown)) return [paragraph(markdown)];
  const tree = reader.parse(markdown);
  const definitions = new Map<string, Definition>();
  eachNode(tree, (node) => {
    if (node.type === "definition" && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
  });
  withoutBlankEnds(tree);
  putHeadingsUnder(tree, depth);
  eachNode(tree, (node) => {
    if ("children" in node) withoutReferences(node, definitions);
  });
  return tree.children.filter(({ type }) => type !== "definition");
}

/** The same for a place that only takes blocks: an item of a list, which stands below a heading of `depth`. */
export function describedBlocks(markdown: string, depth: number): Block[] {
  // What a whole document may hold beyond that stands in its front matter only, which is not read.
  return described(markdown, depth) as Block[];
}

/** Two descriptions may call different links alike: each keeps its own. */
function withoutReferences(
  node: Extract<Nodes, { children: unknown }>,
  definitions: Map<string, Definition>,
) {
  for (const [index, child] of node.children.entries()) {
    if (child.type !== "linkReference" && child.type !== "imageReference") continue;
    const url = definitions.get(child.identifier)?.url;
    if (url === undefined) continue;
    const plain: PhrasingContent =
      child.type === "linkReference"
        ? { type: "link", url, children: child.children }
        : { type: "image", url, alt: child.alt ?? "" };
    node.children[index] = plain;
  }
}
