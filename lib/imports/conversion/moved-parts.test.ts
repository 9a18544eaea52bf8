// References of AsyncAPI 2 into parts that stand elsewhere in AsyncAPI 3, or nowhere.
import { expect, it } from "vitest";
import { parse } from "yaml";
import { leadsNowhere, listRefs } from "#lib/asyncapi/local-ref.ts";
import { readImport } from "../read-import.ts";

const HEAD = "asyncapi: 2.6.0\ninfo: {title: T, version: '1'}\n";

function converted(text: string) {
  const document = parse(readImport(HEAD + text, { isSwapped: false }).definition ?? "");
  expect(listRefs(document).filter(({ ref }) => leadsNowhere(document, ref))).toEqual([]);
  return document;
}

it("a reference into a payload follows it to where a schema of another format stands", () => {
  const format = "schemaFormat: application/schema+json;version=draft-07";
  const { components } = converted(`channels:
  /a: {publish: {message: {${format}, payload: {properties: {x: {type: string}}}}}}
  /b: {publish: {message: {$ref: '#/components/messages/M'}}}
components:
  messages:
    M: {${format}, payload: {properties: {x: {type: string}}}}
    Plain: {payload: {properties: {x: {type: string}}}}
  schemas:
    InStored: {$ref: '#/components/messages/M/payload/properties/x'}
    Whole: {$ref: '#/components/messages/M/payload'}
    InChannel: {$ref: '#/channels/~1a/publish/message/payload/properties/x'}
    Through: {$ref: '#/channels/~1b/publish/message/payload/properties/x'}
    InPlain: {$ref: '#/components/messages/Plain/payload/properties/x'}
`);
  expect(components.schemas).toEqual({
    InStored: { $ref: "#/components/messages/M/payload/schema/properties/x" },
    Whole: { $ref: "#/components/messages/M/payload/schema" },
    InChannel: { $ref: "#/channels/a/messages/message/payload/schema/properties/x" },
    Through: { $ref: "#/channels/b/messages/M/payload/schema/properties/x" },
    InPlain: { $ref: "#/components/messages/Plain/payload/properties/x" },
  });
});

it("the schema of a parameter that others refer to is kept among the schemas", () => {
  const { channels, components } = converted(`channels:
  /a/{id}:
    parameters: {id: {schema: {type: string, enum: [a, b]}}}
    publish: {message: {payload: {$ref: '#/channels/~1a~1{id}/parameters/id/schema'}}}
  /b/{id}:
    parameters: {id: {schema: {$ref: '#/components/parameters/P/schema'}}}
    publish: {message: {payload: {properties: {p: {$ref: '#/components/parameters/P/schema/properties/x'}}}}}
components:
  parameters: {P: {schema: {type: object, description: Which, properties: {x: {type: string}}}}}
  schemas: {id: {type: number}}
`);
  expect(components.schemas).toEqual({
    id: { type: "number" },
    id2: { type: "string", enum: ["a", "b"] },
    P: { type: "object", description: "Which", properties: { x: { type: "string" } } },
  });
  expect(channels.bId.parameters.id).toEqual({ description: "Which" });
});
