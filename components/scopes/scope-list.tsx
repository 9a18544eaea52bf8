"use client";
// Scopes: what each is, who may obtain it, and changing or deleting it where that is possible.
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { DeleteDialog } from "#components/ui/delete-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Action } from "#components/ui/use-action.ts";
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
  if (scopes.length === 0) {
    return (
      <EmptyState title="No scopes yet">
        {changes === "none"
          ? "Clients need no more than a subscription. Creators can make scopes here."
          : "Clients need no more than a subscription. Create a scope, then choose it for a topic on the Topics page."}
      </EmptyState>
    );
  }
  return (
    <Stack sx={{ gap: 2 }}>
      {scopes.map((scope) => (
        <SectionCard
          key={scope.id}
          title={scope.name}
          caption={changes === "shared" ? null : placeOf(scope)}
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
          <ScopeWords scope={scope} />
        </SectionCard>
      ))}
      <DeleteDialog
        input={removing && { scopeId: removing.id }}
        title={`Delete ${removing?.name ?? ""}?`}
        remove={remove}
        close={() => setRemoving(null)}
      >
        Deployed topics go on requiring it, and no key has it from then on. Tokens that have it keep it until
        they expire.
      </DeleteDialog>
    </Stack>
  );
}

function placeOf({ isShared }: Scope): string {
  return isShared ? "Shared by all APIs" : "Of this API, all its versions";
}

function ScopeWords({ scope: { displayName, description, roles } }: { scope: Scope }) {
  const what = [displayName, description].filter((text) => text !== "").join(": ");
  return (
    <>
      {what === "" ? null : <Typography sx={{ overflowWrap: "anywhere" }}>{what}</Typography>}
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        Can be obtained by {roles.length === 0 ? "everybody" : `people with the role ${roles.join(" or ")}`}.
      </Typography>
    </>
  );
}
