// Patches a message of a topic into the text of a definition: what differs is edited, everything else stays byte for byte.
import { type ChannelModel, listChannels } from "#lib/asyncapi/channel-model.ts";
import { type Definition, parseDefinition } from "#lib/asyncapi/definition.ts";
import { objectAt, textAt } from "#lib/asyncapi/json-value.ts";
import { resolvePath } from "#lib/asyncapi/local-ref.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { editSource } from "#lib/asyncapi/source-edit.ts";
import { styleOf } from "#lib/asyncapi/source-style.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { type MessageDraft, messageSchemaFor } from "./message.ts";
import { contentEdits, directionEdits, newMessageKey } from "./message-edits.ts";
import { messageRemovalEdits } from "./message-removal.ts";
import { replyEdits } from "./message-reply.ts";
import { MESSAGE_ELSEWHERE } from "./read-message.ts";
import { messageKeys } from "./topic-messages.ts";
import { WrittenNumbers } from "./written-numbers.ts";

/** Which message: `messageKey` is null for one that is not in the definition yet. */
export type MessageName = { readonly channelKey: string; readonly messageKey: string | null };

export type PatchedMessage = { readonly text: string; readonly messageKey: string };

/**
 * The text with a message made like `wanted`, which has passed `messageSchema`. Refusals: `definition_invalid`,
 * `channel_gone`, `message_gone`, `message_elsewhere`, `message_invalid`, `reply_unknown`, `edit_failed`.
 */
export function applyMessage(text: string, name: MessageName, wanted: MessageDraft): Outcome<PatchedMessage> {
  const found = findChannel(text, name);
  if (!found.ok) return found;
  const { definition, channel } = found.value;
  const { data: root, source } = definition;
  const key = name.messageKey ?? newMessageKey(wanted.name, channel);
  if (name.messageKey !== null && resolvePath(root, [...channel.path, "messages", key]) === null)
    return refuse("message_elsewhere", MESSAGE_ELSEWHERE);
  // What its texts are depends on the document, too.
  const read = messageSchemaFor(textAt(root, ["defaultContentType"]) ?? "").safeParse(wanted);
  if (!read.success) return refuse("message_invalid", read.error.issues[0]?.message ?? FAILED);
  const known = new Set([...messageKeys(channel), key]);
  const stranger = wanted.answeredWith.find((answer) => !known.has(answer));
  if (stranger !== undefined)
    return refuse(
      "reply_unknown",
      `This topic has no message ${stranger} that could answer.`,
      "answeredWith",
    );
  const taken = new Set(Object.keys(objectAt(root, ["operations"])));
  const numbers = new WrittenNumbers([text, JSON.stringify(wanted)]);
  const planned = edit(text, [
    ...contentEdits(definition, channel, key, wanted, numbers),
    ...directionEdits(root, channel, key, wanted.types, taken),
  ]);
  if (!planned.ok) return planned;
  const withContent = numbers.restore(planned.value, styleOf(source).isJson ? "json" : "yaml");
  // Replies belong to operations, which are now as the directions want them.
  const again = findChannel(withContent, { ...name, messageKey: key });
  if (!again.ok) return refuse("edit_failed", FAILED);
  const { data } = again.value.definition;
  const replies = replyEdits(data, again.value.channel, key, wanted.answeredWith, taken);
  const whole = edit(withContent, replies);
  return whole.ok ? done({ text: whole.value, messageKey: key }) : whole;
}

/** The text without a message of a channel. Refusals as of `applyMessage`, and `message_in_use`. */
export function removeMessage(text: string, channelKey: string, messageKey: string): Outcome<string> {
  const found = findChannel(text, { channelKey, messageKey });
  if (!found.ok) return found;
  const edits = messageRemovalEdits(found.value.definition.data, found.value.channel, messageKey);
  return edits.ok ? edit(text, edits.value) : edits;
}

const FAILED = "The message cannot be written into this definition. Change it in its text instead.";

function edit(text: string, edits: readonly SourceEdit[]): Outcome<string> {
  if (edits.length === 0) return done(text);
  const edited = editSource(text, edits);
  if (!edited.ok) return refuse("edit_failed", `${FAILED} ${edited.message}`);
  return parseDefinition(edited.text).definition === null ? refuse("edit_failed", FAILED) : done(edited.text);
}

function findChannel(
  text: string,
  { channelKey, messageKey }: MessageName,
): Outcome<{ definition: Definition; channel: ChannelModel }> {
  const { definition, diagnostics } = parseDefinition(text);
  if (definition === null) {
    const where = diagnostics[0] ? ` Line ${diagnostics[0].line}: ${diagnostics[0].message}` : "";
    return refuse("definition_invalid", `The definition has to be mended first.${where}`);
  }
  const channel = listChannels(definition.data).find(({ key }) => key === channelKey);
  if (channel === undefined)
    return refuse(
      "channel_gone",
      "The topic is no longer in the definition. Reload the page to see its present state.",
    );
  if (messageKey !== null && !messageKeys(channel).includes(messageKey))
    return refuse(
      "message_gone",
      "The message is no longer in the definition. Reload the page to see its present state.",
    );
  return done({ definition, channel });
}
