"use client";
// Who is in a team. Its owners add people, change their roles and remove them; everybody may leave but the only owner.
import Stack from "@mui/material/Stack";
import { useState } from "react";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Application, Whose } from "#lib/applications/application.ts";
import type { Team, TeamMember } from "#lib/teams/team.ts";
import { AddMember, type AddMemberAction } from "./add-member.tsx";
import { MemberRow } from "./member-row.tsx";
import { type PartingActions, PartingDialog } from "./parting-dialog.tsx";
import { RoleDialog, type SetRoleAction } from "./role-dialog.tsx";

type MemberSectionProps = {
  team: Team & { readonly members: readonly TeamMember[] };
  /** Who looks. */
  personId: string;
  /** Of the team. */
  applications: readonly (Application & Whose)[];
  actions: PartingActions & { readonly add: AddMemberAction; readonly setRole: SetRoleAction };
};

export function MemberSection({ team, personId, applications, actions }: MemberSectionProps) {
  const [asked, setAsked] = useState<{ what: "role" | "parting"; member: TeamMember } | null>(null);
  const owners = team.members.filter(({ role }) => role === "owner");
  const isOnlyOwner = (member: TeamMember) => member.role === "owner" && owners.length === 1;
  const mayChange = team.role === "owner";
  const dialog = { teamId: team.id, personId, close: () => setAsked(null) };
  return (
    <SectionCard
      title="Members"
      caption={
        mayChange && owners.length === 1
          ? "You are the only owner: to leave, make somebody else an owner first."
          : null
      }
      action={mayChange ? <AddMember teamId={team.id} add={actions.add} /> : null}
    >
      <Stack component="ul" aria-label="Members" sx={{ listStyle: "none", m: 0, p: 0, gap: 1.5 }}>
        {team.members.map((member) => {
          const isSelf = member.userId === personId;
          return (
            <MemberRow
              key={member.userId}
              member={member}
              isSelf={isSelf}
              {...(mayChange && !isOnlyOwner(member)
                ? { onSetRole: () => setAsked({ what: "role", member }) }
                : {})}
              {...((mayChange || isSelf) && !isOnlyOwner(member)
                ? { onRemove: () => setAsked({ what: "parting", member }) }
                : {})}
            />
          );
        })}
      </Stack>
      {asked?.what === "role" ? (
        <RoleDialog {...dialog} member={asked.member} setRole={actions.setRole} />
      ) : null}
      {asked?.what === "parting" ? (
        <PartingDialog
          {...dialog}
          teamName={team.name}
          member={asked.member}
          owners={owners}
          applications={applications}
          actions={actions}
        />
      ) : null}
    </SectionCard>
  );
}
