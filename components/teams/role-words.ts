// What a team's roles are called.
import type { TeamRole } from "#lib/teams/team.ts";

export const roleLabels: Readonly<Record<TeamRole, string>> = { owner: "Owner", member: "Member" };

/** What each may do, in the order they are offered. */
export const roleOptions = [
  { value: "member", label: "Member: uses the applications" },
  { value: "owner", label: "Owner: decides too who is in the team" },
] as const; // const: the values are roles, not any text
