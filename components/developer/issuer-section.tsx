"use client";
// By which id each registered issuer knows the application: tokens for it then open what the application subscribes to.
// A token of that client proves that it is the application's own; it is forgotten as soon as it has done so.
import Alert from "@mui/material/Alert";
import Chip from "@mui/material/Chip";
import MenuItem from "@mui/material/MenuItem";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { flash } from "#components/ui/flash.ts";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { IssuerForApplication } from "#lib/issuers/issuer.ts";
import type { EndpointEnvironment } from "#lib/routes/route-record.ts";
import { LastUse } from "./last-use.tsx";
import { type TakeAway, TakeIdentityAway } from "./take-identity-away.tsx";

type SetIdentity = Action<
  {
    issuerId: string;
    applicationId: string;
    value: string;
    environment: EndpointEnvironment;
    token: string;
  },
  null
>;
type IssuerSectionProps = {
  applicationId: string;
  /** Whether anything that the application subscribes to has a sandbox. */
  hasSandbox: boolean;
  issuers: readonly IssuerForApplication[];
  setIdentity: SetIdentity;
  takeAway: TakeAway;
};

export function IssuerSection(props: IssuerSectionProps) {
  const { issuers, ...shared } = props;
  if (issuers.length === 0) return null;
  return (
    <SectionCard
      title="Other issuers"
      caption="Access tokens of these issuers open what this application subscribes to, once you enter the id that they know it by and show a token of it."
    >
      <Stack sx={{ gap: 3 }}>
        {issuers.map((issuer) => (
          <IdentityForm key={issuer.issuerId} issuer={issuer} {...shared} />
        ))}
      </Stack>
    </SectionCard>
  );
}

type IdentityFormProps = Omit<IssuerSectionProps, "issuers"> & { issuer: IssuerForApplication };

function IdentityForm({ applicationId, hasSandbox, issuer, setIdentity, takeAway }: IdentityFormProps) {
  const { issuerId, name, applicationClaim } = issuer;
  const router = useRouter();
  const action = useAction(setIdentity);
  const [value, setValue] = useState(issuer.value);
  const [environment, setEnvironment] = useState(issuer.environment);
  const [token, setToken] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ issuerId, applicationId, value, environment, token });
    if (!outcome.ok) return;
    setToken("");
    flash(`The id at ${name} is saved`);
    router.refresh();
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack sx={{ gap: 2, alignItems: "flex-start" }}>
        <Standing issuer={issuer} />
        <Use issuer={issuer} />
        <FormTextField
          label={`Id at ${name}`}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          problem={action.refusal?.fields?.value?.[0]}
          helperText={`The ${applicationClaim} in its tokens.`}
          slotProps={{ htmlInput: { maxLength: 200, autoCapitalize: "none", spellCheck: false } }}
        />
        {hasSandbox || issuer.environment === "sandbox" ? (
          <EnvironmentField name={name} value={environment} onChange={setEnvironment} />
        ) : null}
        <TokenField
          label={`Access token from ${name}`}
          token={token}
          problem={action.refusal?.fields?.token?.[0]}
          onChange={setToken}
        />
        <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: "wrap" }}>
          <SubmitButton isPending={action.isPending} aria-label={`Save the id at ${name}`}>
            Save
          </SubmitButton>
          {issuer.value !== "" || issuer.isLost ? (
            <TakeIdentityAway
              applicationId={applicationId}
              issuer={issuer}
              takeAway={takeAway}
              onTaken={() => setValue("")}
            />
          ) : null}
        </Stack>
      </Stack>
      {action.refusal?.fields ? null : <FormError refusal={action.refusal} />}
    </form>
  );
}

/** How far it is known that the client is the application's own. */
function Standing({ issuer: { name, value, provenAt, isLost } }: { issuer: IssuerForApplication }) {
  if (isLost) {
    return (
      <Alert severity="warning">
        Another application has proven that the client you had entered here is its own. Enter a client of
        yours, or ask an administrator.
      </Alert>
    );
  }
  if (value === "") return null;
  if (provenAt === null) {
    return (
      <Alert severity="warning">
        <strong>Not proven.</strong> Whoever shows a token of this client takes it over: paste one that it got
        from {name} to prove that it is yours.
      </Alert>
    );
  }
  const label = (
    <>
      Proven <RelativeTime date={provenAt} />
    </>
  );
  return <Chip size="small" variant="outlined" color="success" label={label} />;
}

/** What tokens of the client open, when they last did, and from where. */
function Use({ issuer }: { issuer: IssuerForApplication }) {
  if (issuer.value === "") return null;
  return (
    <Typography variant="body2" component="div" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
      {issuer.value} opens {issuer.environment} endpoints
      <LastUse of={issuer} />
    </Typography>
  );
}

type EnvironmentFieldProps = {
  name: string;
  value: EndpointEnvironment;
  onChange: (environment: EndpointEnvironment) => void;
};

function EnvironmentField({ name, value, onChange }: EnvironmentFieldProps) {
  return (
    <TextField
      select
      size="small"
      label={`Tokens of ${name} are for`}
      value={value}
      onChange={(event) => onChange(event.target.value === "sandbox" ? "sandbox" : "production")}
      helperText="Another choice closes with 4401 what they have opened, so that it connects anew."
    >
      <MenuItem value="production">Production endpoints</MenuItem>
      <MenuItem value="sandbox">Sandbox endpoints</MenuItem>
    </TextField>
  );
}

type TokenFieldProps = {
  label: string;
  token: string;
  problem: string | undefined;
  onChange: (token: string) => void;
};

/** A password of several lines: whoever looks over a shoulder reads dots. */
function TokenField({ label, token, problem, onChange }: TokenFieldProps) {
  return (
    <FormTextField
      label={label}
      value={token}
      onChange={(event) => onChange(event.target.value)}
      problem={problem}
      helperText="One that this client got, as the proof that it is yours. It is checked and forgotten: never stored."
      multiline
      minRows={2}
      maxRows={4}
      sx={{ "& textarea": { WebkitTextSecurity: "disc" } }}
      slotProps={{ htmlInput: { autoComplete: "off", autoCapitalize: "none", spellCheck: false } }}
    />
  );
}
