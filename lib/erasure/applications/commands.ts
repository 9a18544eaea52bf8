// What becomes of the applications and teams of somebody who is erased.
import { handOver } from "#lib/applications/handover/commands.ts";
import type { DbReader } from "#lib/db/db.ts";
import type { Change } from "#lib/feed/change.ts";
import { valueOrRollBack } from "#lib/feed/rolled-back.ts";
import { findPersonByName } from "#lib/identity/repository.ts";
import { can, type Person } from "#lib/identity/role.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { listMembers } from "#lib/teams/repository.ts";
import { formerMember } from "../former-member.ts";

/** What became of the applications of somebody who was erased: their names. */
export type Erased = {
  readonly moved: readonly { readonly owner: string; readonly applications: readonly string[] }[];
  readonly deleted: readonly string[];
};

/** Who goes, and who gets what is theirs alone, where somebody is named. */
export type Leaving = { readonly person: Person; readonly heir: Person | null };

/** The account that is named as the new owner; null where none is. Refusals: `owner_unknown`, `owner_unfit`. */
export async function findHeir(
  tx: DbReader,
  person: Person,
  newOwner: string | null,
): Promise<Outcome<Person | null>> {
  if (newOwner === null) return done(null);
  const heir = await findPersonByName(tx, newOwner);
  if (!heir) return refuse("owner_unknown", `There is no account ${newOwner} to own the applications.`);
  if (heir.id === person.id || !can(heir, "application:own")) {
    return refuse("owner_unfit", `${heir.username} cannot own the applications: choose another subscriber.`);
  }
  return done(heir);
}

/**
 * Settles what they own, before the account goes with the rest. A team's applications go to its other owner who has been
 * there for longest; where it has none, the heir becomes its owner. Those of no team go to the heir, or go with the account.
 * Refusals, each to be rolled back: `only_owner`, `has_subscriptions`, `too_many`, `taken`.
 */
export async function settleApplications(
  inside: Change,
  { person, heir }: Leaving,
): Promise<Outcome<Erased>> {
  const moved: { owner: string; applications: readonly string[] }[] = [];
  const give = async (teamId: string | null, owner: Pick<Person, "id" | "username">) => {
    const given = valueOrRollBack(await handOver(inside, { ownerId: person.id, teamId }, { owner }));
    if (given.length > 0) moved.push({ owner: owner.username, applications: given.map(({ name }) => name) });
  };
  const kept = await settleTeams(inside.tx, { person, heir });
  if (!kept.ok) return kept;
  for (const { teamId, owner } of kept.value) await give(teamId, owner);
  if (heir === null) {
    const deleted = await checkDeletable(inside.tx, person);
    return deleted.ok ? done({ moved, deleted: deleted.value }) : deleted;
  }
  await give(null, heir);
  return done({ moved, deleted: [] });
}

type KeptTeam = { readonly teamId: string; readonly owner: Pick<Person, "id" | "username"> };

/** Sees to it that each of their teams has another owner, and says which; a team that nobody else owns and that has nothing is deleted. */
async function settleTeams(tx: DbReader, { person, heir }: Leaving): Promise<Outcome<KeptTeam[]>> {
  const teams = await tx.team.findMany({
    where: { members: { some: { userId: person.id } } },
    orderBy: { nameKey: "asc" },
    select: { id: true, name: true, _count: { select: { applications: true } } },
  });
  const kept: KeptTeam[] = [];
  const ownerless: typeof teams = [];
  for (const team of teams) {
    const owner = (await listMembers(tx, team.id)).find(
      ({ userId, role }) => userId !== person.id && role === "owner",
    );
    if (owner) kept.push({ teamId: team.id, owner: { id: owner.userId, username: owner.username } });
    else ownerless.push(team);
  }
  const used = ownerless.filter(({ _count }) => _count.applications > 0);
  if (heir === null && used.length > 0) {
    const names = used.map(({ name }) => name).join(", ");
    const message = `${person.username} is the only owner of teams with applications: ${names}. Choose who owns them from now on.`;
    return refuse("only_owner", message);
  }
  for (const { id: teamId, _count } of ownerless) {
    if (heir === null || _count.applications === 0) await tx.team.delete({ where: { id: teamId } });
    else {
      await makeOwner(tx, teamId, heir);
      kept.push({ teamId, owner: heir });
    }
  }
  return done(kept);
}

async function makeOwner(tx: DbReader, teamId: string, { id: userId }: Person): Promise<void> {
  await tx.teamMember.upsert({
    where: { teamId_userId: { teamId, userId } },
    create: { teamId, userId, role: "owner", addedBy: formerMember },
    update: { role: "owner" },
  });
}

/** Names of what is deleted with its owner. */
async function checkDeletable(tx: DbReader, person: Person): Promise<Outcome<readonly string[]>> {
  const owned = await tx.application.findMany({
    where: { ownerId: person.id },
    orderBy: { nameKey: "asc" },
    select: { name: true, _count: { select: { subscriptions: true } } },
  });
  const used = owned.filter(({ _count }) => _count.subscriptions > 0).map(({ name }) => name);
  if (used.length > 0) {
    const message = `${person.username} owns applications with subscriptions: ${used.join(", ")}. Choose who owns them from now on.`;
    return refuse("has_subscriptions", message);
  }
  return done(owned.map(({ name }) => name));
}
