"use client";
// The issuers: what is asked of their tokens, which keys they have and since when, their switch, and editing and
// deleting them.
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
import type { Issuer } from "#lib/issuers/issuer.ts";
import { EditIssuerDialog, type UpdateIssuer } from "./edit-issuer-dialog.tsx";

type Turn = Action<{ issuerId: string; isOn: boolean }, null>;
type IssuerListProps = {
  issuers: readonly Issuer[];
  now: Date;
  turn: Turn;
  update: UpdateIssuer;
  remove: Action<{ issuerId: string }, null>;
};

export function IssuerList({ issuers, now, turn, update, remove }: IssuerListProps) {
  const [removing, setRemoving] = useState<Issuer | null>(null);
  if (issuers.length === 0) {
    return (
      <EmptyState title="No issuer is registered">
        Add one to let its access tokens open connections. Until then the gateways take this portal's own.
      </EmptyState>
    );
  }
  return (
    <Stack sx={{ gap: 2 }}>
      {issuers.map((issuer) => (
        <IssuerCard
          key={issuer.id}
          issuer={issuer}
          now={now}
          turn={turn}
          update={update}
          onRemove={() => setRemoving(issuer)}
        />
      ))}
      <DeleteDialog
        input={removing && { issuerId: removing.id }}
        title={`Delete ${removing?.name ?? ""}?`}
        remove={remove}
        close={() => setRemoving(null)}
      >
        Its tokens open nothing any more, and open connections are closed within a second. What applications
        entered for it is forgotten.
      </DeleteDialog>
    </Stack>
  );
}

type IssuerCardProps = { issuer: Issuer; now: Date; turn: Turn; update: UpdateIssuer; onRemove: () => void };

function IssuerCard({ issuer, now, turn, update, onRemove }: IssuerCardProps) {
  const router = useRouter();
  const action = useAction(turn);
  const toggle = async (isOn: boolean) => {
    await action.run({ issuerId: issuer.id, isOn });
    router.refresh();
  };
  return (
    <SectionCard
      title={issuer.name}
      caption={issuer.url}
      action={
        <Stack direction="row" sx={{ gap: 1, alignItems: "center" }}>
          <FormControlLabel
            label={issuer.isOn ? "On" : "Off"}
            control={
              <Switch
                size="small"
                checked={issuer.isOn}
                disabled={action.isPending}
                onChange={(event) => void toggle(event.target.checked)}
                slotProps={{ input: { "aria-label": `Take tokens of ${issuer.name}` } }}
              />
            }
          />
          <EditIssuerDialog issuer={issuer} update={update} />
          <Button size="small" color="error" onClick={onRemove} aria-label={`Delete ${issuer.name}`}>
            Delete
          </Button>
        </Stack>
      }
    >
      <IssuerFacts issuer={issuer} now={now} />
      <FormError refusal={action.refusal} />
    </SectionCard>
  );
}

function IssuerFacts({ issuer, now }: { issuer: Issuer; now: Date }) {
  const { audience, applicationClaim, scopeClaim, algorithms, clockSkewSeconds } = issuer;
  return (
    <>
      <Typography sx={{ overflowWrap: "anywhere" }}>
        For the audience {audience}, signed with {algorithms.join(", ")}. {applicationClaim} names the
        application, {scopeClaim} its scopes; clocks may differ by {clockSkewSeconds} s.
      </Typography>
      <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
        Keys: {issuer.keyIds.join(", ")}
        {issuer.refreshedAt === null ? null : (
          <>
            , fetched <RelativeTime date={issuer.refreshedAt} now={now} />
          </>
        )}
        .
      </Typography>
      {issuer.problem === "" ? null : (
        <Typography variant="body2" color="error" sx={{ overflowWrap: "anywhere" }}>
          They could not be fetched anew: {issuer.problem}
        </Typography>
      )}
    </>
  );
}
