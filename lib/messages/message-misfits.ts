// Whether the examples of a message fit its schemas, before it is saved.
import { listChannels } from "#lib/asyncapi/channel-model.ts";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { isJsonObject, valueAt } from "#lib/asyncapi/json-value.ts";
import { resolveObject, resolvePath } from "#lib/asyncapi/local-ref.ts";
import { answersTo } from "#lib/asyncapi/reading/example-check.ts";
import { exampleMisfits } from "#lib/asyncapi/reading/example-misfits.ts";
import { newPurse } from "#lib/asyncapi/reading/example-question.ts";
import { exampleSchemasOf } from "#lib/asyncapi/reading/message.ts";
import { done, type Outcome } from "#lib/kernel/outcome.ts";
import { applyMessage, type MessageName } from "./apply-message.ts";
import type { MessageDraft } from "./message.ts";

/** By example of the draft: in words where it does not fit. Refusals as of `applyMessage`. */
export function messageMisfits(
  text: string,
  name: MessageName,
  draft: MessageDraft,
): Outcome<readonly (readonly string[])[]> {
  const patched = applyMessage(text, name, draft);
  if (!patched.ok) return patched;
  const root = parseDefinition(patched.value.text).definition?.data ?? null;
  const channel = listChannels(root).find(({ key }) => key === name.channelKey);
  const place = resolvePath(root, [...(channel?.path ?? []), "messages", patched.value.messageKey]);
  if (place === null) return done([]);
  const message = resolveObject(root, valueAt(root, place));
  const examples = (Array.isArray(message.examples) ? message.examples : []).filter(isJsonObject);
  const checking = { document: root, answer: answersTo, purse: newPurse() };
  return done(exampleMisfits(checking, examples, exampleSchemasOf(root, message, place)));
}
