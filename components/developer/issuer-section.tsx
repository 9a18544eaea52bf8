"use client";
// By which id each registered issuer knows the application: tokens for it then open what the application subscribes to.
import Stack from "@mui/material/Stack";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { flash } from "#components/ui/flash.ts";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { IssuerForApplication } from "#lib/issuers/issuer.ts";

type SetIdentity = Action<{ issuerId: string; applicationId: string; value: string }, null>;
type IssuerSectionProps = {
  applicationId: string;
  issuers: readonly IssuerForApplication[];
  setIdentity: SetIdentity;
};

export function IssuerSection({ applicationId, issuers, setIdentity }: IssuerSectionProps) {
  if (issuers.length === 0) return null;
  return (
    <SectionCard
      title="Other issuers"
      caption="Access tokens of these issuers open what this application subscribes to, once you enter the id that they know it by."
    >
      <Stack sx={{ gap: 2 }}>
        {issuers.map((issuer) => (
          <IdentityForm
            key={issuer.issuerId}
            applicationId={applicationId}
            issuer={issuer}
            setIdentity={setIdentity}
          />
        ))}
      </Stack>
    </SectionCard>
  );
}

type IdentityFormProps = {
  applicationId: string;
  issuer: IssuerForApplication;
  setIdentity: SetIdentity;
};

function IdentityForm({ applicationId, issuer, setIdentity }: IdentityFormProps) {
  const { issuerId, name, applicationClaim } = issuer;
  const router = useRouter();
  const action = useAction(setIdentity);
  const [value, setValue] = useState(issuer.value);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ issuerId, applicationId, value });
    if (!outcome.ok) return;
    flash(`The id at ${name} is saved`);
    router.refresh();
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack direction={{ xs: "column", sm: "row" }} sx={{ gap: 1, alignItems: "flex-start" }}>
        <FormTextField
          label={`Id at ${name}`}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          problem={action.refusal?.fields?.value?.[0]}
          helperText={`The ${applicationClaim} in its tokens. Leave it empty to take none.`}
          slotProps={{ htmlInput: { maxLength: 200, autoCapitalize: "none", spellCheck: false } }}
        />
        <SubmitButton isPending={action.isPending} aria-label={`Save the id at ${name}`}>
          Save
        </SubmitButton>
      </Stack>
      {action.refusal?.fields ? null : <FormError refusal={action.refusal} />}
    </form>
  );
}
