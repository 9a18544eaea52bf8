// What a client can do on a channel, in its own words: send, receive, and what comes back.
import { type ChannelModel, channelKeyOf, type OperationModel } from "#lib/asyncapi/channel-model.ts";
import { SCOPES } from "#lib/asyncapi/gateway-extensions.ts";
import {
  isJsonObject,
  type JsonObject,
  objectAt,
  type Path,
  textAt,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { pathOfRef, refOf, resolveObject, resolvePath } from "#lib/asyncapi/local-ref.ts";
import { requiredFor } from "#lib/asyncapi/required-scopes.ts";
import { type ReadingAbout, type ReadingPart, readAbout, readExtensions } from "./about.ts";
import type { ClientWords } from "./direction.ts";
import { type ReadingMessage, readMessage } from "./message.ts";
import { descriptionOf, inSection, type Reading, readEach, textsOf } from "./reading.ts";
import { expressionWords } from "./runtime-expression.ts";
import { type ReadingScheme, readSecurity } from "./server.ts";
import { withTraits } from "./traits.ts";

/** In the client's words: what the API sends (`send`), the client can receive. */
export type ReadingOperation = {
  readonly key: string;
  /** Where it stands in the document. */
  readonly place: Path;
  readonly direction: Extract<ClientWords, "You can receive" | "You can send">;
  /** See operation-names.ts for those that give none. */
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  /** Ways to authenticate for this, any one of them; empty where it asks for none of its own. */
  readonly security: readonly ReadingScheme[];
  /** Scopes one of which a client needs for this direction of the topic; empty where none is required. */
  readonly scopes: readonly string[];
  readonly about: ReadingAbout;
  readonly messages: readonly ReadingMessage[];
  /** What comes back, or what the client answers; null where the operation asks for nothing. */
  readonly reply: ReadingReply | null;
  /** See sections.ts. */
  readonly laterHeight?: number;
};

export type ReadingReply = {
  /** Where it stands in the document, references followed. */
  readonly place: Path;
  /** `You get back` what the API answers, `You answer with` what it asks for. */
  readonly words: Extract<ClientWords, "You get back" | "You answer with">;
  /** Where: the address of a channel; empty where it is the request's own, or told at run time. */
  readonly address: string;
  /** Key of the root channel it arrives on, to link to; empty for that of the request itself. */
  readonly channelKey: string;
  /** Where the request says where to: `replyTo in the headers`; empty where it does not. */
  readonly addressFrom: string;
  /** What it says of itself, or is said beside the reference to it. */
  readonly description: string;
  readonly addressDescription: string;
  /** Its own, and those of its address. */
  readonly extensions: readonly ReadingPart[];
  /** By what request and reply are matched, each way once: `reqid in the payload`. */
  readonly matchedBy: readonly string[];
  /** Any one of them. */
  readonly messages: readonly ReadingMessage[];
};

/** Reads an operation of a channel, its traits merged. */
export function readOperation(
  reading: Reading,
  channel: ChannelModel,
  { key, action, path, value }: OperationModel,
): ReadingOperation {
  const operation = withTraits(reading.document, value, reading.budget);
  const text = textsOf(reading.budget, operation);
  const messages = readMessages(reading, channel.path, path);
  return {
    key,
    place: path,
    direction: action === "send" ? "You can receive" : "You can send",
    title: text("title"),
    summary: text("summary"),
    description: descriptionOf(reading, valueAt(reading.document, ["operations", key]), operation),
    security: readSecurity(reading, operation.security),
    scopes: readEach(reading.budget, requiredFor(channel, action), (name) => reading.budget.text(name)),
    about: readAbout(reading, operation, (name) => name !== SCOPES),
    messages,
    reply:
      operation.reply === undefined
        ? null
        : readReply(reading, channel, { action, path, operation, messages }),
  };
}

type Request = {
  readonly action: "send" | "receive";
  readonly path: Path;
  readonly operation: JsonObject;
  readonly messages: readonly ReadingMessage[];
};

function readReply(reading: Reading, channel: ChannelModel, request: Request): ReadingReply {
  const { document, budget } = reading;
  const path = resolvePath(document, [...request.path, "reply"]) ?? [...request.path, "reply"];
  const reply = resolveObject(document, request.operation.reply);
  const address = resolveObject(document, reply.address);
  const location = textAt(address, ["location"]) ?? "";
  const target = reply.channel === undefined ? null : resolveObject(document, reply.channel);
  const key = isJsonObject(reply.channel) ? (channelKeyOf(reading.places, reply) ?? "") : "";
  const isElsewhere = key !== channel.key;
  const messages = readMessages(reading, resolvePath(document, [...path, "channel"]), path);
  return {
    place: path,
    words: request.action === "receive" ? "You get back" : "You answer with",
    address: isElsewhere ? budget.text((target && textAt(target, ["address"])) ?? "") : "",
    channelKey: isElsewhere ? key : "",
    addressFrom: budget.text(location === "" ? "" : expressionWords(location)),
    description: descriptionOf(reading, request.operation.reply, reply),
    addressDescription: descriptionOf(reading, reply.address, address),
    extensions: [...readExtensions(reading, reply), ...readExtensions(reading, address, "the address")],
    matchedBy: matchesOf(request.messages, messages),
    messages,
  };
}

/** The correlation of the request names it, else that of the replies. */
function matchesOf(requests: readonly ReadingMessage[], replies: readonly ReadingMessage[]): string[] {
  const words = (messages: readonly ReadingMessage[]) =>
    messages.map(({ correlation }) => correlation.words).filter((text) => text !== "");
  return [...new Set([...words(requests), ...words(replies)])];
}

/** An operation or a reply, at a path, names some of its channel's messages; one that names none uses them all. */
function readMessages(reading: Reading, channel: Path | null, path: Path): ReadingMessage[] {
  const { document, entries } = reading;
  const named = valueAt(document, [...path, "messages"]);
  if (!Array.isArray(named)) {
    if (channel === null) return [];
    const keys = Object.keys(objectAt(document, [...channel, "messages"]));
    return readEach(entries, keys, (key) => readNamed(reading, path, key, [...channel, "messages", key]));
  }
  return readEach(entries, [...named.entries()], ([index, message]) => {
    const own = [...path, "messages", index];
    if (resolvePath(document, own) === null) return [];
    const ref = refOf(message);
    return [readNamed(reading, path, (ref && pathOfRef(ref)?.at(-1)) ?? "message", own)];
  }).flat();
}

/** A message that an operation or a reply at a path has: its id begins with the operation's. */
function readNamed(reading: Reading, holder: Path, key: string, own: Path): ReadingMessage {
  reading.entries.names(holder);
  return readMessage(inSection(reading), key, own);
}
