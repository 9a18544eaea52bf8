// Descriptions that come read with the page are drawn with it, and the same as the reader's browser would draw them.
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { MarkdownTable } from "#lib/asyncapi/reading/markdown-table.ts";
import { isMarked } from "#lib/asyncapi/reading/marked-text.ts";
import { readMarkdown } from "#lib/asyncapi/reading/read-markdown.ts";
import { leastOf } from "#lib/asyncapi/test-kit/corpus.ts";
import { readCorpus, saidIn } from "#lib/asyncapi/test-kit/corpus-texts.ts";
import { Markdown } from "./markdown.tsx";
import { ReadTexts } from "./read-texts.tsx";
import { RenderedMarkdown } from "./rendered-markdown.tsx";

const journey = (table: MarkdownTable): MarkdownTable => JSON.parse(JSON.stringify(table));

/** Without the styles, and the element around the description, that the portal's look adds. */
const bare = (html: string) => html.replaceAll(/<style[^>]*>.*?<\/style>/g, "");

function drawRead(text: string, table: MarkdownTable, under?: number): string {
  const drawn = renderToStaticMarkup(
    <ReadTexts table={table}>
      <Markdown text={text} under={under} />
    </ReadTexts>,
  );
  return bare(drawn).replace(/^<div class="[^"]*">(.*)<\/div>$/s, "$1");
}

it("draws a text that was read with the page, under the heading where it stands", () => {
  const text = "# Limits\n\nSee [the terms](https://terms.example).";
  const table = journey([[text, readMarkdown(text)]]);
  expect(drawRead(`${text}\n`, table, 2)).toContain("<h3>Limits</h3>");
  expect(drawRead(text, table, 4)).toContain("<h5>Limits</h5>");
  expect(drawRead(text, table)).toContain("<p><strong>Limits</strong></p>");
  expect(drawRead(text, table)).toContain('href="https://terms.example"');
});

it("shows a text that was not read as it was written", () => {
  expect(drawRead("# Limits", [["# Other", readMarkdown("# Other")]], 2)).toBe("# Limits");
});

it("draws every description of real documents as the browser's reading does", () => {
  const said = readCorpus().flatMap(({ definition }) => saidIn(definition.data));
  const texts = [...new Set(said.map(({ text }) => text.trim()))].filter(isMarked);
  const table = journey(texts.map((text) => [text, readMarkdown(text)]));
  const different = texts.filter((text) =>
    [2, undefined].some((under) => {
      const inBrowser = bare(renderToStaticMarkup(<RenderedMarkdown text={text} under={under} />));
      return drawRead(text, table, under) !== inBrowser;
    }),
  );
  expect(texts.length).toBeGreaterThan(leastOf({ world: 160, own: 3 }));
  expect(different).toEqual([]);
});
