// A document that is read as a file of its own: one HTML page that needs nothing beside it.
import type { Nodes, Root } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import rehypeHighlight from "rehype-highlight";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { linkTo } from "../address.ts";
import { codeLanguages } from "../code-languages.ts";
import { destinationBeside } from "../link-destination.ts";
import { eachNode } from "../markdown-tree.ts";
import type { ReadingView } from "../view.ts";
import { documentTree } from "./document-tree.ts";
import { pageStyle } from "./page-style.ts";

/**
 * One page: no script, nothing is loaded, no HTML of the document's own texts gets in. Ids are those of the portal's page,
 * so that links to parts mean the same.
 */
export function writtenHtml(view: ReadingView): string {
  const tree = documentTree(view);
  const outline = outlineOf(tree);
  eachNode(tree, withoutPictures);
  eachNode(tree, withDestinations);
  const writer = unified()
    .use(remarkRehype)
    .use(rehypeSanitize, { ...defaultSchema, clobberPrefix: "" })
    .use(rehypeHighlight, { languages: codeLanguages })
    .use(rehypeStringify);
  const body = writer.stringify(writer.runSync(tree));
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(`${view.info.title} ${view.info.version}`)}</title>`,
    `<style>${pageStyle}</style></head><body>`,
    outline,
    `<main>${body}</main></body></html>\n`,
  ].join("\n");
}

/** A picture would be fetched from wherever it is, and tell that somebody reads here. */
function withoutPictures(node: Nodes): void {
  if (!("children" in node)) return;
  for (const [index, child] of node.children.entries()) {
    if (child.type !== "image") continue;
    node.children[index] = {
      type: "link",
      url: child.url,
      children: [{ type: "text", value: child.alt || child.url }],
    };
  }
}

/** As on the page: whoever follows a link knows where it goes. */
function withDestinations(node: Nodes): void {
  if (!("children" in node)) return;
  const children = node.children.flatMap((child): Nodes[] => {
    const destination = child.type === "link" ? destinationBeside(child.url, textOf(child)) : "";
    return destination === "" ? [child] : [child, { type: "text", value: ` (${destination})` }];
  });
  node.children = children as typeof node.children; // words stand wherever a link does
}

const OUTLINE_DEPTHS: readonly number[] = [2, 3, 4, 5];

function outlineOf(tree: Root): string {
  const links = tree.children.flatMap((node) => {
    const id = node.type === "heading" ? node.data?.hProperties?.id : undefined;
    if (node.type !== "heading" || typeof id !== "string" || !OUTLINE_DEPTHS.includes(node.depth)) return [];
    const href = escaped(linkTo(id));
    return [`<li class="depth-${node.depth}"><a href="${href}">${escaped(textOf(node))}</a></li>`];
  });
  return `<nav aria-label="Outline"><ul>${links.join("")}</ul></nav>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
