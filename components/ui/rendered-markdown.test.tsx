// What the Markdown of a description becomes on a page.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { RenderedMarkdown } from "./rendered-markdown.tsx";

const draw = (text: string, under: number) =>
  renderToStaticMarkup(createElement(RenderedMarkdown, { text, under }));

describe("a description in Markdown", () => {
  it("has its headings as headings under the one it stands below", () => {
    const html = draw("### General *Considerations*\n\nText.\n\n#### More", 2);
    expect(html).toContain("<h3>General <em>Considerations</em></h3>");
    expect(html).toContain("<h4>More</h4>");
  });

  it("has no headings in a line that stands under none", () => {
    const html = renderToStaticMarkup(createElement(RenderedMarkdown, { text: "## Big" }));
    expect(html).toContain("<p><strong>Big</strong></p>");
  });

  it("has no levels nor ids of its own from its footnotes", () => {
    const html = draw("# A\n\nSee[^1].\n\n[^1]: Below.", 4);
    expect(html).toContain("<h5>A</h5>");
    expect(html).toMatch(/<h5[^>]*>Footnotes<\/h5>/);
    expect(html).not.toContain("id=");
    expect(html).not.toMatch(/<h[1-4]/);
  });
});

it("begins and ends a block of code with its first and last line that is not blank", () => {
  const html = draw("```bash\n\n  \n  first\n\n  last\n\n```\n\n```\n \n\n```", 2);
  const blocks = [...html.matchAll(/<code[^>]*>([^<]*)<\/code>/g)].map(([, code]) => code);
  expect(blocks).toEqual(["  first\n\n  last\n", ""]);
});

it("prints behind a link all of where it leads, but where its words are that", () => {
  const text =
    "[the tool](https://tool.example/x?y) [site.example](https://site.example/y) https://site.example/y [us](mailto:us@it.example)";
  const printed = [...draw(text, 2).matchAll(/class="link-destination"(?: data-url="([^"]*)")?/g)];
  expect(printed.map(([, url]) => url)).toEqual([
    "https://tool.example/x?y",
    "https://site.example/y",
    undefined,
    "us@it.example",
  ]);
});

it("says behind a link where it leads, but where its words say so themselves", () => {
  const drawn = renderToStaticMarkup(
    <RenderedMarkdown text={"[the tool](https://tool.example/x) and https://site.example/y"} />,
  );
  const words = drawn.replaceAll(/<style[^>]*>.*?<\/style>|<[^>]+>/g, "");
  expect(words).toBe("the tool (tool.example) ↗ and https://site.example/y ↗");
});
