"use server";
// What people do with their teams in the developer portal.

import { action } from "#app/_server/action.ts";
import * as teams from "#lib/teams/commands.ts";
import * as members from "#lib/teams/members/commands.ts";
import * as schemas from "#lib/teams/team.ts";

const own = "application:own";

export const createTeam = action(own, schemas.createTeamSchema, teams.createTeam);
export const renameTeam = action(own, schemas.renameTeamSchema, teams.renameTeam);
export const deleteTeam = action(own, schemas.deleteTeamSchema, teams.deleteTeam);

export const addMember = action(own, schemas.addMemberSchema, members.addMember);
export const setMemberRole = action(own, schemas.setMemberRoleSchema, members.setMemberRole);
export const removeMember = action(own, schemas.removeMemberSchema, members.removeMember);
export const leaveTeam = action(own, schemas.leaveTeamSchema, members.leaveTeam);
