// What a document says, on its page: nothing twice, nothing left out, headings where there is something to go to.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { readingView } from "#lib/asyncapi/reading/view.ts";
import { ReadingPage } from "./reading-page.tsx";

function draw(document: JsonObject): string {
  const view = readingView({ asyncapi: "3.0.0", ...document });
  return renderToStaticMarkup(createElement(ReadingPage, { view })).replaceAll("&quot;", '"');
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function withPayload(payload: JsonObject, schemas: JsonObject = {}): JsonObject {
  return {
    channels: { c: { address: "/c", messages: { m: { payload } } } },
    components: { schemas },
  };
}

const countOf = (html: string, words: string) => html.split(words).length - 1;

describe("the page of a document", () => {
  it("has the application's id, and folded the extensions of whatever may have some", () => {
    const html = draw({
      id: "urn:example:chat",
      "x-root": 1,
      info: { title: "T", version: "1", contact: { "x-contact": 2 } },
      channels: {
        c: {
          address: "/c/{p}",
          parameters: { p: { "x-parameter": 3 } },
          messages: { m: { payload: { "x-schema": 4, properties: { a: { "x-property": 5 } } } } },
        },
      },
      operations: {
        o: { action: "receive", channel: { $ref: "#/channels/c" }, reply: { "x-reply": 6 } },
      },
    });
    expect(html).toContain("urn:example:chat");
    for (const words of [
      "x-root of the document, x-contact of the contact",
      "x-parameter",
      "x-schema",
      "x-property",
      "x-reply",
    ])
      expect(html).toContain(`>Extensions: ${words}</summary>`);
  });

  it("has what leads on from a schema, and what a text holds once it is decoded", () => {
    const html = draw(
      withPayload({
        externalDocs: { url: "https://docs.test", description: "The format" },
        contentMediaType: "application/json",
        contentSchema: { properties: { inside: {} } },
      }),
    );
    expect(html).toMatch(/More: .*href="https:\/\/docs\.test"[^>]*>The format/);
    expect(html).toContain("its content");
    expect(html).toContain('id="channel-c.m.payload.its-content.inside"');
  });

  it("says of what may have one value only that it always has this", () => {
    const html = draw(withPayload({ properties: { type: { enum: ["hello"] } } }));
    expect(html).toContain("Always <code>hello</code>");
    expect(html).not.toContain("Allowed values");
  });

  it("says which servers a topic is on, with the way there", () => {
    const servers = { live: { host: "live.example" }, test: { host: "test.example" } };
    const html = draw({ servers, channels: { c: { address: "/c", servers: [{ $ref: "#/servers/live" }] } } });
    expect(html).toMatch(/Only on the server .*href="#server-live">live<\/a>/);
    expect(draw({ servers, channels: { c: { address: "/c" } } })).not.toContain("Only on the server");
  });

  it("has a menu with each reply", () => {
    const html = draw({
      channels: { c: { address: "/c" } },
      operations: { ask: { action: "receive", channel: { $ref: "#/channels/c" }, reply: {} } },
    });
    expect(html).toContain('aria-label="Link and source of the reply of ask"');
    expect(html).toContain('data-address="operation-ask.reply" data-place="["operations","ask","reply"]"');
  });

  it("has a heading for each schema of its own", () => {
    const html = draw(withPayload(ref("Node"), { Node: { type: "object" } }));
    expect(html).toMatch(/<h3[^>]*>Node<\/h3>/);
  });

  it("says once what stands there twice", () => {
    const words = "Who came in.";
    const message = { summary: words, description: words };
    const html = draw({ channels: { c: { address: "/c", messages: { m: message } } } });
    expect(countOf(html, words)).toBe(1);
  });
});
