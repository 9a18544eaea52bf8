// Teams: people who share applications. Every member uses them; owners say who is in the team. Pure.
import { z } from "zod";
import { bounded } from "#lib/kernel/bounded-text.ts";

/** Most teams that one person is in. */
export const MAX_TEAMS = 100;
/** Most people of a team. */
export const MAX_MEMBERS = 200;

export const teamRoles = ["owner", "member"] as const;
export type TeamRole = (typeof teamRoles)[number];

export type Team = {
  readonly id: string;
  readonly name: string;
  /** Of the person who looks. */
  readonly role: TeamRole;
};

export type TeamMember = {
  readonly userId: string;
  readonly username: string;
  readonly name: string;
  readonly role: TeamRole;
  readonly addedBy: string;
  readonly addedAt: Date;
};

const id = z.string().min(1).max(64);
const name = bounded("The name", 80).trim().min(1, "Enter a name");
const role = z.enum(teamRoles);
/** Who of the team's owners gets the applications of somebody who goes; null leaves it to the command. */
const newOwnerId = id.nullable().default(null);

export const createTeamSchema = z.object({ name });
export const renameTeamSchema = z.object({ teamId: id, name });
export const deleteTeamSchema = z.object({ teamId: id });
export const addMemberSchema = z.object({
  teamId: id,
  username: bounded("The user name", 200).trim().min(1, "Enter a user name"),
  role,
});
export const setMemberRoleSchema = z.object({ teamId: id, userId: id, role });
export const removeMemberSchema = z.object({ teamId: id, userId: id, newOwnerId });
export const leaveTeamSchema = z.object({ teamId: id, newOwnerId });
export const transferApplicationSchema = z.object({
  applicationId: id,
  to: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("team"), teamId: id }),
    z.object({ kind: z.literal("member"), userId: id }),
    /** Out of its team, to the person who acts. */
    z.object({ kind: z.literal("self") }),
  ]),
});

export type AddMember = z.output<typeof addMemberSchema>;
export type SetMemberRole = z.output<typeof setMemberRoleSchema>;
export type RemoveMember = z.output<typeof removeMemberSchema>;
export type LeaveTeam = z.output<typeof leaveTeamSchema>;
export type TransferApplication = z.output<typeof transferApplicationSchema>;
