// Where an application can go, in words. Pure.
import type { Whose } from "#lib/applications/application.ts";
import type { Team, TeamMember, TransferApplication } from "#lib/teams/team.ts";

export type Destination = {
  /** Of its own among them. */
  readonly value: string;
  readonly label: string;
  /** What will be so then. */
  readonly consequence: string;
  readonly to: TransferApplication["to"];
};

type Reach = {
  /** Who acts. */
  readonly personId: string;
  /** That they are in. */
  readonly teams: readonly Team[];
  /** Of the application's team. */
  readonly members: readonly TeamMember[];
};

/** The person's other teams, the others of the application's team, and the way out of it, in this order. */
export function listDestinations(
  { owner, team }: Whose,
  { personId, teams, members }: Reach,
): readonly Destination[] {
  const toTeams = teams
    .filter(({ id }) => id !== team?.id)
    .map(({ id, name }) => ({
      value: `team ${id}`,
      label: `Team ${name}`,
      consequence:
        "Every member sees it and makes keys for it. Its owners can transfer and delete it besides you.",
      to: { kind: "team", teamId: id } as const,
    }));
  const toMembers = members
    .filter(({ userId }) => userId !== owner.id)
    .map(({ userId, username }) => ({
      value: `member ${userId}`,
      label: userId === personId ? `${username} (you), as its owner` : `${username}, as its owner`,
      consequence: `It stays in the team; ${userId === personId ? "you answer" : `${username} answers`} for it.`,
      to: { kind: "member", userId } as const,
    }));
  const out = {
    value: "self",
    label: "Out of the team, to you",
    consequence: "The others of the team find it no more. Rotate the keys that they know.",
    to: { kind: "self" } as const,
  };
  return [...toTeams, ...toMembers, ...(team === null ? [] : [out])];
}
