"use client";
// Edits an issuer in all but its address. What is wrong is told at its field; what was typed stays.
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Issuer } from "#lib/issuers/issuer.ts";
import { type IssuerDraft, IssuerFields } from "./issuer-fields.tsx";

type Terms = Omit<IssuerDraft, "url">;
export type UpdateIssuer = Action<Terms & { issuerId: string }, null>;
type EditIssuerProps = { issuer: Issuer; update: UpdateIssuer };

export function EditIssuerDialog(props: EditIssuerProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setIsOpen(true)} aria-label={`Edit ${props.issuer.name}`}>
        Edit
      </Button>
      {isOpen ? <EditIssuerForm {...props} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

function EditIssuerForm({ issuer, update, close }: EditIssuerProps & { close: () => void }) {
  const router = useRouter();
  const updating = useAction(update);
  const [draft, setDraft] = useState(() => termsOf(issuer));
  const submit = async () => {
    const outcome = await updating.run({ ...draft, issuerId: issuer.id });
    if (!outcome.ok) return;
    close();
    router.refresh();
  };
  return (
    <FormDialog
      title={`Edit ${issuer.name}`}
      submitLabel="Save"
      maxWidth="sm"
      keepsOnBackdrop
      gap={2.5}
      isPending={updating.isPending}
      onSubmit={submit}
      close={close}
    >
      <IssuerFields draft={draft} set={setDraft} refusal={updating.refusal} />
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        Open connections whose token does not fit any more are closed within a second.
      </Typography>
      {updating.refusal?.fields ? null : <FormError refusal={updating.refusal} />}
    </FormDialog>
  );
}

function termsOf(issuer: Issuer): Terms {
  const { name, audience, applicationClaim, scopeClaim, algorithms, clockSkewSeconds } = issuer;
  return {
    name,
    audience,
    applicationClaim,
    scopeClaim,
    algorithms: [...algorithms],
    clockSkewSeconds: String(clockSkewSeconds),
  };
}
