"use client";
// What Markdown becomes (see markdown.tsx). Headings are bold paragraphs: a description has no say in a page's outline.
import Link from "@mui/material/Link";
import type { ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";

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
      <Link href={href} target="_blank" rel="noopener noreferrer nofollow" underline="always">
        {children}
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

export function RenderedMarkdown({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={[remarkGfm]} components={components} urlTransform={safeHref}>
      {text}
    </ReactMarkdown>
  );
}
