// Reads from a document what its console offers: the same reading that the documentation draws, and the schemas themselves.
import { isJsonObject, type JsonObject, type JsonValue, textAt, valueAt } from "#lib/asyncapi/json-value.ts";
import { resolveObject } from "#lib/asyncapi/local-ref.ts";
import { NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { isJsonContent } from "#lib/asyncapi/reading/example-values.ts";
import { exampleSchemasOf, type ReadingMessage } from "#lib/asyncapi/reading/message.ts";
import type { ReadingOperation } from "#lib/asyncapi/reading/operation.ts";
import type { ReadingParameter } from "#lib/asyncapi/reading/parameter.ts";
import type { SchemaNode } from "#lib/asyncapi/reading/schema-node.ts";
import { withTraits } from "#lib/asyncapi/reading/traits.ts";
import { type ReadingChannel, readingView } from "#lib/asyncapi/reading/view.ts";
import { exampleValues } from "#lib/topics/example-values.ts";
import { listUnserved } from "#lib/topics/unserved-channels.ts";
import type { Catalogue, ConsoleField, ConsoleMessage, ConsoleTopic } from "./catalogue.ts";
import { standaloneSchema } from "./standalone-schema.ts";

/** Bound on a catalogue: characters of its JSON. */
const MAX_CHARACTERS = 512 * 1024;
const TRAIT_NODES = 2_000;
const PAYLOAD_POINTER = /^\$message\.payload#(\/.*)$/;

/** The topics that the gateway serves, as far as the bound goes. */
export function readCatalogue(document: JsonObject): Catalogue {
  const topics: ConsoleTopic[] = [];
  let left = MAX_CHARACTERS;
  const { channels } = readingView(document);
  const arriving = Map.groupBy(
    channels.flatMap(({ operations }) => operations),
    ({ reply }) => reply?.channelKey ?? "",
  );
  const unserved = new Set(listUnserved(document).map(({ key }) => key));
  for (const channel of channels) {
    if (unserved.has(channel.key)) continue;
    const topic = topicOf(document, channel, arriving.get(channel.key) ?? []);
    left -= JSON.stringify(topic).length;
    if (left < 0) return { topics, isCut: true };
    topics.push(topic);
  }
  return { topics, isCut: false };
}

/** `arriving`: operations of other channels whose replies come on this one. */
function topicOf(
  document: JsonObject,
  channel: ReadingChannel,
  arriving: readonly ReadingOperation[],
): ConsoleTopic {
  const examples = exampleValues(channel.address);
  const read = (way: ReadingOperation["direction"]) => {
    const own = channel.operations.map((operation) => passing(operation, way));
    const others = arriving.filter(({ direction }) => direction !== way);
    return messagesOf(document, [...own, ...others.map(({ reply }) => answering(reply?.messages ?? []))]);
  };
  return {
    address: channel.address,
    parameters: channel.parameters.map((it) => parameterField(it, examples.get(it.name) ?? "")),
    query: (channel.handshake?.query?.children ?? []).map(queryField),
    headers: (channel.handshake?.headers?.children ?? []).map(({ name, isRequired }) => ({
      name,
      isRequired,
    })),
    sends: read("You can send"),
    receives: read("You can receive"),
  };
}

function parameterField(
  { name, description, values, preset, examples }: ReadingParameter,
  made: string,
): ConsoleField {
  const example = preset || examples[0] || values[0] || made;
  return { name, description, isRequired: true, values: [...values], example };
}

function queryField({
  name,
  description,
  isRequired,
  values,
  preset,
  examples,
  constant,
}: SchemaNode): ConsoleField {
  const example = constant ?? preset ?? examples[0] ?? values[0] ?? "";
  return { name, description, isRequired, values: [...values], example };
}

type Passing = Pick<ConsoleMessage, "answeredBy" | "answeredOn"> & {
  readonly messages: readonly ReadingMessage[];
};

/** What passes one way on the topic of an operation: what it names, or what answers it there. */
function passing(
  { direction, messages, reply }: ReadingOperation,
  way: ReadingOperation["direction"],
): Passing {
  const isHere = reply?.channelKey === "";
  const answers = reply?.messages ?? [];
  if (direction !== way) return answering(isHere ? answers : []);
  return {
    messages,
    answeredBy: isHere ? answers.map(({ key }) => key) : [],
    answeredOn: isHere || !reply ? [] : answers.map(({ key }) => ({ address: reply.address, key })),
  };
}

function answering(messages: readonly ReadingMessage[]): Passing {
  return { messages, answeredBy: [], answeredOn: [] };
}

function messagesOf(document: JsonObject, all: readonly Passing[]): ConsoleMessage[] {
  const found = new Map<string, ConsoleMessage>();
  for (const { messages, answeredBy, answeredOn } of all) {
    for (const message of messages) {
      const known = found.get(message.key) ?? messageOf(document, message);
      found.set(message.key, {
        ...known,
        answeredBy: [...new Set([...known.answeredBy, ...answeredBy])],
        answeredOn: eachOnce([...known.answeredOn, ...answeredOn]),
      });
    }
  }
  return [...found.values()];
}

/** Several operations may ask with one message, and be answered with one. */
function eachOnce(answers: ConsoleMessage["answeredOn"]): ConsoleMessage["answeredOn"] {
  return [...new Map(answers.map((one) => [JSON.stringify([one.address, one.key]), one])).values()];
}

function messageOf(document: JsonObject, read: ReadingMessage): ConsoleMessage {
  const { key, name, title, summary, contentType, place, examples } = read;
  const message = withTraits(
    document,
    resolveObject(document, valueAt(document, place)),
    new NodeBudget(TRAIT_NODES),
  );
  const { payload } = exampleSchemasOf(document, message, place);
  return {
    key,
    name,
    title,
    summary,
    contentType,
    schema: payload === null || !isJsonContent(contentType) ? null : standaloneSchema(document, payload),
    examples: examples.flatMap((example) =>
      example.payload === "" ? [] : [{ name: example.name || example.summary, text: example.payload }],
    ),
    answeredBy: [],
    answeredOn: [],
    correlation: correlationOf(document, message),
  };
}

function correlationOf(document: JsonObject, { correlationId }: JsonObject): string | null {
  const correlation: JsonValue = resolveObject(document, correlationId);
  const location = isJsonObject(correlation) ? (textAt(correlation, ["location"]) ?? "") : "";
  return PAYLOAD_POINTER.exec(location)?.[1] ?? null;
}
