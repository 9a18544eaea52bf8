"use client";
// Registers an issuer. What is wrong is told at its field; what was typed stays.
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import { type IssuerAlgorithm, issuerAlgorithms } from "#lib/routes/issuer-record.ts";
import { AlgorithmBoxes } from "./algorithm-boxes.tsx";

/** As it is typed; what is left empty has its usual value. */
type Typed = {
  readonly name: string;
  readonly url: string;
  readonly audience: string;
  readonly applicationClaim: string;
  readonly scopeClaim: string;
  readonly clockSkewSeconds: string;
};

type IssuerDialogProps = {
  create: Action<Typed & { algorithms: IssuerAlgorithm[] }, { readonly issuerId: string }>;
  test: Action<{ url: string }, string[]>;
};

const empty: Typed = {
  name: "",
  url: "",
  audience: "",
  applicationClaim: "client_id",
  scopeClaim: "scope",
  clockSkewSeconds: "60",
};

const fields: readonly { readonly name: keyof Typed; readonly label: string; readonly help: string }[] = [
  { name: "name", label: "Name", help: "How owners of applications know it." },
  { name: "url", label: "Issuer", help: "As its tokens name it (iss), to the letter." },
  {
    name: "audience",
    label: "Audience",
    help: "What the aud of a token has to hold to be for these gateways.",
  },
  {
    name: "applicationClaim",
    label: "Claim of the application",
    help: "Where a token has no client_id, azp stands for it.",
  },
  { name: "scopeClaim", label: "Claim of the scopes", help: "Names between spaces, or a list." },
  { name: "clockSkewSeconds", label: "Clock difference in seconds", help: "Up to 300." },
];

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
  const [typed, setTyped] = useState(empty);
  const [algorithms, setAlgorithms] = useState<readonly IssuerAlgorithm[]>(issuerAlgorithms);
  const [keyIds, setKeyIds] = useState<readonly string[] | null>(null);
  const refusal = creating.refusal ?? testing.refusal;
  const problemOf = (field: string) => refusal?.fields?.[field]?.[0];
  const tryDiscovery = async () => {
    if (creating.isPending) return;
    creating.clear();
    setKeyIds(null);
    const outcome = await testing.run({ url: typed.url });
    if (outcome.ok) setKeyIds(outcome.value);
  };
  const submit = async () => {
    testing.clear();
    const outcome = await creating.run({ ...typed, algorithms: [...algorithms] });
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
      {fields.map(({ name, label, help }) => (
        <FormTextField
          key={name}
          label={label}
          required={empty[name] === ""}
          value={typed[name]}
          onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
          problem={problemOf(name)}
          helperText={help}
          slotProps={{ htmlInput: { maxLength: 500, autoCapitalize: "none", spellCheck: false } }}
        />
      ))}
      <AlgorithmBoxes chosen={algorithms} choose={setAlgorithms} problem={problemOf("algorithms")} />
      <Typography role="status" variant="body2">
        {keyIds === null ? "" : `Found, with ${keyIds.length} keys: ${keyIds.join(", ")}`}
      </Typography>
      {refusal?.fields ? null : <FormError refusal={refusal} />}
    </FormDialog>
  );
}
