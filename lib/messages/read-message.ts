// Reads one message of a channel as its form edits it. Schemas and examples keep their numbers as they are written.
import { type ChannelModel, listChannels } from "#lib/asyncapi/channel-model.ts";
import type { Definition } from "#lib/asyncapi/definition.ts";
import { type ExactValue, exactValue, isExactList } from "#lib/asyncapi/exact-value.ts";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  type Path,
  textAt,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { resolveObject, resolvePath } from "#lib/asyncapi/local-ref.ts";
import { isJsonContent } from "#lib/asyncapi/reading/example-values.ts";
import { styleOf } from "#lib/asyncapi/source-style.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { type MessageDraft, type MessageExample, NEW_MESSAGE } from "#lib/messages/message.ts";
import {
  messageKeys,
  messagesOf,
  operationMessages,
  type TopicMessage,
  typesOfMessage,
} from "#lib/messages/topic-messages.ts";
import { exactAt, exactMember, type TextLanguage, writeValueText } from "#lib/messages/value-text.ts";
import { ACTION_BY_TYPE, TOPIC_TYPES, type TopicType } from "#lib/topics/topic.ts";
import { replyOf } from "./message-reply.ts";

/** A message and what its form needs to know of what is around it. */
export type MessagePage = {
  readonly message: MessageDraft;
  /** Address of the topic. */
  readonly address: string;
  /** The types of the topic: a message passes in these. */
  readonly topicTypes: readonly TopicType[];
  /** The other messages of the topic. */
  readonly others: readonly TopicMessage[];
  readonly language: TextLanguage;
  /** Names of the schemas that the document shares, for references. */
  readonly sharedSchemas: readonly string[];
  /** In how many places the message is used, where it is shared by reference; 1 otherwise. */
  readonly uses: number;
  /** Why the reply is for the text alone; empty where the form can edit it. */
  readonly replyElsewhere: string;
  /** Media type of messages that name none. */
  readonly defaultContentType: string;
  /** Where the message stands in the document; null for a new one. */
  readonly place: Path | null;
};

/** Said of a message that a reference takes from another document, or that is nowhere. */
export const MESSAGE_ELSEWHERE = "This message is not in this document: a reference leads elsewhere.";

/** Refusals: `channel_gone`, `message_gone`, `message_elsewhere`. A new message (key null) starts with the types of its topic. */
export function readMessagePage(
  definition: Definition,
  channelKey: string,
  messageKey: string | null,
): Outcome<MessagePage> {
  const root = definition.data;
  const channel = listChannels(root).find(({ key }) => key === channelKey);
  if (channel === undefined) return refuse("channel_gone", "This topic is no longer in the definition.");
  const place = messageKey === null ? null : resolvePath(root, [...channel.path, "messages", messageKey]);
  if (messageKey !== null && !messageKeys(channel).includes(messageKey))
    return refuse("message_gone", "This message is no longer in the definition.");
  if (messageKey !== null && place === null) return refuse("message_elsewhere", MESSAGE_ELSEWHERE);
  const language = styleOf(definition.source).isJson ? "json" : "yaml";
  const topicTypes = TOPIC_TYPES.filter((type) =>
    channel.operations.some(({ action }) => action === ACTION_BY_TYPE[type]),
  );
  const around = {
    address: channel.address ?? channel.key,
    topicTypes,
    others: messagesOf(root, channel).filter(({ key }) => key !== messageKey),
    language,
    sharedSchemas: Object.keys(objectAt(root, ["components", "schemas"])),
    defaultContentType: textAt(root, ["defaultContentType"]) ?? "",
    place,
  } as const;
  if (messageKey === null || place === null)
    return done({
      ...around,
      message: { ...NEW_MESSAGE, types: [...topicTypes] },
      uses: 1,
      replyElsewhere: "",
    });
  const message = readDraft(definition, channel, messageKey, language);
  const reply = replyOf(root, channel, messageKey);
  return done({
    ...around,
    message: { ...message, answeredWith: [...reply.keys] },
    uses: usesOf(root, channel, messageKey),
    replyElsewhere: reply.elsewhere,
  });
}

/** The message of a channel in the definition, as a form edits it; replies are left out. */
function readDraft(
  definition: Definition,
  channel: ChannelModel,
  key: string,
  language: TextLanguage,
): MessageDraft {
  const root = definition.data;
  const place = resolvePath(root, [...channel.path, "messages", key]) ?? [];
  const message = resolveObject(root, valueAt(root, place));
  const exact = exactAt(exactValue(definition.source), place);
  const text = (name: string) => textAt(message, [name]) ?? "";
  const payload = exactMember(exact, "payload");
  const format = formatOf(message);
  const contentType = text("contentType");
  const effective = contentType || (textAt(root, ["defaultContentType"]) ?? "");
  return {
    name: textAt(message, ["name"]) ?? key,
    title: text("title"),
    summary: text("summary"),
    description: text("description"),
    contentType,
    types: typesOfMessage(operationMessages(root, channel), key),
    schemaFormat: format ?? "",
    payload: writeValueText(format === null ? payload : exactMember(payload, "schema"), language),
    headers: writeValueText(exactMember(exact, "headers"), language),
    examples: readExamples(message, exact, isJsonContent(effective), language),
    answeredWith: [],
  };
}

/**
 * Format of a Multi Format Schema Object that stands in the message itself; null where its payload is a plain schema. The
 * schema may be of any type: that of Protocol Buffers is text, a union of Avro a list.
 */
export function formatOf(message: JsonObject): string | null {
  const { payload } = message;
  return isJsonObject(payload) && payload.schema !== undefined ? textAt(payload, ["schemaFormat"]) : null;
}

function readExamples(
  message: JsonObject,
  exact: ExactValue | undefined,
  isJson: boolean,
  language: TextLanguage,
): MessageExample[] {
  const list = exactMember(exact, "examples");
  const examples = Array.isArray(message.examples) ? message.examples : [];
  return examples.flatMap((example, index) => {
    if (!isJsonObject(example)) return [];
    const item = list !== undefined && isExactList(list) ? list.items[index] : undefined;
    const payload = example.payload;
    return [
      {
        from: index,
        name: textAt(example, ["name"]) ?? "",
        summary: textAt(example, ["summary"]) ?? "",
        payload:
          !isJson && typeof payload === "string"
            ? payload
            : writeValueText(exactMember(item, "payload"), language),
        headers: writeValueText(exactMember(item, "headers"), language),
      },
    ];
  });
}

/** Places under channels that mean the same message, by reference or as its own. */
function usesOf(root: JsonValue, channel: ChannelModel, key: string): number {
  const place = JSON.stringify(resolvePath(root, [...channel.path, "messages", key]));
  const all = listChannels(root).flatMap((other) =>
    messageKeys(other).map((name) => JSON.stringify(resolvePath(root, [...other.path, "messages", name]))),
  );
  return Math.max(1, all.filter((other) => other === place).length);
}
