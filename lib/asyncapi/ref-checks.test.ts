// References that lead nowhere are errors; those that lead to other documents, in the end or on the way, are not: nobody has
// read what is there.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "./json-value.ts";
import { refFindings } from "./ref-checks.ts";

const found = (payload: JsonObject) =>
  refFindings({
    channels: { out: { $ref: "other.yaml#/channels/out" } },
    components: {
      messages: { elsewhere: { $ref: "./messages.yaml#/M" } },
      schemas: {
        Chain: { $ref: "#/components/schemas/Outside" },
        Outside: { $ref: "https://example.com/schema.json" },
        Broken: { $ref: "#/components/schemas/Missing" },
        Circle: { $ref: "#/components/schemas/Circle" },
        Used: payload,
      },
    },
  }).map(({ path }) => path.join("."));

const own = ["components.schemas.Broken.$ref", "components.schemas.Circle.$ref"];

it.each([
  "#/components/messages/elsewhere",
  "#/components/messages/elsewhere/payload/properties/a",
  "#/components/schemas/Chain",
  "#/channels/out/messages/m",
])("%s leads to another document", ($ref) => {
  expect(found({ $ref })).toEqual(own);
});

it.each(["#/components/schemas/Missing", "#/components/schemas/Broken", "#/nothing", "#not-a-pointer"])(
  "%s leads nowhere",
  ($ref) => {
    expect(found({ $ref })).toEqual([...own, "components.schemas.Used.$ref"]);
  },
);

describe("a reference that leads nowhere is found in", () => {
  const nowhere = { $ref: "#/nowhere" };
  const foundIn = (data: JsonObject) => refFindings(data).map(({ path }) => path.join("."));

  it("parts that are named like data, and not in data", () => {
    const schema = { default: nowhere, enum: [nowhere], examples: [nowhere], const: nowhere };
    const named = { default: nowhere, enum: nowhere };
    expect(
      foundIn({
        channels: { default: { parameters: { enum: nowhere }, messages: { example: { payload: nowhere } } } },
        components: {
          schemas: {
            default: { items: nowhere },
            Data: schema,
            Named: { properties: named },
            Twice: { properties: { properties: schema } },
          },
        },
      }),
    ).toEqual([
      "channels.default.parameters.enum.$ref",
      "channels.default.messages.example.payload.$ref",
      "components.schemas.default.items.$ref",
      "components.schemas.Named.properties.default.$ref",
      "components.schemas.Named.properties.enum.$ref",
    ]);
  });

  it("whatever a channel or an operation has", () => {
    const parts = { bindings: nowhere, externalDocs: nowhere };
    expect(
      foundIn({
        channels: { a: { messages: nowhere, ...parts } },
        operations: { o: { reply: nowhere, ...parts } },
      }),
    ).toEqual([
      "channels.a.messages.$ref",
      "channels.a.bindings.$ref",
      "channels.a.externalDocs.$ref",
      "operations.o.reply.$ref",
      "operations.o.bindings.$ref",
      "operations.o.externalDocs.$ref",
    ]);
  });

  it("the rest of a document where twenty channels lead nowhere", () => {
    const channels = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`c${index}`, nowhere]));
    expect(foundIn({ channels, components: { messages: { M: nowhere } } })).toEqual([
      "components.messages.M.$ref",
    ]);
  });
});
