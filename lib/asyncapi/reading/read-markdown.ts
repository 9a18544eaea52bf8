// A description as a tree of what a page draws (hast): plain data, the same wherever it is read. No HTML of its text gets in,
// links lead to the web and to mail only. It takes time without bound: it runs in a thread or in the reader's browser.
import type { Element, ElementContent, Root, RootContent } from "hast";
import rehypeHighlight from "rehype-highlight";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { codeLanguages } from "./code-languages.ts";
import { withoutBlankEnds } from "./markdown-tree.ts";

const reader = unified()
  .use(remarkParse)
  .use(remarkGfm)
  // HTML comes as a node of its own, which becomes text below. The heading of footnotes stands as high as any.
  .use(remarkRehype, { allowDangerousHtml: true, footnoteLabelTagName: "h1" })
  .use(rehypeHighlight, { languages: codeLanguages })
  .freeze();

/** Headings have the levels that their author gave them: whoever draws the tree puts them under its own. */
export function readMarkdown(text: string): Root {
  const written = reader.parse(text);
  withoutBlankEnds(written);
  const tree = reader.runSync(written);
  return { type: "root", children: tree.children.flatMap(plainNodes) };
}

function plainNodes(node: RootContent): ElementContent[] {
  if (node.type === "element") return [plainElement(node)];
  return node.type === "text" || node.type === "raw" ? [{ type: "text", value: node.value }] : [];
}

function plainElement({ tagName, properties, children }: Element): Element {
  // Footnotes bring ids along, the same in every description of a page; their links lead nowhere here.
  const { id, ...kept } = properties;
  for (const name of ["href", "src"]) if (name in kept) kept[name] = safeUrl(String(kept[name] ?? ""));
  return { type: "element", tagName, properties: kept, children: children.flatMap(plainNodes) };
}

/** Only to the web and to mail, and nowhere within the portal. */
function safeUrl(url: string): string {
  return /^(?:https?:\/\/|mailto:)/i.test(url) ? url : "";
}
