// A document written out as Markdown and as a page: everything is in it, and nothing of it can do anything.
import { describe, expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { corpusName, leastOf, listCurrentCorpus } from "#lib/asyncapi/test-kit/corpus.ts";
import { readingView } from "../view.ts";
import { writtenHtml } from "./written-document.ts";
import { writtenMarkdown } from "./written-markdown.ts";

const DOCUMENT: JsonObject = {
  asyncapi: "3.0.0",
  info: {
    title: "Chats",
    version: "1.0.0",
    description: "### First\n\n###### Second\n\nSee [the guide][1].\n\n[1]: https://one.example/guide",
    license: { name: "MIT", url: "javascript:alert(1)" },
  },
  servers: {
    live: {
      host: "gateway.example",
      protocol: "wss",
      description: "See [it][1].\n\n[1]: https://two.example",
    },
  },
  channels: {
    rooms: {
      address: "/rooms/{room}",
      parameters: { room: { description: "Its *name*", enum: ["a|b", "*c*"] } },
      messages: {
        said: {
          name: "Said",
          payload: {
            type: "object",
            required: ["words"],
            properties: {
              words: { type: "string", maxLength: 64, description: "What was said", enum: ["hi", "ho"] },
            },
          },
          examples: [{ name: "One", payload: { words: "hi" } }],
        },
      },
    },
  },
  operations: { say: { action: "receive", channel: { $ref: "#/channels/rooms" } } },
};

it("writes blocks of code without the blank lines they begin and end with", () => {
  const description = "Run:\n\n```bash\n\nfirst\n\nlast\n\n```\n";
  const view = readingView({ asyncapi: "3.0.0", info: { title: "T", version: "1", description } });
  expect(writtenMarkdown(view)).toContain("```bash\nfirst\n\nlast\n```");
  expect(writtenHtml(view)).toMatch(/<pre><code[^>]*>first\n\nlast\n<\/code>/);
});

const hostile = (text: string): JsonObject => ({
  asyncapi: "3.0.0",
  info: { title: text, version: text, description: text },
  channels: {
    [text]: {
      address: text,
      description: text,
      messages: {
        [text]: { title: text, payload: { properties: { [text]: { description: text, enum: [text] } } } },
      },
    },
  },
});

describe("a document written as Markdown", () => {
  const markdown = writtenMarkdown(readingView(DOCUMENT));

  it("holds what the page holds, in its order", () => {
    const order = [
      "# Chats 1.0.0",
      "wss://gateway.example",
      "### `/rooms/{room}`",
      "You can send",
      "##### Said",
    ];
    const places = order.map((text) => markdown.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(markdown).toContain("- `words` string, required\n\n");
    expect(markdown).toContain("at most 64 characters; one of `hi`, `ho`");
    expect(markdown).toContain('```json\n{\n  "words": "hi"\n}\n```');
  });

  it("puts headings of descriptions below its own, and keeps each description's links", () => {
    expect(markdown).toContain("\n## First\n");
    expect(markdown).toContain("\n### Second\n");
    expect(markdown).toContain("[the guide](https://one.example/guide)");
    expect(markdown).toContain("[it](https://two.example)");
  });

  it.each([
    ["Plain words, all of them: (yes) it's so.", "Plain words, all of them: (yes) it's so."],
    ["Ganz schlicht, für 5 Räume - und mehr!", "Ganz schlicht, für 5 Räume - und mehr!"],
    ["Read www.example.com first", "Read [www.example.com](http://www.example.com) first"],
    ["Say *hi* to_it", "Say *hi* to_it"],
    ["Mail me@one.example", "Mail <me@one.example>"],
    ["1. first", "1. first"],
    ["- first", "* first"],
    ["one\n\ntwo", "one\n\ntwo"],
    ["Title\n---", "## Title"],
    ["one ", "one"],
  ])("reads what a description marks, and takes plain words as they are: %j", (description, written) => {
    const markdown = writtenMarkdown(
      readingView({ asyncapi: "3.0.0", info: { title: "T", version: "1", description } }),
    );
    expect(markdown).toBe(`# T 1\n\n- AsyncAPI 3.0.0\n\n${written}\n`);
  });

  it("escapes what would mean something, and links to the web only", () => {
    expect(markdown).toContain("a|b, \\*c\\*");
    expect(markdown).toContain("License: MIT");
    expect(markdown).not.toContain("javascript:");
  });
});

describe("texts that a document leaves out", () => {
  const markdown = writtenMarkdown(
    readingView({
      asyncapi: "3.0.0",
      info: { title: " Chats\n", version: "", tags: [{ name: "talk" }] },
      channels: {
        rooms: {
          address: "/rooms",
          title: "Rooms ",
          messages: {
            said: {
              title: "Said\nin two lines ",
              correlationId: { location: "$message.payload#/reqid" },
              payload: { type: "object", properties: { a: { title: " A " } } },
              examples: [{ name: "One ", summary: " ", payload: { a: 1 } }],
            },
          },
        },
      },
      components: {
        securitySchemes: {
          oauth: { type: "oauth2", flows: { implicit: { availableScopes: { read: "" } } } },
        },
      },
    }),
  );

  it("leave no character reference and no colon behind", () => {
    expect(markdown).not.toContain("&#");
    expect(markdown).toContain("\nOne\n");
    expect(markdown).toContain("- Flow implicit\n");
    expect(markdown).toContain("# Chats\n");
    expect(markdown).toContain("Matched with others by `reqid in the payload`.\n");
    expect(markdown).toContain("- `talk`\n");
    expect(markdown).toContain("- `read`\n");
    expect(markdown).toMatch(/^##### Said in two lines +`said`$/m);
  });
});

describe("a document written as a page", () => {
  it("is one file, with an outline that leads to the parts by their addresses", () => {
    const html = writtenHtml(readingView(DOCUMENT));
    expect(html).toContain('<a href="#channel-rooms">/rooms/{room}</a>');
    expect(html).toContain('<h3 id="channel-rooms">');
    expect(html).not.toMatch(/<(?:script|link|img|iframe)|\ssrc=|@import|url\(/i);
  });

  it("says behind a link where it goes, unless its words or the page say so", () => {
    const description =
      "[What is SNI?](https://sni.example/what), [write](mailto:me@one.example), <https://own.example/a>, ![logo](https://p.example/l.png)";
    const info = {
      title: "T",
      version: "1",
      description,
      license: { name: "MIT", url: "https://mit.example" },
    };
    const html = writtenHtml(readingView({ asyncapi: "3.0.0", info, channels: { c: { address: "/c" } } }));
    const text = html.replace(/<[^>]*>/g, "");
    expect(text).toContain("What is SNI? (sni.example), write (me@one.example), https://own.example/a, ");
    expect(text).toContain("logo (p.example)");
    expect(text).toContain("License: MIT (mit.example)");
    expect(text).not.toContain("/c (");
  });

  it("puts headings in lists right below the heading that the list stands under", () => {
    const words = (name: string) => ({ description: `# ${name}\n\n## Below ${name}` });
    const part = { $ref: "#/components/schemas/Part" };
    const html = writtenHtml(
      readingView({
        asyncapi: "3.0.0",
        info: { title: "T", version: "1" },
        channels: {
          a: {
            address: "/{id}",
            parameters: { id: words("parameter") },
            messages: { m: { payload: { properties: { part } } } },
            bindings: { ws: { query: { type: "object", properties: { q: words("query") } } } },
          },
        },
        components: {
          schemas: { Part: { type: "object", properties: { deep: { properties: { own: words("row") } } } } },
          securitySchemes: { key: { type: "apiKey", ...words("credential") } },
        },
      }),
    );
    const levelsOf = (name: string) =>
      [...html.matchAll(new RegExp(`<h(\\d)>(?:Below )?${name}<`, "g"))].map((match) => match[1]);
    expect(levelsOf("credential")).toEqual(["3", "4"]);
    expect(levelsOf("parameter")).toEqual(["4", "5"]);
    expect(levelsOf("query")).toEqual(["4", "5"]);
    // In the message, where no level is left below the sixth, and in the schema's own entry.
    expect(levelsOf("row")).toEqual(["6", "6", "4", "5"]);
  });

  it("colours the languages that the portal colours, and leaves others plain", () => {
    const code = (language: string) => `\`\`\`${language}\nsyntax = "proto3"; // one\n\`\`\`\n`;
    const info = { title: "T", version: "1", description: code("protobuf") + code("brainfuck") };
    const html = writtenHtml(readingView({ asyncapi: "3.0.0", info }));
    expect(html).toMatch(/language-protobuf">.*<span class="hljs-/);
    expect(html).toMatch(/language-brainfuck">syntax = "proto3"; \/\/ one\n</);
  });

  it("tells two topics with one address apart", () => {
    const channels = { one: { address: "/all" }, two: { address: "/all" } };
    const html = writtenHtml(readingView({ asyncapi: "3.0.0", channels }));
    expect(html).toContain('<a href="#channel-one">/all (one)</a>');
    expect(html).toContain('<a href="#channel-two">/all (two)</a>');
  });

  it.each([
    "<script>ran()</script>",
    '"><svg onload=ran()>',
    "</title></style><script>ran()</script>",
    "[a link](javascript:ran()) ![p](https://spy.example/p.png) <javascript:ran()>",
    "<iframe srcdoc='<script>ran()</script>'></iframe>",
    '# h {#x onclick=ran()}\n<a href="javascript:ran()">x</a>',
  ])("lets nothing run or be fetched: %s", (text) => {
    const html = writtenHtml(readingView(hostile(text)));
    // Tags as a browser takes them: what stands in quotes is a value.
    const tags = html.match(/<[a-z](?:"[^"]*"|[^">])*>/gi) ?? [];
    const names = tags.map((tag) => tag.replace(/"[^"]*"/g, ""));
    const outside = names.filter((tag) =>
      /^<(?:script|img|iframe|svg|object|embed|form)|\son\w+=|\ssrc/i.test(tag),
    );
    const anchors = tags.filter((tag) => tag.startsWith("<a "));
    const links = anchors.map((tag) => / href="([^"]*)"/.exec(tag)?.[1] ?? "#");
    expect(links.filter((url) => !/^(?:#|https?:|mailto:)/.test(url))).toEqual([]);
    expect(outside).toEqual([]);
    expect(html.replace(/"[^"]*"/g, "").match(/<\/(?:title|style)>/g)).toHaveLength(2);
  });
});

describe(`documents of ${corpusName}`, () => {
  it("are all written out, each topic with its heading", () => {
    const valid = listCurrentCorpus();
    for (const { file, text } of valid) {
      const view = readingView(parseDefinition(text).definition?.data ?? {});
      const [markdown, html] = [writtenMarkdown(view), writtenHtml(view)];
      expect(markdown.match(/^### `/gm)?.length ?? 0, file).toBe(view.channels.length);
      expect(html.match(/<h3 id="channel-/g)?.length ?? 0, file).toBe(view.channels.length);
    }
    expect(valid.length).toBeGreaterThan(leastOf({ world: 60, own: 8 }));
  }, 60_000);
});

describe("parts of a written page", () => {
  const node: JsonObject = {
    type: "object",
    properties: { name: { type: "string" }, next: { $ref: "#/components/schemas/Node" } },
  };
  const document: JsonObject = {
    asyncapi: "3.0.0",
    info: { title: "T", version: "1" },
    channels: {
      asked: {
        address: "/asked",
        messages: { ask: { payload: { $ref: "#/components/schemas/Node" } } },
      },
      answered: { address: "/answered", messages: { answer: { payload: { type: "number" } } } },
    },
    operations: {
      put: {
        action: "receive",
        channel: { $ref: "#/channels/asked" },
        reply: { channel: { $ref: "#/channels/answered" } },
      },
    },
    components: { schemas: { Node: node } },
  };
  const view = readingView(document);

  it("have the addresses of the portal's page, each once, and are led to", () => {
    const html = writtenHtml(view);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining(["operation-put.ask.payload.name", "schema-Node", "schema-Node.next"]),
    );
    expect(html).toContain('<a href="#schema-Node">Node</a>');
    expect(html).toMatch(/href="#channel-answered">[^<]*\/answered</);
    expect(html).toContain(">as above</a>");
    for (const [, target] of html.matchAll(/ href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  it("stand in the outline down to messages, and generated examples are called that", () => {
    expect(writtenHtml(view)).toContain('<li class="depth-5"><a href="#operation-put.ask">');
    expect(writtenHtml(view)).toContain("Example, generated from the schema");
  });

  it("are no links in Markdown, which has no such addresses", () => {
    expect(writtenMarkdown(view)).not.toContain("](#");
  });
});
