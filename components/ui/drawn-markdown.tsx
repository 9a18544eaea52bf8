"use client";
// Draws what a description in Markdown was read as (see markdown.tsx). Headings stand under the heading that the description
// stands under, whatever level its author began with; where it stands under none of its own, in a line of a tree, they are
// bold paragraphs.
import Link from "@mui/material/Link";
import type { ElementContent, Root } from "hast";
import { type Components, toJsxRuntime } from "hast-util-to-jsx-runtime";
import { type ReactNode, useMemo } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import { LinkDestination } from "#components/ui/link-destination.tsx";
import { depthsUnder } from "#lib/asyncapi/reading/markdown-tree.ts";

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

/** The words of a link, as far as they are words. */
function textOf(children: ReactNode): string {
  if (typeof children === "string") return children;
  return Array.isArray(children) ? children.map(textOf).join("") : "";
}

/** A copy of the tree: one is drawn in several places, each under its own heading. */
function withHeadingsUnder(tree: Root, level: number): Root {
  const depthOf = depthsUnder(level);
  const renamed = (node: ElementContent): ElementContent => {
    if (node.type !== "element") return node;
    const depth = /^h([1-6])$/.exec(node.tagName)?.[1];
    const tagName = depth === undefined ? node.tagName : `h${depthOf(Number(depth))}`;
    return { ...node, tagName, children: node.children.map(renamed) };
  };
  // A tree of Markdown has neither a doctype nor a root within.
  return { ...tree, children: (tree.children as ElementContent[]).map(renamed) };
}

type DrawnMarkdownProps = {
  tree: Root;
  /** Level of the heading that the text stands under; left out, it has no headings. */
  under?: number | undefined;
};

export function DrawnMarkdown({ tree, under }: DrawnMarkdownProps) {
  return useMemo(() => {
    const how = { Fragment, jsx, jsxs, ignoreInvalidStyle: true, passKeys: true };
    return under === undefined
      ? toJsxRuntime(tree, { ...how, components: { ...boldHeadings, ...components } })
      : toJsxRuntime(withHeadingsUnder(tree, under), { ...how, components });
  }, [tree, under]);
}
