// A description out of a document: paragraphs, `code` and **strong** of its Markdown, the rest as it was written. Nothing
// is ever put in as HTML: the text may come from anyone.
import Box from "@mui/material/Box";
import type { ReactNode } from "react";
import { MonoText } from "#components/ui/mono-text.tsx";

const MARKED = /(`[^`\n]+`|\*\*[^*\n]+\*\*)/;

export function Prose({ text }: { text: string }) {
  const paragraphs = text.trim().split(/\n\s*\n/);
  return (
    <Box sx={{ typography: "body2", maxWidth: "76ch", "& p": { m: 0, mt: 0.75, whiteSpace: "pre-line" } }}>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{inline(paragraph)}</p>
      ))}
    </Box>
  );
}

/** The marked parts of a line as elements. */
export function inline(text: string): ReactNode[] {
  return text.split(MARKED).map((part, index) => {
    const key = `${index} ${part}`;
    if (part.startsWith("`") && part.length > 2) return <MonoText key={key}>{part.slice(1, -1)}</MonoText>;
    if (part.startsWith("**") && part.length > 4) return <strong key={key}>{part.slice(2, -2)}</strong>;
    return part;
  });
}
