// Words beside a `$ref` are read wherever people write them, before those of what is referred to, and none of them twice.
import { expect, it } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { readingView } from "./view.ts";

/** A reference with a description that names it. */
const said = (place: string, ...more: string[]): JsonObject => ({
  $ref: `#/components/${place}`,
  description: ["Beside", ...more].join(" "),
});
const own = (more: JsonObject = {}): JsonObject => ({ description: "Own", ...more });

const document: JsonObject = {
  asyncapi: "3.0.0",
  info: { title: "T", version: "1" },
  servers: { live: { ...said("servers/live"), summary: "In short" } },
  channels: { room: said("channels/room") },
  operations: { ask: said("operations/ask") },
  components: {
    servers: {
      live: own({
        ...{ host: "h", protocol: "wss", variables: { port: said("serverVariables/port") } },
        security: [said("securitySchemes/key")],
      }),
    },
    serverVariables: { port: own() },
    securitySchemes: { key: own({ type: "apiKey" }) },
    channels: {
      room: own({
        address: "/{id}",
        parameters: { id: said("parameters/id") },
        messages: { said: said("messages/said", "the channel"), more: said("messages/more") },
      }),
    },
    parameters: { id: own() },
    messages: { said: own({ correlationId: said("correlationIds/id") }), more: own({ summary: "Beside" }) },
    correlationIds: { id: own({ location: "$message.payload#/id" }) },
    operations: {
      ask: own({
        action: "receive",
        channel: { $ref: "#/channels/room" },
        messages: [said("channels/room/messages/said", "the operation")],
        reply: said("replies/back"),
      }),
    },
    replies: { back: { address: said("replyAddresses/to"), messages: [] } },
    replyAddresses: { to: own({ location: "$message.header#/replyTo" }) },
  },
};

const both = { description: "Beside\n\nOwn" };

it("has them for servers, their variables and what they ask for", () => {
  const [server] = readingView(document).servers;
  expect(server).toMatchObject({
    description: "In short\n\nBeside\n\nOwn",
    variables: [both],
    security: [both],
  });
});

it("has them for channels, parameters, operations and replies", () => {
  const [channel] = readingView(document).channels;
  expect(channel).toMatchObject({ ...both, parameters: [both] });
  expect(channel?.operations).toMatchObject([
    { ...both, reply: { description: "Beside", addressDescription: "Beside\n\nOwn" } },
  ]);
});

it("has those of each reference on the way to a message, the outermost first", () => {
  const [channel] = readingView(document).channels;
  expect(channel?.operations[0]?.messages).toMatchObject([
    { description: "Beside the operation\n\nBeside the channel\n\nOwn", correlation: both },
  ]);
  // What the message's own summary says already is not said again.
  expect(channel?.others).toMatchObject([{ key: "more", summary: "Beside", description: "Own" }]);
});
