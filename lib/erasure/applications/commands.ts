// What becomes of the applications and teams of somebody who is erased.

import type { DbReader } from "#lib/db/db.ts";
import type { Change } from "#lib/feed/change.ts";
import { RolledBack, valueOrRollBack } from "#lib/feed/rolled-back.ts";
import { handOver } from "#lib/handover/commands.ts";
import type { Circumstances } from "#lib/identity/commands.ts";
import { findPersonByName } from "#lib/identity/repository.ts";
import { can, type Person } from "#lib/identity/role.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import type { Settings } from "#lib/kernel/settings.ts";
import { recordOfApplication } from "#lib/subscriptions/commands.ts";
import { findRole } from "#lib/teams/repository.ts";
import { MAX_TEAMS } from "#lib/teams/team.ts";
import { transferNote } from "#lib/teams/transfer/commands.ts";
import { formerMember } from "../former-member.ts";
import { type HeldTeam, refuseErasure } from "../holdings.ts";
import { readHoldings } from "../repository.ts";

/** Who got which applications: their names. */
type Moved = { readonly owner: string; readonly applications: readonly string[] };

/** What became of the applications of somebody who was erased: their names. */
export type Erased = {
  readonly moved: readonly Moved[];
  readonly deleted: readonly string[];
};

/** Who goes, and who gets what is theirs alone, where somebody is named; the history says when. */
export type Leaving = {
  readonly person: Pick<Person, "id" | "username">;
  readonly heir: Person | null;
  readonly circumstances: Circumstances;
};

/** The account that is named as the new owner; null where none is. Refusals: `owner_unknown`, `owner_unfit`. */
export async function findHeir(
  tx: DbReader,
  person: Pick<Person, "id">,
  newOwner: string | null,
): Promise<Outcome<Person | null>> {
  if (newOwner === null) return done(null);
  const heir = await findPersonByName(tx, newOwner);
  if (!heir)
    return refuse("owner_unknown", `There is no account ${newOwner} to own the applications.`, "newOwner");
  if (heir.id === person.id || !can(heir, "application:own")) {
    return refuse(
      "owner_unfit",
      `${heir.username} cannot own the applications: choose another subscriber.`,
      "newOwner",
    );
  }
  return done(heir);
}

/**
 * Settles what they own, before the account goes with the rest. A team's applications go to its other owner who has been
 * there for longest; where it has none, the heir becomes its owner, and a team that has nothing is deleted. Those of no team
 * go to the heir, or go with the account. Refusals, each to be rolled back: those of `refuseErasure`, `too_many`, `taken`.
 */
export async function settleApplications(
  inside: Change,
  { mode, ...leaving }: Leaving & { readonly mode: Settings["SLUICE_MODE"] },
): Promise<Outcome<Erased>> {
  const { person, heir, circumstances } = leaving;
  const holdings = await readHoldings(inside.tx, { personId: person.id, mode });
  const refused = refuseErasure(holdings, { username: person.username, hasHeir: heir !== null });
  if (refused) return refused;
  const moved = await settleTeams(inside, leaving, holdings.teams);
  if (heir === null) return done({ moved, deleted: holdings.applications.map(({ name }) => name) });
  const own = await give(inside, { ownerId: person.id, teamId: null }, heir, circumstances);
  return done({ moved: [...moved, ...own], deleted: [] });
}

/** Settles their teams alone, by the same rule; rolls back where an owner cannot have the applications. */
export async function settleTeams(
  inside: Change,
  { person, heir, circumstances }: Leaving,
  teams: readonly HeldTeam[],
): Promise<Erased["moved"]> {
  const { tx } = inside;
  const moved: Moved[] = [];
  for (const { id: teamId, nextOwner, applications } of teams) {
    const which = { ownerId: person.id, teamId };
    if (nextOwner) moved.push(...(await give(inside, which, nextOwner, circumstances)));
    else if (heir === null || applications === 0) await tx.team.delete({ where: { id: teamId } });
    else {
      await makeOwner(tx, teamId, heir);
      moved.push(...(await give(inside, which, heir, circumstances)));
    }
  }
  return moved;
}

/** The history says so without naming who goes. */
async function give(
  inside: Change,
  which: { readonly ownerId: string; readonly teamId: string | null },
  owner: Pick<Person, "id" | "username">,
  { now, newId }: Circumstances,
): Promise<readonly Moved[]> {
  const given = valueOrRollBack(await handOver(inside, which, { owner }));
  const recorder = { actor: { username: formerMember }, now: () => now, newId };
  for (const { id } of given)
    await recordOfApplication(recorder, inside, id, "transferred", transferNote(owner.username));
  return given.length > 0 ? [{ owner: owner.username, applications: given.map(({ name }) => name) }] : [];
}

/** Rolls back where they are not in the team yet, and in as many others as a person can be. */
async function makeOwner(tx: DbReader, teamId: string, { id: userId, username }: Person): Promise<void> {
  const others = await tx.teamMember.count({ where: { userId, teamId: { not: teamId } } });
  if (others >= MAX_TEAMS && (await findRole(tx, { teamId, userId })) === null) {
    const most = `${username} is in as many teams as a person can be, which is ${MAX_TEAMS}: choose another new owner, or ask them to leave a team first.`;
    throw new RolledBack(refuse("too_many", most, "newOwner"));
  }
  await tx.teamMember.upsert({
    where: { teamId_userId: { teamId, userId } },
    create: { teamId, userId, role: "owner", addedBy: formerMember },
    update: { role: "owner" },
  });
}
