"use client";
// Registers an issuer. What is wrong is told at its field; what was typed stays.
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import { type IssuerDraft, IssuerFields, newIssuer } from "./issuer-fields.tsx";

type IssuerDialogProps = {
  create: Action<IssuerDraft, { readonly issuerId: string }>;
  test: Action<{ url: string }, string[]>;
};

export function IssuerDialog(props: IssuerDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="contained" onClick={() => setIsOpen(true)}>
        Add issuer
      </Button>
      {isOpen ? <IssuerForm {...props} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

function IssuerForm({ create, test, close }: IssuerDialogProps & { close: () => void }) {
  const router = useRouter();
  const creating = useAction(create);
  const testing = useAction(test);
  const [draft, setDraft] = useState(newIssuer);
  const [keyIds, setKeyIds] = useState<readonly string[] | null>(null);
  const refusal = creating.refusal ?? testing.refusal;
  const tryDiscovery = async () => {
    if (creating.isPending) return;
    creating.clear();
    setKeyIds(null);
    const outcome = await testing.run({ url: draft.url });
    if (outcome.ok) setKeyIds(outcome.value);
  };
  const submit = async () => {
    testing.clear();
    const outcome = await creating.run(draft);
    if (!outcome.ok) return;
    close();
    router.refresh();
  };
  return (
    <FormDialog
      title="Add issuer"
      submitLabel="Add"
      maxWidth="sm"
      keepsOnBackdrop
      gap={2.5}
      isPending={creating.isPending}
      onSubmit={submit}
      close={close}
      beside={
        <SubmitButton
          type="button"
          variant="text"
          isPending={testing.isPending}
          onClick={() => void tryDiscovery()}
        >
          Test discovery
        </SubmitButton>
      }
    >
      <IssuerFields draft={draft} set={setDraft} refusal={refusal} />
      <Typography role="status" variant="body2">
        {keyIds === null ? "" : `Found, with ${keyIds.length} keys: ${keyIds.join(", ")}`}
      </Typography>
      {refusal?.fields ? null : <FormError refusal={refusal} />}
    </FormDialog>
  );
}
