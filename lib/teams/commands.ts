// Writes of teams. Who acts is asked inside the transaction: a team's owners change it, and a stranger finds none.
import type { DbReader } from "#lib/db/db.ts";
import { change } from "#lib/feed/change.ts";
import { refusingTaken } from "#lib/feed/refusing-taken.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { findRole } from "./repository.ts";
import { MAX_TEAMS } from "./team.ts";

/** Of a team that is gone, and of one that the person is not in. */
export const teamGone = refuse("not_found", "This team does not exist.");
const ownersOnly = refuse("owners_only", "Only the owners of a team may do this: ask one of them.");
const nameTaken = refuse("taken", "There is a team of this name: choose another.", "name");

/** Makes a team; who acts is its first owner. Refusals: `taken`, `too_many`. */
export async function createTeam(
  context: CommandContext,
  { name }: { readonly name: string },
): Promise<Outcome<{ readonly teamId: string }>> {
  return refusingTaken(nameTaken, () =>
    change(context.db, async ({ tx }) => {
      const { id: userId, username: addedBy } = context.actor;
      if ((await tx.teamMember.count({ where: { userId } })) >= MAX_TEAMS) {
        const most = `You are in ${MAX_TEAMS} teams, which is the most: leave one first.`;
        return refuse("too_many", most, "name");
      }
      const teamId = context.newId();
      const now = context.now();
      await tx.team.create({ data: { id: teamId, ...named(name), createdAt: now } });
      await tx.teamMember.create({ data: { teamId, userId, role: "owner", addedBy, addedAt: now } });
      return done({ teamId });
    }),
  );
}

/** Refusals: `not_found`, `owners_only`, `taken`. */
export async function renameTeam(
  context: CommandContext,
  { teamId, name }: { readonly teamId: string; readonly name: string },
): Promise<Outcome<null>> {
  return refusingTaken(nameTaken, () =>
    change(context.db, async ({ tx }) => {
      const refused = await refuseToOthers(context, tx, teamId);
      if (refused) return refused;
      await tx.team.update({ where: { id: teamId }, data: named(name) });
      return done(null);
    }),
  );
}

/** Deletes a team that has no applications. Refusals: `not_found`, `owners_only`, `in_use`. */
export async function deleteTeam(
  context: CommandContext,
  { teamId }: { readonly teamId: string },
): Promise<Outcome<null>> {
  return change(context.db, async ({ tx }) => {
    const refused = await refuseToOthers(context, tx, teamId);
    if (refused) return refused;
    const kept = await tx.application.findMany({
      where: { teamId },
      orderBy: { nameKey: "asc" },
      select: { name: true },
    });
    if (kept.length > 0) {
      const names = kept.map(({ name }) => name).join(", ");
      return refuse("in_use", `This team has applications: ${names}. Transfer or delete them first.`);
    }
    await tx.team.delete({ where: { id: teamId } });
    return done(null);
  });
}

/** Why who acts may not change a team; null for its owners. */
export async function refuseToOthers(
  { actor }: CommandContext,
  tx: DbReader,
  teamId: string,
): Promise<Refusal | null> {
  const role = await findRole(tx, { teamId, userId: actor.id });
  if (role === null) return teamGone;
  return role === "owner" ? null : ownersOnly;
}

function named(name: string) {
  return { name, nameKey: name.toLowerCase() };
}
