// What the converter made, put right: addresses that the gateway serves, parameters, security, references and messages.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  type Path,
} from "#lib/asyncapi/json-value.ts";
import { refOf, refToPath } from "#lib/asyncapi/local-ref.ts";
import { normalizeTopicName } from "#lib/topics/topic-name.ts";
import type { ChannelAliases } from "./channel-aliases.ts";
import type { ConversionNotes } from "./conversion-note.ts";
import { convertParameters } from "./convert-parameters.ts";
import { convertSecurity } from "./convert-security.ts";
import type { ExactPlain } from "./exact-plain.ts";
import { hiddenPart } from "./marked-parts.ts";
import { type RefSpellings, respell } from "./ref-spelling.ts";

export type Finishing = {
  /** As it came, for what its references mean. */
  readonly before: JsonObject;
  readonly converted: JsonObject;
  readonly plain: ExactPlain;
  readonly notes: ConversionNotes;
  readonly spellings: RefSpellings;
  readonly aliases: ChannelAliases;
};

const CHANNEL_ORDER = ["address", "title", "summary", "description", "servers", "parameters", "messages"];
const OPERATION_ORDER = [
  "action",
  "channel",
  "title",
  "summary",
  "description",
  "security",
  "tags",
  "messages",
];

/** The document as it is written out. */
export function finishDocument(finishing: Finishing): JsonValue {
  finishRoot(finishing, []);
  finishRoot(finishing, ["components"]);
  return finishValue(finishing, finishing.converted);
}

function finishRoot({ converted, notes, aliases }: Finishing, root: Path): void {
  const holder = objectAt(converted, root);
  const channels = objectAt(holder, ["channels"]);
  for (const [key, channel] of Object.entries(channels)) {
    if (!isJsonObject(channel) || refOf(channel) !== null) continue;
    if (root.length > 0) channel.address = null;
    else finishAddress(channel, aliases.nameOf(String(channel.address)), notes);
    if (Object.keys(objectAt(channel, ["messages"])).length === 0) delete channel.messages;
    channels[key] = inOrder(channel, CHANNEL_ORDER);
  }
  const operations = objectAt(holder, ["operations"]);
  for (const [key, operation] of Object.entries(operations)) {
    if (!isJsonObject(operation) || refOf(operation) !== null) continue;
    finishMessages(operation, channels, root);
    operations[key] = inOrder(operation, OPERATION_ORDER);
  }
  if (Object.keys(operations).length === 0) delete holder.operations;
}

function finishAddress(channel: JsonObject, name: string, notes: ConversionNotes): void {
  const address = normalizeTopicName(name);
  channel.address = address;
  if (address === name) return;
  notes.info("address-slash", `${name} became the address ${address}: a topic starts with a slash.`, [
    "channels",
    name,
  ]);
}

/** Names the messages through the channel; an operation without any would stand for all of them. */
function finishMessages(operation: JsonObject, channels: JsonObject, root: Path): void {
  const key = refOf(operation.channel)?.split("/").at(-1) ?? "";
  const own = objectAt(channels, [key, "messages"]);
  if (!Array.isArray(operation.messages)) {
    if (Object.keys(own).length > 0) operation.messages = [];
    return;
  }
  operation.messages = operation.messages.map((message) => {
    const ref = refOf(message);
    if (ref === null || ref.startsWith("#")) return message;
    const name = Object.keys(own).find((candidate) => refOf(own[candidate]) === ref);
    return name === undefined ? message : { $ref: refToPath([...root, "channels", key, "messages", name]) };
  });
}

function finishValue(finishing: Finishing, value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item) => finishValue(finishing, item));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).flatMap(([key, member]): [string, JsonValue][] => {
    if (member === undefined) return [];
    if (key === "$ref" && typeof member === "string") return [[key, respell(finishing.spellings, member)]];
    const hidden = hiddenPart(key, member);
    if (hidden === null) return [[key, finishValue(finishing, member)]];
    return [[hidden.name, finishValue(finishing, shown(finishing, hidden))]];
  });
  const finished = Object.fromEntries(members);
  return "address" in finished && "parameters" in finished ? inOrder(finished, CHANNEL_ORDER) : finished;
}

function shown(
  { before, converted, plain, notes }: Finishing,
  { name, value, path }: NonNullable<ReturnType<typeof hiddenPart>>,
): JsonValue {
  if (name === "security") return convertSecurity(converted, value, path, notes);
  return isJsonObject(value) ? convertParameters({ document: before, plain, notes }, value, path) : {};
}

function inOrder(value: JsonObject, order: readonly string[]): JsonObject {
  const first = order
    .filter((key) => Object.hasOwn(value, key))
    .map((key) => [key, value[key] ?? null] as const);
  const rest = Object.entries(value).filter(([key]) => !order.includes(key));
  return Object.fromEntries([...first, ...rest]);
}
