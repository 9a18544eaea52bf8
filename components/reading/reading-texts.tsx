// What is said of an object of a document: summary, description. Draws on the server.
import { Markdown } from "#components/ui/markdown.tsx";

/** Those that say something, each once; `under` is as with Markdown. */
export function ReadingTexts({ texts, under }: { texts: readonly string[]; under: number }) {
  return [...new Set(texts)]
    .filter((text) => text !== "")
    .map((text) => <Markdown key={text} text={text} under={under} />);
}
