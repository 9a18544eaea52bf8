"use client";
// A key of an hour for the samples, of an application of the reader's; where there is none to be had, the way to one.
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { untilServed } from "#components/console/until-served.ts";
import type { Environment } from "#components/console/use-credential.ts";
import { callAction } from "#components/ui/call-action.ts";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { useAction, useSigned } from "#components/ui/use-action.ts";
import type { KeyApplication } from "#lib/credentials/api-keys/sample-key.ts";
import { publishedHref } from "./catalogue-href.ts";
import type { CreateSampleKey, FilledKey, FillInOffer } from "./filled-key.ts";

type HourKeyProps = { offer: FillInOffer; onFill: (filled: FilledKey) => void };

export function HourKey({ offer, onFill }: HourKeyProps) {
  const { apiId, hourKey } = offer;
  if (hourKey.kind === "offered") {
    return <MakeKey offer={offer} applications={hourKey.applications} onFill={onFill} />;
  }
  if (hourKey.kind === "signIn") {
    const href = `/sign-in?next=${encodeURIComponent(publishedHref(apiId))}`;
    return (
      <Typography variant="body2">
        <Link href={href}>Sign in to fill in a key</Link> of an application of yours.
      </Typography>
    );
  }
  if (hourKey.kind === "noApplications") {
    return (
      <Typography variant="body2">Your roles have no applications: fill in a key that you have.</Typography>
    );
  }
  return (
    <Typography variant="body2">
      {hourKey.message} <UseThisApi apiId={apiId} />
    </Typography>
  );
}

function UseThisApi({ apiId }: { apiId: string }) {
  return (
    <Link href={publishedHref(apiId, "/use")} color="inherit" underline="always">
      Use this API
    </Link>
  );
}

type MakeKeyProps = HourKeyProps & { applications: readonly KeyApplication[] };

function MakeKey({ offer, applications, onFill }: MakeKeyProps) {
  const { apiId } = offer;
  const [applicationId, setApplicationId] = useState("");
  const [wanted, setWanted] = useState<Environment>("production");
  const make = useServedKey(offer);
  const application = applications.find(({ id }) => id === applicationId) ?? applications[0];
  if (application === undefined) return null;
  const { environments } = application;
  const environment = environments.includes(wanted) ? wanted : (environments[0] ?? wanted);
  const run = async () => {
    const outcome = await make.run({ apiId, applicationId: application.id, environment });
    if (!outcome.ok) return;
    const { key, expiresAt } = outcome.value;
    const ends = new Date(expiresAt).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const kind = environment === "sandbox" ? "a sandbox key" : "a key";
    onFill({ key, what: `${kind} for an hour of ${application.name}, ends ${ends}` });
  };
  return (
    <>
      {applications.length > 1 ? (
        <ChoiceField
          label="Application"
          value={application.id}
          options={applications.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setApplicationId}
        />
      ) : null}
      {environments.includes("sandbox") ? (
        <ChoiceField
          label="The key is for"
          value={environment}
          options={environments.map((value) => ({ value, label: environmentNames[value] }))}
          onChange={setWanted}
        />
      ) : null}
      <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
        It is made now, for {application.name}, under its plan, and ends by itself.
      </Typography>
      <FormError
        refusal={make.refusal}
        wayOn={bySubscription.has(make.refusal?.code ?? "") ? <UseThisApi apiId={apiId} /> : null}
      />
      <SubmitButton
        type="button"
        variant="outlined"
        size="small"
        isPending={make.isPending}
        pendingLabel="Getting a key…"
        onClick={() => void run()}
      >
        Fill in a key for an hour
      </SubmitButton>
    </>
  );
}

/** Refusals of `firstUsable`: the subscription has changed since the page was drawn. */
const bySubscription: ReadonlySet<string> = new Set(["not_subscribed", "pending", "rejected", "blocked"]);

const environmentNames = { production: "Production", sandbox: "Sandbox" } as const;

/** Makes a key that the gateways know already: code that is run at once connects. */
function useServedKey({ apiId, createKey, servingStatus }: FillInOffer) {
  const signed = useSigned();
  const makeServed: CreateSampleKey = async (input) => {
    const made = await createKey(input);
    if (!made.ok) return made;
    const { routingRevision } = made.value;
    await untilServed(() => callAction(() => servingStatus(signed({ apiId, routingRevision }))));
    return made;
  };
  return useAction(makeServed);
}
