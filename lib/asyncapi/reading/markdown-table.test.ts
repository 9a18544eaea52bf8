// The Markdown of a first screen, read beforehand: what is in the table, and that nobody's texts make it large, slow or alive.
import type { Nodes } from "hast";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { type MarkdownTable, readTexts } from "./markdown-table.ts";
import { readingView } from "./view.ts";

const tableOf = (info: JsonObject, more: JsonObject = {}, now = () => 0): MarkdownTable =>
  readTexts(readingView({ asyncapi: "3.0.0", info: { title: "T", version: "1", ...info }, ...more }), now);

/** Channels that say one text each. */
const channelsOf = (texts: readonly string[]): JsonObject => ({
  channels: Object.fromEntries(
    texts.map((description, at) => [`c${at}`, { address: `/c${at}`, description }]),
  ),
});

const textsIn = (table: MarkdownTable) => table.map(([text]) => text);

function nodesOf(node: Nodes): Nodes[] {
  return [node, ...("children" in node ? node.children.flatMap(nodesOf) : [])];
}

describe("the texts of a first screen", () => {
  it("are read where Markdown changes something of them, the document's own first, each once", () => {
    const table = tableOf(
      { description: " *All* \n" },
      channelsOf(["plain words", "see `a`", "see `a`", "__proto__"]),
    );
    expect(textsIn(table)).toEqual(["*All*", "see `a`", "__proto__"]);
    expect(table[0]?.[1]).toEqual({
      type: "root",
      children: [
        {
          ...{ type: "element", tagName: "p", properties: {} },
          children: [
            {
              ...{ type: "element", tagName: "em", properties: {} },
              children: [{ type: "text", value: "All" }],
            },
          ],
        },
      ],
    });
  });

  it("are plain data, which is the same after a journey as JSON", () => {
    const description =
      "# A[^1]\n\n[x](https://x.example 'T')\n\n|a|\n|:-|\n|b|\n\n- [x] c\n\n```json\n{}\n```\n\n[^1]: b";
    const table = tableOf({ description });
    expect(JSON.parse(JSON.stringify(table))).toEqual(table);
    expect(table).toHaveLength(1);
  });

  it("have no HTML, no link but to the web and to mail, and no id", () => {
    const description =
      "<script>ran()</script>\n\n[x](javascript:ran()) [y](JaVaScRiPt:ran()) [z](/apis) ![p](data:image/svg+xml,x) <b onclick='ran()'>b</b> [w](https://w.example) <mailto:a@b.example> [^1]\n\n[^1]: c";
    const [entry] = tableOf({ description });
    const elements = nodesOf(entry?.[1] ?? { type: "root", children: [] }).flatMap((node) =>
      node.type === "element" ? [node] : [],
    );
    const urls = elements.flatMap(({ properties: { href, src } }) => [href, src]).filter(Boolean);
    expect(urls).toEqual(["https://w.example", "mailto:a@b.example"]);
    expect(elements.map(({ tagName }) => tagName)).not.toContain("script");
    expect(elements.map(({ tagName }) => tagName)).not.toContain("b");
    expect(elements.flatMap(({ properties }) => Object.keys(properties))).not.toContain("id");
    expect(JSON.stringify(entry)).toContain("<script>ran()</script>");
  });
});

describe("texts that were made to be much", () => {
  it("are left out where they are too long, or nested beyond sense", () => {
    const quotes = `${"> ".repeat(200)}x`;
    const deep = `${"- ".repeat(15)}${"*a **b ".repeat(40)}${"b** a* ".repeat(40)}`;
    const lines = Array.from({ length: 40 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n");
    const table = tableOf({}, channelsOf(["*a*".repeat(4000), quotes, deep, lines, "*kept*"]));
    expect(textsIn(table)).toEqual(["*kept*"]);
  });

  it("are read up to an amount of characters, and a shorter one still fits", () => {
    const long = ["a", "b", "c", "d"].map((letter) => `*${letter}* ${letter.repeat(9000)}`);
    const table = tableOf({}, channelsOf([...long, "*short*"]));
    expect(textsIn(table)).toEqual([...long.slice(0, 3), "*short*"]);
  });

  it("are read up to an amount of nodes: a table of thousands of cells is the browser's", () => {
    const cells = `${"|a".repeat(900)}|\n${"|-".repeat(900)}|\n${"|a".repeat(900)}|`;
    const table = tableOf({ description: cells }, channelsOf(["*short*"]));
    expect(textsIn(table)).toEqual(["*short*"]);
    const many = tableOf({}, channelsOf(Array.from({ length: 20 }, (_, at) => "*a* ".repeat(300 + at))));
    expect(many.length).toBeGreaterThan(2);
    const nodes = many.flatMap(([, tree]) => nodesOf(tree));
    expect(nodes.length).toBeLessThanOrEqual(3000);
  });

  it("are read no further once the time is over", () => {
    let time = 0;
    // Each look at the clock finds it 90 ms later: the end is 200 ms after the first.
    const now = () => {
      time += 90;
      return time;
    };
    const texts = ["*a*", "*b*", "*c*", "*d*"];
    expect(textsIn(tableOf({}, channelsOf(texts), now))).toEqual(["*a*", "*b*"]);
  });
});
