"use client";
// Asks before somebody is removed from a team or leaves it: what they lose, and who gets the applications they answer for.
import Stack from "@mui/material/Stack";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { flash } from "#components/ui/flash.ts";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Application, Whose } from "#lib/applications/application.ts";
import type { LeaveTeam, RemoveMember, TeamMember } from "#lib/teams/team.ts";

export type PartingActions = {
  readonly remove: Action<RemoveMember, null>;
  readonly leave: Action<LeaveTeam, null>;
};

type PartingDialogProps = {
  teamId: string;
  teamName: string;
  /** Who looks: removing oneself is leaving. */
  personId: string;
  /** Who goes. */
  member: TeamMember;
  owners: readonly TeamMember[];
  /** Of the team. */
  applications: readonly (Application & Whose)[];
  actions: PartingActions;
  close: () => void;
};

export function PartingDialog(props: PartingDialogProps) {
  const { teamId, teamName, personId, member, actions, close } = props;
  const { userId } = member;
  const isLeaving = userId === personId;
  const heirs = props.owners.filter((owner) => owner.userId !== userId);
  const [heirId, setHeirId] = useState(
    (heirs.find((owner) => owner.userId === personId) ?? heirs[0])?.userId ?? "",
  );
  const left = props.applications.filter(({ owner }) => owner.id === userId).map(({ name }) => name);
  const router = useRouter();
  const action = useAction(partingOf(actions, isLeaving));
  const confirm = async () => {
    // Without a choice shown, who gets what is added meanwhile is left to the command.
    const newOwnerId = left.length > 0 ? heirId : null;
    const outcome = await action.run({ teamId, userId, newOwnerId });
    if (!outcome.ok) return;
    close();
    if (!isLeaving) return router.refresh();
    flash(`You have left ${teamName}`);
    router.push("/developer/teams");
  };
  return (
    <ConfirmDialog
      isOpen
      title={isLeaving ? `Leave ${teamName}?` : `Remove ${member.username}?`}
      confirmLabel={isLeaving ? "Leave" : "Remove"}
      isDestructive
      isPending={action.isPending}
      refusal={action.refusal}
      onConfirm={() => void confirm()}
      onCancel={close}
    >
      <Stack sx={{ gap: 2, overflowWrap: "anywhere" }}>
        <span>
          {isLeaving
            ? "You find none of the team's applications from then on; their keys go on working."
            : `${member.username} finds none of the team's applications from then on. Keys that ${member.username} knows go on working until you rotate them.`}
        </span>
        {left.length > 0 ? (
          <>
            <span>
              {isLeaving ? "You answer" : `${member.username} answers`} for {left.join(", ")}. Choose which
              owner does so from then on.
            </span>
            <ChoiceField
              label="New owner"
              value={heirId}
              options={heirs.map((heir) => ({
                value: heir.userId,
                label: heir.userId === personId ? `${heir.username} (you)` : heir.username,
              }))}
              onChange={setHeirId}
            />
          </>
        ) : null}
      </Stack>
    </ConfirmDialog>
  );
}

/** The one action of the dialog: each schema takes what it needs of the input. */
function partingOf({ remove, leave }: PartingActions, isLeaving: boolean): Action<RemoveMember, null> {
  return isLeaving ? leave : remove;
}
