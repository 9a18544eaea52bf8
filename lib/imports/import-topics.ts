// The channels of a definition as an import shows them: who sends what, and why the gateway cannot serve one.
import { type ChannelModel, listChannels, type OperationModel } from "#lib/asyncapi/channel-model.ts";
import { type JsonObject, objectAt, textAt } from "#lib/asyncapi/json-value.ts";
import { pathOfRef, refOf, resolveObject } from "#lib/asyncapi/local-ref.ts";
import { otherProtocols } from "#lib/topics/channel-servers.ts";
import { handshakeParts } from "#lib/topics/handshake-parts.ts";
import { topicNameProblem } from "#lib/topics/topic-name.ts";
import { reasonOf } from "#lib/topics/unserved-channels.ts";
import type { ImportTopic } from "./import-reading.ts";

/** Most messages that are named of one direction of a channel. */
const MAX_MESSAGES = 200;

/** All channels, in the order of the document. */
export function readImportTopics(document: JsonObject): ImportTopic[] {
  const known = new Map(listChannels(document).map((channel) => [channel.key, channel]));
  return Object.keys(objectAt(document, ["channels"])).map((key) => {
    const channel = known.get(key);
    if (channel === undefined)
      return { key, address: null, directions: [], handshake: [], notServed: reasonOf(document, channel) };
    return {
      key,
      address: channel.address,
      directions: directionsOf(document, channel),
      handshake: handshakeParts(document, channel.value),
      notServed: reasonNotServed(document, channel),
    };
  });
}

function directionsOf(document: JsonObject, channel: ChannelModel): ImportTopic["directions"] {
  return (["receive", "send"] as const).flatMap((action) => {
    const operations = channel.operations.filter((operation) => operation.action === action);
    if (operations.length === 0) return [];
    const names = operations.flatMap((operation) => messageNames(document, channel, operation));
    return [{ action, messages: [...new Set(names)].slice(0, MAX_MESSAGES) }];
  });
}

/** Of an operation that names no messages all those of its channel count (AsyncAPI 3.0.0, Operation Object). */
function messageNames(document: JsonObject, channel: ChannelModel, { value }: OperationModel): string[] {
  if (Array.isArray(value.messages)) {
    return value.messages.slice(0, MAX_MESSAGES).flatMap((message) => {
      const key = pathOfRef(refOf(message) ?? "")?.at(-1);
      return nameOf(resolveObject(document, message), key);
    });
  }
  return Object.entries(objectAt(channel.value, ["messages"]))
    .slice(0, MAX_MESSAGES)
    .flatMap(([key, message]) => nameOf(resolveObject(document, message), key));
}

function nameOf(message: JsonObject, key: string | undefined): string[] {
  const name = textAt(message, ["name"]) ?? key ?? textAt(message, ["title"]);
  return name === null ? [] : [name];
}

function reasonNotServed(document: JsonObject, channel: ChannelModel): string | null {
  const reason = reasonOf(document, channel) ?? topicNameProblem(channel.address ?? "");
  if (reason !== null) return reason;
  if (channel.operations.length === 0)
    return "No operation says whether clients send to it or receive from it.";
  const protocols = otherProtocols(document, channel.value);
  if (protocols === null) return null;
  return `Its servers speak ${protocols}. The gateway can serve it once a WebSocket backend offers it.`;
}
