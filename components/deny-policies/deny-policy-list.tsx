"use client";
// The deny policies: what each denies, why, since when and until when, its switch, and deleting it.
import Button from "@mui/material/Button";
import FormControlLabel from "@mui/material/FormControlLabel";
import Stack from "@mui/material/Stack";
import Switch from "@mui/material/Switch";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { DeleteDialog } from "#components/ui/delete-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { DenyPolicy } from "#lib/deny-policies/deny-policy.ts";
import { denyWords } from "./deny-words.ts";

type Turn = Action<{ policyId: string; isOn: boolean }, null>;

type DenyPolicyListProps = {
  policies: readonly DenyPolicy[];
  now: Date;
  turn: Turn;
  remove: Action<{ policyId: string }, null>;
};

export function DenyPolicyList({ policies, now, turn, remove }: DenyPolicyListProps) {
  const [removing, setRemoving] = useState<DenyPolicy | null>(null);
  if (policies.length === 0) {
    return (
      <EmptyState title="Nothing is denied">
        Create a policy to refuse an address, an application, a user or an API at once.
      </EmptyState>
    );
  }
  return (
    <Stack sx={{ gap: 2 }}>
      {policies.map((policy) => (
        <PolicyCard
          key={policy.id}
          policy={policy}
          now={now}
          turn={turn}
          onRemove={() => setRemoving(policy)}
        />
      ))}
      <DeleteDialog
        input={removing && { policyId: removing.id }}
        title={`Delete the policy for ${removing?.label ?? ""}?`}
        remove={remove}
        close={() => setRemoving(null)}
      >
        What it denies may connect again.
      </DeleteDialog>
    </Stack>
  );
}

type PolicyCardProps = { policy: DenyPolicy; now: Date; turn: Turn; onRemove: () => void };

function PolicyCard({ policy, now, turn, onRemove }: PolicyCardProps) {
  const { id, subject, label, note, isOn, endsAt, createdBy, createdAt } = policy;
  const router = useRouter();
  const action = useAction(turn);
  const hasEnded = endsAt !== null && endsAt <= now;
  const toggle = async (isWanted: boolean) => {
    await action.run({ policyId: id, isOn: isWanted });
    router.refresh();
  };
  return (
    <SectionCard
      title={label}
      caption={denyWords[subject].label}
      action={
        <Stack direction="row" sx={{ gap: 1, alignItems: "center" }}>
          <FormControlLabel
            label={hasEnded ? "Ended" : isOn ? "On" : "Off"}
            control={
              <Switch
                size="small"
                checked={isOn && !hasEnded}
                disabled={action.isPending || hasEnded}
                onChange={(event) => void toggle(event.target.checked)}
                slotProps={{ input: { "aria-label": `Deny ${label}` } }}
              />
            }
          />
          <Button size="small" color="error" onClick={onRemove} aria-label={`Delete ${label}`}>
            Delete
          </Button>
        </Stack>
      }
    >
      {note === "" ? null : <Typography sx={{ overflowWrap: "anywhere" }}>{note}</Typography>}
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        Made by {createdBy} <RelativeTime date={createdAt} now={now} />
        {endsAt === null ? "" : hasEnded ? "; ended " : "; ends "}
        {endsAt === null ? null : <RelativeTime date={endsAt} now={now} />}.
      </Typography>
      <FormError refusal={action.refusal} />
    </SectionCard>
  );
}
