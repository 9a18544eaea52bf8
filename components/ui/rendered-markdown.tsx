"use client";
// What Markdown becomes (see markdown.tsx). Headings stand under the heading that the description stands under, whatever level
// its author began with; where it stands under none of its own, in a line of a tree, they are bold paragraphs.
import Link from "@mui/material/Link";
import type { Root } from "mdast";
import { type ReactNode, useMemo } from "react";
import ReactMarkdown, { type Components, type Options } from "react-markdown";
import rehypeHighlight from "rehype-highlight";
import remarkGfm from "remark-gfm";
import { LinkDestination } from "#components/ui/link-destination.tsx";
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
      <>
        <Link href={href} target="_blank" rel="noopener noreferrer nofollow" underline="always">
          {children}
        </Link>
        <LinkDestination url={href} words={textOf(children)} />
      </>
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

/** The words of a link, as far as they are words. */
function textOf(children: ReactNode): string {
  if (typeof children === "string") return children;
  return Array.isArray(children) ? children.map(textOf).join("") : "";
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
