// Code with its colours as elements, on the server as in a browser; no HTML is put together of it.
import { createLowlight } from "lowlight";
import type { ReactNode } from "react";
import { codeLanguages } from "#lib/asyncapi/reading/code-languages.ts";
import { MAX_COLOURED } from "./code-colours.ts";

const lowlight = createLowlight(codeLanguages);

type Part = ReturnType<typeof lowlight.highlight>["children"][number];

/** `language` is one of those that are known, by any of its names; anything else leaves the text as it is. */
export function ColouredCode({ text, language }: { text: string; language: string }) {
  if (text.length > MAX_COLOURED || !lowlight.registered(language)) return text;
  return lowlight.highlight(language, text).children.map(drawn);
}

function drawn(part: Part, index: number): ReactNode {
  if (part.type === "text") return part.value;
  if (part.type !== "element") return null;
  const names = part.properties.className;
  return (
    // Parts of a text that is drawn once stay in their order.
    <span key={index} className={Array.isArray(names) ? names.join(" ") : undefined}>
      {part.children.map(drawn)}
    </span>
  );
}
