"use client";
// What Markdown becomes (see markdown.tsx). Headings stand under the heading that the description stands under, whatever level
// its author began with; where it stands under none of its own, in a line of a tree, they are bold paragraphs.
import Link from "@mui/material/Link";
import type { Root } from "mdast";
import { type ReactNode, useMemo } from "react";
import ReactMarkdown, { type Components, type Options } from "react-markdown";
import rehypeHighlight from "rehype-highlight";
import remarkGfm from "remark-gfm";
import { codeLanguages } from "#lib/asyncapi/reading/code-languages.ts";
import { headingDepth, putHeadingsUnder } from "#lib/asyncapi/reading/markdown-tree.ts";

type WithChildren = { children?: ReactNode };

function BoldParagraph({ children }: WithChildren) {
  return (
    <p>
      <strong>{children}</strong>
    </p>
  );
}

const boldHeadings: Components = {
  h1: BoldParagraph,
  h2: BoldParagraph,
  h3: BoldParagraph,
  h4: BoldParagraph,
  h5: BoldParagraph,
  h6: BoldParagraph,
};

const components: Components = {
  a: ({ href, children }) =>
    href ? (
      <Link
        href={href}
        title={destination(href)}
        target="_blank"
        rel="noopener noreferrer nofollow"
        underline="always"
      >
        {children}
        <span aria-hidden="true"> ↗</span>
      </Link>
    ) : (
      <span>{children}</span>
    ),
  // A picture would tell its server who reads here.
  img: ({ src, alt }) => <span>{alt || String(src ?? "")}</span>,
  // Of a task list; a form field without a name is nobody's.
  input: () => null,
};

/** Only to the web and to mail, and nowhere within the portal. */
function safeHref(url: string): string {
  return /^(?:https?:\/\/|mailto:)/i.test(url) ? url : "";
}

/** Where a link leads: its host, or the mail address; what is no address stands as it is. */
function destination(href: string): string {
  if (!URL.canParse(href)) return href;
  const { protocol, host, pathname } = new URL(href);
  return protocol === "mailto:" ? `Mail to ${pathname}` : `Opens ${host}`;
}

type Element = { properties?: { id?: unknown }; children?: readonly object[] };

/** Footnotes bring ids along, the same in every description of a page; their links lead nowhere here. */
function withoutIds() {
  const clear = (element: Element) => {
    if (element.properties) delete element.properties.id;
    for (const child of element.children ?? []) clear(child);
  };
  return clear;
}

const rehypePlugins: Options["rehypePlugins"] = [withoutIds, [rehypeHighlight, { languages: codeLanguages }]];

type RenderedMarkdownProps = {
  text: string;
  /** Level of the heading that the text stands under; left out, it has no headings. */
  under?: number | undefined;
};

export function RenderedMarkdown({ text, under }: RenderedMarkdownProps) {
  const remarkPlugins = useMemo(
    () => [remarkGfm, ...(under === undefined ? [] : [() => (tree: Root) => putHeadingsUnder(tree, under)])],
    [under],
  );
  return (
    <ReactMarkdown
      remarkPlugins={remarkPlugins}
      // Of footnotes, which have a heading of their own.
      remarkRehypeOptions={{ footnoteLabelTagName: `h${headingDepth((under ?? 5) + 1)}` }}
      rehypePlugins={rehypePlugins}
      components={under === undefined ? { ...boldHeadings, ...components } : components}
      urlTransform={safeHref}
    >
      {text}
    </ReactMarkdown>
  );
}
