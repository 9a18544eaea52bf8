// Writes of who is in a team. There is always an owner, and who goes leaves the team's applications to one.

import { type Change, change } from "#lib/feed/change.ts";
import { handOver } from "#lib/handover/commands.ts";
import { findPersonByName } from "#lib/identity/repository.ts";
import { can } from "#lib/identity/role.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { recordOfApplication } from "#lib/subscriptions/commands.ts";
import { refuseToOthers, teamGone } from "../commands.ts";
import { findRole, listMembers } from "../repository.ts";
import {
  type AddMember,
  type LeaveTeam,
  MAX_MEMBERS,
  MAX_TEAMS,
  type RemoveMember,
  type SetMemberRole,
} from "../team.ts";
import { transferNote } from "../transfer/commands.ts";

const memberGone = refuse("not_found", "This person is not in the team any more: reload the page.");
const lastOwner = refuse(
  "last_owner",
  "A team needs an owner, and this is the only one: make somebody else an owner first.",
);
const heirUnfit = refuse(
  "owner_unfit",
  "Choose one of the team's other owners: they get the applications.",
  "newOwnerId",
);

/**
 * Takes somebody into a team, by user name. Refusals: `not_found`, `owners_only`, `person_unknown` (nobody of the name has
 * applications: more is not told), `already_member`, `too_many`.
 */
export async function addMember(
  context: CommandContext,
  { teamId, username, role }: AddMember,
): Promise<Outcome<{ readonly userId: string }>> {
  return change(context.db, async ({ tx }) => {
    const refused = await refuseToOthers(context, tx, teamId);
    if (refused) return refused;
    const person = await findPersonByName(tx, username);
    if (!person || !can(person, "application:own")) {
      const message = `There is nobody with the user name "${username}" who can have applications.`;
      return refuse("person_unknown", message, "username");
    }
    const userId = person.id;
    if ((await findRole(tx, { teamId, userId })) !== null) {
      return refuse("already_member", `${person.username} is in this team already.`, "username");
    }
    if ((await tx.teamMember.count({ where: { teamId } })) >= MAX_MEMBERS) {
      const most = `This team has ${MAX_MEMBERS} people, which is the most: remove somebody first.`;
      return refuse("too_many", most, "username");
    }
    if ((await tx.teamMember.count({ where: { userId } })) >= MAX_TEAMS) {
      const most = `${person.username} is in as many teams as a person can be: ask them to leave one first.`;
      return refuse("too_many", most, "username");
    }
    const { username: addedBy } = context.actor;
    await tx.teamMember.create({ data: { teamId, userId, role, addedBy, addedAt: context.now() } });
    return done({ userId });
  });
}

/** Makes an owner of a member, or the other way. Refusals: `not_found`, `owners_only`, `last_owner`. */
export async function setMemberRole(
  context: CommandContext,
  { teamId, userId, role }: SetMemberRole,
): Promise<Outcome<null>> {
  return change(context.db, async ({ tx }) => {
    const refused = await refuseToOthers(context, tx, teamId);
    if (refused) return refused;
    const members = await listMembers(tx, teamId);
    if (members.every((member) => member.userId !== userId)) return memberGone;
    const isOwned = members.some((member) => member.userId !== userId && member.role === "owner");
    if (role !== "owner" && !isOwned) return lastOwner;
    await tx.teamMember.update({ where: { teamId_userId: { teamId, userId } }, data: { role } });
    return done(null);
  });
}

/**
 * Takes somebody out of a team: from now on they find none of its applications. Those that they own go to the owner named,
 * else to who acts. Refusals: `not_found`, `owners_only`, `last_owner`, `owner_unfit`, `too_many`, `taken`.
 */
export async function removeMember(context: CommandContext, input: RemoveMember): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const refused = await refuseToOthers(context, inside.tx, input.teamId);
    return refused ?? dismiss(context, inside, input);
  });
}

/**
 * The same by the person who goes: the team's applications that they own go to the owner named, else to the one who has been
 * in the team for longest. Refusals: `not_found`, `last_owner`, `owner_unfit`, `too_many`, `taken`.
 */
export async function leaveTeam(
  context: CommandContext,
  { teamId, newOwnerId }: LeaveTeam,
): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const userId = context.actor.id;
    if ((await findRole(inside.tx, { teamId, userId })) === null) return teamGone;
    return dismiss(context, inside, { teamId, userId, newOwnerId });
  });
}

async function dismiss(
  context: CommandContext,
  inside: Change,
  { teamId, userId, newOwnerId }: RemoveMember,
): Promise<Outcome<null>> {
  const members = await listMembers(inside.tx, teamId);
  if (members.every((member) => member.userId !== userId)) return memberGone;
  const owners = members.filter((member) => member.userId !== userId && member.role === "owner");
  if (owners.length === 0) return lastOwner;
  const heirId = newOwnerId ?? (userId === context.actor.id ? owners[0]?.userId : context.actor.id);
  const heir = owners.find((owner) => owner.userId === heirId);
  if (!heir) return heirUnfit;
  const owner = { id: heir.userId, username: heir.username };
  const given = await handOver(inside, { ownerId: userId, teamId }, { owner });
  if (!given.ok) return given;
  for (const { id } of given.value)
    await recordOfApplication(context, inside, id, "transferred", transferNote(owner.username));
  await inside.tx.teamMember.delete({ where: { teamId_userId: { teamId, userId } } });
  return done(null);
}
