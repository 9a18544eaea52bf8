// Bindings of other protocols, judged by the schema of AsyncAPI 3.0 itself.
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { refusedBySchema, schemaDiagnostics } from "#lib/asyncapi/schema-checks.ts";
import { schemaOf } from "#lib/definition-work/schema-of.ts";
import { readImport } from "../read-import.ts";

const OLD = { bindingVersion: "0.1.0" };

/** An older document of these channels and components: what it becomes, what is said, and what the schema still refuses. */
function converted(channels: object, components: object = {}) {
  const info = { title: "T", version: "1" };
  const text = stringify({ asyncapi: "2.6.0", info, channels, components });
  const { definition, diagnostics } = readImport(
    text,
    { isSwapped: false },
    { refusedPlaces: (document) => refusedBySchema(document, schemaOf) },
  );
  const refused = schemaDiagnostics(definition ?? "", schemaOf).map(({ message }) => message);
  return { document: parse(definition ?? ""), said: diagnostics.map(({ message }) => message), refused };
}

describe("a binding that AsyncAPI 3.0 does not know", () => {
  it("is made to fit in a long document of hundreds, each kept", () => {
    const description = "x".repeat(100);
    const message = { bindings: { kafka: OLD, amqp: { contentEncoding: 5 } }, payload: { description } };
    const names = Array.from({ length: 400 }, (_, index) => `/t${index}`);
    const { document, refused } = converted(
      Object.fromEntries(names.map((name) => [name, { publish: { message } }])),
    );
    expect(refused).toEqual([]);
    expect(document.channels.t399.messages.message.bindings).toEqual({
      kafka: {},
      "x-amqp": { contentEncoding: 5 },
    });
  });

  it("is made to fit among the components, where others refer to it", () => {
    const bindings = { $ref: "#/components/messageBindings/Shared" };
    const { document, said, refused } = converted(
      { "/a": { publish: { message: { bindings, payload: {} } } } },
      { messageBindings: { Shared: { kafka: OLD } } },
    );
    expect(refused).toEqual([]);
    expect(document.components.messageBindings.Shared).toEqual({ kafka: {} });
    expect(document.channels.a.messages.message.bindings).toEqual(bindings);
    expect(said).toEqual([expect.stringContaining("components.messageBindings.Shared.kafka")]);
  });

  it("is left as it is where 3.0 knows its version beside one that it does not", () => {
    const known = { kafka: { bindingVersion: "0.4.0" } };
    const { document } = converted({
      "/a": { publish: { message: { bindings: { kafka: OLD }, payload: {} } } },
      "/b": { publish: { message: { bindings: known, payload: {} } } },
    });
    expect(document.channels.b.messages.message.bindings).toEqual(known);
  });
});

it("a property of a schema that is called bindings is none", () => {
  const payload = { type: "object", properties: { bindings: { type: "strong" } } };
  const { document, said, refused } = converted({ "/a": { publish: { message: { payload } } } });
  expect(document.channels.a.messages.message.payload).toEqual(payload);
  expect(refused).not.toEqual([]);
  expect(said.join()).not.toContain("x-type");
});
