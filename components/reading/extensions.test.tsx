// Every object that AsyncAPI 3.0 and 3.1 let have extensions ("This object MAY be extended with Specification Extensions"):
// each shows its own on the page, in the file and in Markdown, and none that is for the portal and the gateway alone.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue, type Path } from "#lib/asyncapi/json-value.ts";
import { writtenHtml } from "#lib/asyncapi/reading/export/written-document.ts";
import { writtenMarkdown } from "#lib/asyncapi/reading/export/written-markdown.ts";
import { searchIndex } from "#lib/asyncapi/reading/search.ts";
import { readingView } from "#lib/asyncapi/reading/view.ts";
import { ReadingPage } from "./reading-page.tsx";

const DOCUMENT: JsonObject = {
  asyncapi: "3.1.0",
  info: {
    title: "T",
    version: "1",
    contact: { name: "N" },
    license: { name: "L" },
    tags: [{ name: "talk", externalDocs: { url: "https://tags.test" } }],
    externalDocs: { url: "https://docs.test" },
  },
  servers: {
    live: { host: "{region}.test", protocol: "wss", variables: { region: {} }, bindings: { ws: {} } },
  },
  channels: {
    rooms: {
      address: "/rooms/{id}",
      parameters: { id: {} },
      messages: {
        said: {
          headers: { schemaFormat: "application/schema+json;version=draft-07", schema: { type: "object" } },
          payload: {
            schemaFormat: "application/schema+json;version=draft-07",
            schema: {
              type: "object",
              externalDocs: { url: "https://schema.test" },
              properties: { a: { type: "string" } },
            },
          },
          correlationId: { location: "$message.payload#/a" },
          bindings: { ws: {} },
          traits: [{}],
          examples: [{ name: "One", payload: { a: "b" } }],
        },
      },
      bindings: { ws: { method: "GET", query: { type: "object", properties: { q: {} } } } },
    },
  },
  operations: {
    say: {
      action: "receive",
      channel: { $ref: "#/channels/rooms" },
      bindings: { ws: {} },
      traits: [{}],
      reply: { address: { location: "$message.header#/to" } },
    },
  },
  components: {
    securitySchemes: {
      oauth: {
        type: "oauth2",
        flows: { implicit: { authorizationUrl: "https://auth.test", availableScopes: { read: "May read" } } },
      },
    },
  },
};

const MESSAGE = ["channels", "rooms", "messages", "said"];
const OBJECTS: readonly (readonly [name: string, place: Path])[] = [
  ["AsyncAPI", []],
  ["Info", ["info"]],
  ["Contact", ["info", "contact"]],
  ["License", ["info", "license"]],
  ["Tag", ["info", "tags", 0]],
  ["External Documentation of a tag", ["info", "tags", 0, "externalDocs"]],
  ["External Documentation", ["info", "externalDocs"]],
  ["Server", ["servers", "live"]],
  ["Server Variable", ["servers", "live", "variables", "region"]],
  ["Server Bindings", ["servers", "live", "bindings"]],
  ["Server Binding", ["servers", "live", "bindings", "ws"]],
  ["Channel", ["channels", "rooms"]],
  ["Parameter", ["channels", "rooms", "parameters", "id"]],
  ["Channel Bindings", ["channels", "rooms", "bindings"]],
  ["Channel Binding", ["channels", "rooms", "bindings", "ws"]],
  ["Schema of a binding", ["channels", "rooms", "bindings", "ws", "query"]],
  ["Message", MESSAGE],
  ["Message Trait", [...MESSAGE, "traits", 0]],
  ["Message Bindings", [...MESSAGE, "bindings"]],
  ["Message Binding", [...MESSAGE, "bindings", "ws"]],
  ["Message Example", [...MESSAGE, "examples", 0]],
  ["Correlation ID", [...MESSAGE, "correlationId"]],
  ["Multi Format Schema of headers", [...MESSAGE, "headers"]],
  ["Multi Format Schema of a payload", [...MESSAGE, "payload"]],
  ["Schema", [...MESSAGE, "payload", "schema"]],
  ["Schema of a property", [...MESSAGE, "payload", "schema", "properties", "a"]],
  ["External Documentation of a schema", [...MESSAGE, "payload", "schema", "externalDocs"]],
  ["Operation", ["operations", "say"]],
  ["Operation Trait", ["operations", "say", "traits", 0]],
  ["Operation Bindings", ["operations", "say", "bindings"]],
  ["Operation Binding", ["operations", "say", "bindings", "ws"]],
  ["Operation Reply", ["operations", "say", "reply"]],
  ["Operation Reply Address", ["operations", "say", "reply", "address"]],
  ["Components", ["components"]],
  ["Security Scheme", ["components", "securitySchemes", "oauth"]],
  ["OAuth Flows", ["components", "securitySchemes", "oauth", "flows"]],
  ["OAuth Flow", ["components", "securitySchemes", "oauth", "flows", "implicit"]],
];

/** A copy of the value with more members at a place that it has. */
function extended(value: JsonValue | undefined, [step, ...rest]: Path, more: JsonObject): JsonValue {
  if (step === undefined && isJsonObject(value)) return { ...value, ...more };
  if (Array.isArray(value)) return value.map((one, at) => (at === step ? extended(one, rest, more) : one));
  if (step === undefined || !isJsonObject(value) || !(step in value)) throw new Error(`no ${step}`);
  return { ...value, [step]: extended(value[step], rest, more) };
}

test.each(OBJECTS)("%s shows its extensions wherever it is read, and no internal ones", (_name, place) => {
  const document = extended(DOCUMENT, place, {
    "x-theirs": { "their-key": "their-value" },
    "x-sluice-policy": "internal",
  });
  const view = readingView(isJsonObject(document) ? document : {});
  const written = {
    page: renderToStaticMarkup(createElement(ReadingPage, { view })),
    html: writtenHtml(view),
    markdown: writtenMarkdown(view),
    search: JSON.stringify(searchIndex(view)),
  };
  for (const [where, text] of Object.entries(written)) {
    expect(text, where).toContain("x-theirs");
    expect(text, where).toContain("their-value");
    expect(text, where).not.toContain("internal");
  }
});
