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

it("the messages of a stored choice are stored each, and references into the choice follow them", () => {
  const { channels, components } = converted(`channels:
  /a: {publish: {message: {$ref: '#/components/messages/Any'}}}
  /b: {subscribe: {message: {oneOf: [{$ref: '#/components/messages/Also'}, {$ref: '#/components/messages/Any/oneOf/2'}]}}}
components:
  messages:
    Plain: {payload: {properties: {p: {type: string}}}}
    Any:
      oneOf:
        - {$ref: '#/components/messages/Plain'}
        - {payload: {properties: {q: {type: string}}}}
        - {name: Named thing, payload: {properties: {r: {type: string}}}}
        - {oneOf: [{messageId: deep, payload: {properties: {s: {type: string}}}}]}
    Also: {$ref: '#/components/messages/Any'}
    Unused: {oneOf: [{name: Lonely, payload: {type: number}}]}
  schemas:
    P: {$ref: '#/components/messages/Any/oneOf/0/payload/properties/p'}
    Q: {$ref: '#/components/messages/Any/oneOf/1/payload/properties/q'}
    S: {$ref: '#/components/messages/Any/oneOf/3/oneOf/0/payload/properties/s'}
    R: {$ref: '#/components/messages/Also/oneOf/2/payload/properties/r'}
`);
  const all = ["Plain", "Any2", "Named-thing", "deep"];
  expect(Object.keys(components.messages)).toEqual([...all, "Lonely"]);
  expect(Object.keys(channels.a.messages)).toEqual(all);
  expect(Object.keys(channels.b.messages)).toEqual(all);
  expect(components.schemas).toEqual({
    P: { $ref: "#/components/messages/Plain/payload/properties/p" },
    Q: { $ref: "#/components/messages/Any2/payload/properties/q" },
    S: { $ref: "#/components/messages/deep/payload/properties/s" },
    R: { $ref: "#/components/messages/Named-thing/payload/properties/r" },
  });
});

it("a message that is taken from another channel is called by its name and not by where it stands", () => {
  const { channels } = converted(`channels:
  /a: {publish: {message: {oneOf: [{name: First, payload: {type: string}}, {$ref: '#/components/messages/Stored'}]}}}
  /b: {publish: {message: {payload: {type: string}}}}
  /c:
    subscribe:
      message:
        oneOf:
          - {$ref: '#/channels/~1a/publish/message/oneOf/0'}
          - {$ref: '#/channels/~1a/publish/message/oneOf/1'}
          - {$ref: '#/channels/~1b/publish/message'}
components: {messages: {Stored: {payload: {type: number}}}}
`);
  expect(Object.keys(channels.c.messages)).toEqual(["First", "Stored", "message"]);
});
