"use client";
// What Markdown becomes (see markdown.tsx). Headings are bold paragraphs: a description has no say in a page's outline.
import Link from "@mui/material/Link";
import type { ReactNode } from "react";
import ReactMarkdown, { type Components, type Options } from "react-markdown";
import rehypeHighlight from "rehype-highlight";
import remarkGfm from "remark-gfm";
import { codeLanguages } from "#lib/asyncapi/reading/code-languages.ts";

type WithChildren = { children?: ReactNode };

function BoldParagraph({ children }: WithChildren) {
  return (
    <p>
      <strong>{children}</strong>
    </p>
  );
}

const components: Components = {
  h1: BoldParagraph,
  h2: BoldParagraph,
  h3: BoldParagraph,
  h4: BoldParagraph,
  h5: BoldParagraph,
  h6: BoldParagraph,
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

const rehypePlugins: Options["rehypePlugins"] = [[rehypeHighlight, { languages: codeLanguages }]];

export function RenderedMarkdown({ text }: { text: string }) {
  return (
    <ReactMarkdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={rehypePlugins}
      components={components}
      urlTransform={safeHref}
    >
      {text}
    </ReactMarkdown>
  );
}
