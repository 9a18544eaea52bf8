"use client";
// Deletes a team. While it has applications that is refused, and told which they are.
import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { flash } from "#components/ui/flash.ts";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Team } from "#lib/teams/team.ts";

type DeleteTeamProps = { team: Team; remove: Action<{ teamId: string }, null> };

export function DeleteTeam({ team, remove }: DeleteTeamProps) {
  const [isAsked, setIsAsked] = useState(false);
  const router = useRouter();
  const action = useAction(remove);
  const confirm = async () => {
    const outcome = await action.run({ teamId: team.id });
    if (!outcome.ok) return;
    flash(`${team.name} is deleted`);
    router.push("/developer/teams");
  };
  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setIsAsked(true)}>
        Delete
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        title={`Delete ${team.name}?`}
        confirmLabel="Delete"
        isDestructive
        isPending={action.isPending}
        refusal={action.refusal}
        onConfirm={() => void confirm()}
        onCancel={() => {
          action.clear();
          setIsAsked(false);
        }}
      >
        Only a team without applications can be deleted. Its members are told nothing; they find it gone. This
        cannot be taken back.
      </ConfirmDialog>
    </>
  );
}
