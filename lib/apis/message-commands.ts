// Saves of the messages of an API's topics.
import { checkMessage, patchMessage, removeMessage } from "#lib/definition-work/commands.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import type { MessageName } from "#lib/messages/apply-message.ts";
import type { MessageDraft } from "#lib/messages/message.ts";
import { checkDefinitionText } from "./commands.ts";
import { apiGone } from "./gone-or-stale.ts";
import { findApi } from "./repository.ts";
import { findSeen, type Save, type Saved, save } from "./save-commands.ts";

/** Patches one message into the definition text; the key it has there comes back. */
export async function saveMessage(
  context: CommandContext,
  input: Save<MessageName & { readonly message: MessageDraft }>,
): Promise<Outcome<Saved & { readonly messageKey: string }>> {
  const seen = await findSeen(context, input);
  if (!seen.ok) return seen;
  const { channelKey, messageKey, message } = input;
  const text = seen.value.definition;
  const patched = await patchMessage({ text, channelKey, messageKey, message }, context.actor.id);
  if (!patched.ok) return patched;
  const saved = await saveChecked(context, input, patched.value.text);
  return saved.ok ? done({ ...saved.value, messageKey: patched.value.messageKey }) : saved;
}

/** Which examples of a message, not saved yet, do not fit its schemas: in words, by example. */
export async function checkExamples(
  context: CommandContext,
  input: MessageName & { readonly apiId: string; readonly message: MessageDraft },
): Promise<Outcome<readonly (readonly string[])[]>> {
  const api = await findApi(context.db, input.apiId);
  if (!api) return apiGone;
  const { channelKey, messageKey, message } = input;
  return checkMessage({ text: api.definition, channelKey, messageKey, message }, context.actor.id);
}

/** Removes a message from its topic, with what operations and replies say of it. */
export async function deleteMessage(
  context: CommandContext,
  input: Save<{ readonly channelKey: string; readonly messageKey: string }>,
): Promise<Outcome<Saved>> {
  const seen = await findSeen(context, input);
  if (!seen.ok) return seen;
  const { channelKey, messageKey } = input;
  const text = seen.value.definition;
  const patched = await removeMessage({ text, channelKey, messageKey }, context.actor.id);
  return patched.ok ? saveChecked(context, input, patched.value) : patched;
}

/** A text that a form made: schemas that a person wrote in it may still be none that AsyncAPI takes. */
async function saveChecked(
  context: CommandContext,
  input: Save<unknown>,
  text: string,
): Promise<Outcome<Saved>> {
  const before = await findSeen(context, input);
  if (!before.ok) return before;
  const [was, is] = [
    await checkDefinitionText(context, before.value.definition),
    await checkDefinitionText(context, text),
  ];
  // A definition that was refused already is not made worse by mending a part of it.
  if (was.ok && !is.ok) return refuse("edit_failed", `${is.message} ${is.fields?.text?.[0] ?? ""}`.trim());
  return save(context, input, () => done({ definition: text }));
}
