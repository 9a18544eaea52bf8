// Reads the topics out of a definition: its channels with an address, and the operations that use them.
import { addressParameters } from "#lib/asyncapi/channel-address.ts";
import { type ChannelModel, listChannels } from "#lib/asyncapi/channel-model.ts";
import type { Definition } from "#lib/asyncapi/definition.ts";
import { isChannelSecured, uriMappingOf } from "#lib/asyncapi/gateway-extensions.ts";
import { type JsonValue, objectAt, textAt } from "#lib/asyncapi/json-value.ts";
import { resolveObject } from "#lib/asyncapi/local-ref.ts";
import { readHandshake } from "#lib/topics/read-handshake.ts";
import { requiredScopesOf } from "#lib/topics/required-scopes.ts";
import { ACTION_BY_TYPE, TOPIC_TYPES, type Topic } from "#lib/topics/topic.ts";
import { whyUnserved } from "#lib/topics/unserved-channels.ts";

/**
 * The topics in the order of the document. Channels that the gateway cannot serve are none: see `listUnserved`. What
 * comes from a foreign document may break other rules of `topicsSchema`: it is shown as it is, to be mended.
 */
export function readTopics(definition: Definition): Topic[] {
  return listChannels(definition.data).flatMap((channel) => {
    const topic = topicOf(definition.data, channel);
    return topic === null ? [] : [topic];
  });
}

/** The topic a channel stands for; null for a channel that the gateway cannot serve. */
export function topicOf(root: JsonValue, channel: ChannelModel): Topic | null {
  if (channel.address === null || whyUnserved(root, channel) !== null) return null;
  const actions = new Set<string>(channel.operations.map((operation) => operation.action));
  const operations = channel.operations.map((operation) => operation.value);
  const handshake = readHandshake(root, channel.value);
  const scopes = requiredScopesOf(channel);
  return {
    channelKey: channel.key,
    address: channel.address,
    types: TOPIC_TYPES.filter((type) => actions.has(ACTION_BY_TYPE[type])),
    description: textAt(channel.value, ["description"]) ?? "",
    parameters: readParameters(root, channel, channel.address),
    uriMapping: uriMappingOf(channel.value, operations),
    isSecured: isChannelSecured(channel.value),
    ...(handshake === undefined ? {} : { handshake }),
    ...(scopes === null ? {} : { scopes }),
  };
}

function readParameters(root: JsonValue, channel: ChannelModel, address: string): Topic["parameters"] {
  const declared = objectAt(channel.value, ["parameters"]);
  return addressParameters(address).map((name) => {
    const parameter = Object.hasOwn(declared, name) ? resolveObject(root, declared[name]) : {};
    return { name, description: textAt(parameter, ["description"]) ?? "" };
  });
}
