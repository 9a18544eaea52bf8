// An application goes to a team, to another of its team, or out of it. Its keys and subscriptions stay;
// which scopes of the keys are in effect goes by the owner.
import { refuseUnowned } from "#lib/applications/commands.ts";
import { whereOwned } from "#lib/applications/whose.ts";
import type { DbReader } from "#lib/db/db.ts";
import { change } from "#lib/feed/change.ts";
import { handOver } from "#lib/handover/commands.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { recordOfApplication } from "#lib/subscriptions/commands.ts";
import { teamGone } from "../commands.ts";
import { findTeam, listMembers } from "../repository.ts";
import type { TransferApplication } from "../team.ts";

type Owner = { readonly id: string; readonly username: string };
/** Where an application goes, and how its history says so. */
type Destination = { readonly owner: Owner; readonly teamId: string | null; readonly note: string };

const notOfTeam = refuse(
  "not_found",
  "This person is not in the team of the application: choose somebody who is.",
  "userId",
);

/**
 * Transfers an application, by its owner or an owner of its team. In a team that its owner is not in, who acts owns it.
 * Refusals: `not_found`, `owners_only`, `too_many`, `taken`.
 */
export async function transferApplication(
  context: CommandContext,
  { applicationId, to }: TransferApplication,
): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const { tx } = inside;
    const application = await tx.application.findFirst({
      where: { id: applicationId, ...whereOwned(context.actor.id) },
      select: { ownerId: true, teamId: true },
    });
    if (!application) return refuseUnowned(context, tx, applicationId);
    const found = await findDestination(context, tx, application, to);
    if (!found.ok) return found;
    const { owner, teamId, note } = found.value;
    if (owner.id === application.ownerId && teamId === application.teamId) return done(null);
    const given = await handOver(inside, { id: applicationId }, { owner, teamId });
    if (!given.ok) return given;
    await recordOfApplication(context, inside, applicationId, "transferred", note);
    return done(null);
  });
}

async function findDestination(
  { actor }: CommandContext,
  tx: DbReader,
  { ownerId, teamId }: { readonly ownerId: string; readonly teamId: string | null },
  to: TransferApplication["to"],
): Promise<Outcome<Destination>> {
  switch (to.kind) {
    case "self":
      return done({ owner: actor, teamId: null, note: transferNote(actor.username) });
    case "member": {
      const owner = teamId === null ? null : await findMember(tx, teamId, to.userId);
      return owner ? done({ owner, teamId, note: transferNote(owner.username) }) : notOfTeam;
    }
    case "team": {
      const team = await findTeam(tx, { teamId: to.teamId, personId: actor.id });
      if (!team) return teamGone;
      const owner = (await findMember(tx, team.id, ownerId)) ?? actor;
      return done({ owner, teamId: team.id, note: `To team ${team.name}` });
    }
  }
}

async function findMember(tx: DbReader, teamId: string, userId: string): Promise<Owner | null> {
  const found = (await listMembers(tx, teamId)).find((member) => member.userId === userId);
  return found ? { id: found.userId, username: found.username } : null;
}

/** How a history says that an application went to a person, by user name. */
export function transferNote(username: string): string {
  return `To ${username}`;
}
