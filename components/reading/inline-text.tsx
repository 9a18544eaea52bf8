// A description within a line: `code`, **strong** and [links](https://…) of its Markdown, the rest as it was written. Nothing is
// ever put in as HTML: the text may come from anyone.
import type { ReactNode } from "react";
import { MonoText } from "#components/ui/mono-text.tsx";
import { WebLink } from "./web-link.tsx";

const MARKED = /(`[^`\n]+`|\*\*[^*\n]+\*\*|\[[^[\]\n]+\]\((?:https?:\/\/|mailto:)[^()\s]+\))/;
const LINK = /^\[([^[\]]+)\]\(([^()]+)\)$/;

/** The marked parts of a line as elements. */
export function inline(text: string): ReactNode[] {
  return text.split(MARKED).map((part, index) => {
    const key = `${index} ${part}`;
    if (part.startsWith("`") && part.length > 2) return <MonoText key={key}>{part.slice(1, -1)}</MonoText>;
    if (part.startsWith("**") && part.length > 4) return <strong key={key}>{part.slice(2, -2)}</strong>;
    const [, text, url] = LINK.exec(part) ?? [];
    return text && url ? <WebLink key={key} url={url} text={text} /> : part;
  });
}
