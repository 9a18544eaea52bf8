// Undo and redo of what was saved of a definition, whether by a form or by the text editor.
import { mergeSteps } from "#lib/definition-work/commands.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import type { Api } from "./api.ts";
import { checkDefinitionText } from "./commands.ts";
import { findSeen, type Save, type Saved, save } from "./save-commands.ts";
import { findTextAt } from "./text-history/repository.ts";

/** A save of the text, by the versions of the API before and after it. */
export type TextStep = { readonly from: number; readonly to: number };

/**
 * Takes the text from what it was at version `from` to what it was at `to`: undo with the versions after and before a save, redo
 * the other way round. What was saved in between stays, as in a three-way merge. Refusals, beside those of a save:
 * `step_gone` (the texts are not kept any more), `step_contested` (the same lines were changed since), `edit_failed`.
 */
export async function stepDefinition(
  context: CommandContext,
  input: Save<TextStep>,
): Promise<Outcome<Saved>> {
  const seen = await findSeen(context, input);
  if (!seen.ok) return seen;
  const [base, mine] = [
    await findTextAt(context.db, input.apiId, input.from),
    await findTextAt(context.db, input.apiId, input.to),
  ];
  if (base === null || mine === null)
    return refuse("step_gone", "This step is too long ago: its text is not kept any more.");
  const stepped = await stepText(context, seen.value, { base, mine });
  return stepped.ok ? save(context, input, () => done({ definition: stepped.value })) : stepped;
}

async function stepText(
  context: CommandContext,
  { definition: theirs }: Api,
  { base, mine }: { readonly base: string; readonly mine: string },
): Promise<Outcome<string>> {
  if (theirs === base) return done(mine);
  const merged = await mergeSteps({ text: theirs, base, mine }, context.actor.id);
  if (!merged.ok) return merged;
  const checked = await checkDefinitionText(context, merged.value);
  if (checked.ok) return merged;
  return refuse("edit_failed", "With what was saved since, the definition would have errors. Edit the text.");
}
