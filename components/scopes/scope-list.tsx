"use client";
// Scopes: what each is, who may obtain it, and changing or deleting it where that is possible.
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Scope } from "#lib/scopes/scope.ts";
import { ScopeDialog, type UpdateScope } from "./scope-dialog.tsx";

type ScopeListProps = {
  scopes: readonly Scope[];
  /** Shared ones can be changed where they are made only. */
  changes: "own" | "shared" | "none";
  update: UpdateScope;
  remove: Action<{ scopeId: string }, null>;
};

export function ScopeList({ scopes, changes, update, remove }: ScopeListProps) {
  const [removing, setRemoving] = useState<Scope | null>(null);
  const router = useRouter();
  const action = useAction(remove);
  const close = () => {
    action.clear();
    setRemoving(null);
  };
  const confirm = async () => {
    if (!removing) return;
    const outcome = await action.run({ scopeId: removing.id });
    if (!outcome.ok) return;
    close();
    router.refresh();
  };
  if (scopes.length === 0) {
    return (
      <EmptyState title="No scopes">
        Create one. Then it can be chosen for a direction of a topic on the Topics page.
      </EmptyState>
    );
  }
  return (
    <Stack sx={{ gap: 2 }}>
      {scopes.map((scope) => (
        <SectionCard
          key={scope.id}
          title={scope.name}
          caption={scope.isShared ? "Shared by all APIs" : "Of this API, in all its versions"}
          action={
            changes === (scope.isShared ? "shared" : "own") ? (
              <Stack direction="row" sx={{ gap: 0.5 }}>
                <ScopeDialog scope={scope} save={{ update }} />
                <Button
                  size="small"
                  color="error"
                  onClick={() => setRemoving(scope)}
                  aria-label={`Delete ${scope.name}`}
                >
                  Delete
                </Button>
              </Stack>
            ) : null
          }
        >
          <Typography sx={{ overflowWrap: "anywhere" }}>
            {[scope.displayName, scope.description].filter((text) => text !== "").join(": ")}
          </Typography>
          <Typography variant="body2" sx={{ color: "text.secondary" }}>
            For {scope.roles.length === 0 ? "everybody" : scope.roles.join(", ")}.
          </Typography>
        </SectionCard>
      ))}
      <ConfirmDialog
        isOpen={removing !== null}
        title={`Delete ${removing?.name ?? ""}?`}
        confirmLabel="Delete"
        isDestructive
        isPending={action.isPending}
        refusal={action.refusal}
        onConfirm={() => void confirm()}
        onCancel={close}
      >
        Topics that are deployed go on to require it. Nobody gets it any more.
      </ConfirmDialog>
    </Stack>
  );
}
