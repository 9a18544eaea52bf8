// A document that is read, or one part of it, as Markdown. It runs in the browser too, for a part that is copied.
import type { Nodes, Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import { eachNode, headingDepth } from "../markdown-tree.ts";
import type { ReadingPart } from "../sections.ts";
import type { ReadingView } from "../view.ts";
import { documentTree, partTree } from "./document-tree.ts";

/** GitHub's Markdown, headings for everything that has an address on the page. It has no ids: links within are words. */
export function writtenMarkdown(view: ReadingView): string {
  return stringified(documentTree(view));
}

/** The same of one part, which has to be whole (filled-part.ts). Its own heading is of the second level. */
export function partMarkdown(part: ReadingPart): string {
  const tree = partTree(part);
  const [first] = tree.children;
  const above = first?.type === "heading" ? first.depth - 2 : 0;
  eachNode(tree, (node) => {
    if (node.type === "heading") node.depth = headingDepth(node.depth - above);
  });
  return stringified(tree);
}

function stringified(tree: Root): string {
  eachNode(tree, withoutOwnLinks);
  return unified().use(remarkGfm).use(remarkStringify, { bullet: "-" }).stringify(tree);
}

function withoutOwnLinks(node: Nodes): void {
  if (!("children" in node)) return;
  for (const [index, child] of node.children.entries()) {
    if (child.type === "link" && child.url.startsWith("#"))
      node.children.splice(index, 1, ...(child.children as typeof node.children)); // words stand wherever a link does
  }
}
