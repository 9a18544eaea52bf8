"use client";
// Asks before somebody becomes an owner of a team, or a member again.
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { SetMemberRole, TeamMember } from "#lib/teams/team.ts";

export type SetRoleAction = Action<SetMemberRole, null>;

type RoleDialogProps = {
  teamId: string;
  /** Who looks. */
  personId: string;
  member: TeamMember;
  setRole: SetRoleAction;
  close: () => void;
};

export function RoleDialog({ teamId, personId, member, setRole, close }: RoleDialogProps) {
  const router = useRouter();
  const action = useAction(setRole);
  const { userId } = member;
  const who = userId === personId ? "You" : member.username;
  const role = member.role === "owner" ? "member" : "owner";
  const confirm = async () => {
    const outcome = await action.run({ teamId, userId, role });
    if (!outcome.ok) return;
    close();
    router.refresh();
  };
  return (
    <ConfirmDialog
      isOpen
      title={
        role === "owner" ? `Make ${who} an owner?` : `Make ${who === "You" ? "yourself" : who} a member?`
      }
      confirmLabel={role === "owner" ? "Make an owner" : "Make a member"}
      isPending={action.isPending}
      refusal={action.refusal}
      onConfirm={() => void confirm()}
      onCancel={close}
    >
      {role === "owner"
        ? `${who} can then add and remove people, you among them, and transfer and delete the team's applications.`
        : `${who} can still use the team's applications, but no longer say who is in the team.`}
    </ConfirmDialog>
  );
}
