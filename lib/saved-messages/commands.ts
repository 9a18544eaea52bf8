// Writes of saved messages. Nothing of them concerns the gateways.
import { apiGone } from "#lib/apis/gone-or-stale.ts";
import { change } from "#lib/feed/change.ts";
import type { Person } from "#lib/identity/role.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import {
  type ChangeSavedMessage,
  canChangeSaved,
  canSeeSaved,
  type KeepMessage,
  MAX_SAVED_MESSAGES,
} from "./saved-message.ts";

/** Whether somebody may change a saved message depends on whose it is: their roles come along. */
type PersonContext = CommandContext & { readonly actor: Person };

export const messageGone = refuse(
  "message_gone",
  "This saved message no longer exists: it was deleted meanwhile.",
);

/** Saves a message of the person who asks; yields its id. Refuses with `too_many` and `name_taken`. */
export async function keepMessage(
  { db, actor, newId, now }: CommandContext,
  input: KeepMessage,
): Promise<Outcome<string>> {
  const { apiId, name } = input;
  const at = now();
  return change(db, async ({ tx }) => {
    if ((await tx.api.count({ where: { id: apiId } })) === 0) return apiGone;
    const kept = await tx.savedMessage.count({ where: { apiId, ownerId: actor.id } });
    if (kept >= MAX_SAVED_MESSAGES) {
      return refuse(
        "too_many",
        `You have saved ${MAX_SAVED_MESSAGES} messages for this API: delete one that you no longer need.`,
      );
    }
    if (await tx.savedMessage.findFirst({ where: { apiId, ownerId: actor.id, name } })) return nameTaken;
    const { id } = await tx.savedMessage.create({
      data: {
        ...{ ...input, id: newId(), ownerId: actor.id, ownerName: actor.username },
        ...{ createdAt: at, updatedAt: at },
      },
      select: { id: true },
    });
    return done(id);
  });
}

/** Renames, writes over, shares or takes back. */
export async function changeSavedMessage(
  context: PersonContext,
  { apiId, id, ...patch }: ChangeSavedMessage,
): Promise<Outcome<null>> {
  return change(context.db, async ({ tx }) => {
    const saved = await tx.savedMessage.findFirst({ where: { id, apiId } });
    const refusal = refusalFor(context, saved);
    if (refusal || !saved) return refusal ?? messageGone;
    if (patch.name !== undefined) {
      const other = await tx.savedMessage.findFirst({
        where: { apiId, ownerId: saved.ownerId, name: patch.name, id: { not: id } },
      });
      if (other) return nameTaken;
    }
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    await tx.savedMessage.update({ where: { id }, data: { ...given, updatedAt: context.now() } });
    return done(null);
  });
}

export async function deleteSavedMessage(
  context: PersonContext,
  { apiId, id }: { readonly apiId: string; readonly id: string },
): Promise<Outcome<null>> {
  return change(context.db, async ({ tx }) => {
    const refusal = refusalFor(context, await tx.savedMessage.findFirst({ where: { id, apiId } }));
    if (refusal) return refusal;
    await tx.savedMessage.delete({ where: { id } });
    return done(null);
  });
}

const nameTaken = refuse(
  "name_taken",
  "There is a saved message with this name already: choose another.",
  "name",
);

/** What one may not see is not there. */
function refusalFor(
  { actor }: PersonContext,
  saved: { readonly ownerId: string; readonly visibility: string } | null,
): Refusal | null {
  if (!saved || !canSeeSaved(actor, saved)) return messageGone;
  return canChangeSaved(actor, saved)
    ? null
    : refuse("forbidden", "Only its owner or an admin can change this saved message: save it as your own.");
}
