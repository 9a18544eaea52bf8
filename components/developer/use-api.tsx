"use client";
// Use this API: choose or name an application and a plan, get a key, and see how to connect with it, all on one page.
import Box from "@mui/material/Box";
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormHelperText from "@mui/material/FormHelperText";
import FormLabel from "@mui/material/FormLabel";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { ownerWords, standingOf } from "#components/subscriptions/standing.ts";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Catalogue } from "#lib/console/catalogue.ts";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import type { UseApi as UseApiInput } from "#lib/onboarding/onboarding.ts";
import type { Plan } from "#lib/plans/plan.ts";
import { approvalWords, planWords } from "#lib/plans/plan-words.ts";
import type { Subscription } from "#lib/subscriptions/subscription.ts";
import { FirstConnection } from "./first-connection.tsx";

export type OwnApplication = {
  readonly id: string;
  /** With its team's. */
  readonly name: string;
  /** Keys that it has already. */
  readonly keys: number;
  /** To this API. */
  readonly subscription: Subscription | null;
};

type Started = { readonly applicationId: string; readonly key: { readonly key: string } | null };

type UseApiProps = {
  apiId: string;
  hasSandbox: boolean;
  plans: readonly Plan[];
  applications: readonly OwnApplication[];
  catalogue: Catalogue;
  urls: GatewayUrls;
  basePath: string;
  startUsing: Action<UseApiInput, Started>;
  subscribe: Action<{ applicationId: string; apiId: string; planId: string }, object>;
};

const NEW = "new";

export function UseApi(props: UseApiProps) {
  const { apiId, plans, applications, startUsing, subscribe } = props;
  const [choice, setChoice] = useState(applications[0]?.id ?? NEW);
  const [name, setName] = useState(applications.length === 0 ? "My application" : "");
  const [planId, setPlanId] = useState(plans[0]?.id ?? "");
  const [environment, setEnvironment] = useState<"production" | "sandbox">("production");
  const [started, setStarted] = useState<Started | null>(null);
  const action = useAction(startUsing);
  const chosen = applications.find(({ id }) => id === choice) ?? null;
  // One that was rejected can be asked for again, under any plan.
  const subscription = chosen?.subscription?.state === "rejected" ? null : (chosen?.subscription ?? null);
  const isUsable =
    subscription === null || (subscription.state === "active" && subscription.blocked === "none");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const application = chosen
      ? ({ kind: "existing", applicationId: chosen.id } as const)
      : ({ kind: "new", name } as const);
    const outcome = await action.run({
      apiId,
      planId: subscription?.plan.id ?? planId,
      environment,
      application,
    });
    if (outcome.ok) setStarted(outcome.value);
  };

  if (started) return <FirstConnection {...props} started={started} />;
  const problem = action.refusal?.fields?.name?.[0] ?? action.refusal?.fields?.["application.name"]?.[0];
  return (
    <SectionCard title="Get a key">
      <Stack
        component="form"
        noValidate
        onSubmit={(event) => void submit(event)}
        sx={{ gap: 2.5, maxWidth: 640 }}
      >
        <ApplicationChoice applications={applications} choice={choice} onChoose={setChoice} />
        {chosen ? null : (
          <FormTextField
            label="Name of the application"
            required
            value={name}
            onChange={(event) => setName(event.target.value)}
            problem={problem}
            helperText="What will connect: your service, site or script. The publisher sees this name."
            slotProps={{ htmlInput: { maxLength: 80 } }}
          />
        )}
        <Standing subscription={chosen?.subscription ?? null} />
        {subscription === null ? <PlanChoice plans={plans} planId={planId} onChoose={setPlanId} /> : null}
        {props.hasSandbox ? <EnvironmentChoice value={environment} onChoose={setEnvironment} /> : null}
        <FormError refusal={problem ? null : action.refusal} />
        <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: "wrap" }}>
          {isUsable ? (
            <SubmitButton isPending={action.isPending} pendingLabel="Getting a key…">
              {subscription ? "Get a key" : "Subscribe and get a key"}
            </SubmitButton>
          ) : null}
          {chosen && !subscription && chosen.keys > 0 ? (
            <SubscribeOnly input={{ applicationId: chosen.id, apiId, planId }} subscribe={subscribe} />
          ) : null}
        </Stack>
      </Stack>
    </SectionCard>
  );
}

/** How the chosen application stands with this API already; nothing where it does not. */
function Standing({ subscription }: { subscription: Subscription | null }) {
  if (subscription === null) return null;
  const { label } = standingOf(subscription);
  return (
    <Typography variant="body2" role="status">
      {label}, {subscription.plan.name}.
      {subscription.note ? ` The publisher says: ${subscription.note}.` : ""} {ownerWords(subscription)}
    </Typography>
  );
}

type SubscribeOnlyProps = Pick<UseApiProps, "subscribe"> & {
  input: { applicationId: string; apiId: string; planId: string };
};

/** For an application that has keys: they open this API too. */
function SubscribeOnly({ input, subscribe }: SubscribeOnlyProps) {
  const router = useRouter();
  const action = useAction(subscribe);
  const run = async () => {
    const outcome = await action.run(input);
    if (outcome.ok) router.push(`/developer/applications/${input.applicationId}`);
  };
  return (
    <>
      <SubmitButton type="button" variant="outlined" isPending={action.isPending} onClick={() => void run()}>
        Subscribe with the keys it has
      </SubmitButton>
      <FormError refusal={action.refusal} />
    </>
  );
}

type ApplicationChoiceProps = {
  applications: readonly OwnApplication[];
  choice: string;
  onChoose: (choice: string) => void;
};

function ApplicationChoice({ applications, choice, onChoose }: ApplicationChoiceProps) {
  if (applications.length === 0) return null;
  return (
    <FormControl>
      <FormLabel id="application-choice">Application</FormLabel>
      <RadioGroup
        aria-labelledby="application-choice"
        value={choice}
        onChange={(event) => onChoose(event.target.value)}
      >
        {applications.map(({ id, name }) => (
          <FormControlLabel key={id} value={id} control={<Radio size="small" />} label={name} />
        ))}
        <FormControlLabel value={NEW} control={<Radio size="small" />} label="A new one" />
      </RadioGroup>
    </FormControl>
  );
}

type PlanChoiceProps = { plans: readonly Plan[]; planId: string; onChoose: (planId: string) => void };

function PlanChoice({ plans, planId, onChoose }: PlanChoiceProps) {
  return (
    <FormControl>
      <FormLabel id="plan-choice">Plan</FormLabel>
      <RadioGroup
        aria-labelledby="plan-choice"
        value={planId}
        onChange={(event) => onChoose(event.target.value)}
      >
        {plans.map((plan) => (
          <Box key={plan.id}>
            <FormControlLabel value={plan.id} control={<Radio size="small" />} label={plan.name} />
            <FormHelperText sx={{ mt: -0.5, ml: 3.5 }}>
              {[...planWords(plan.limits), ...(plan.needsApproval ? [approvalWords] : [])].join(". ")}
            </FormHelperText>
          </Box>
        ))}
      </RadioGroup>
    </FormControl>
  );
}

type EnvironmentChoiceProps = {
  value: "production" | "sandbox";
  onChoose: (environment: "production" | "sandbox") => void;
};

function EnvironmentChoice({ value, onChoose }: EnvironmentChoiceProps) {
  return (
    <FormControl>
      <FormLabel id="environment-choice">The key is for</FormLabel>
      <RadioGroup
        row
        aria-labelledby="environment-choice"
        value={value}
        onChange={(event) => onChoose(event.target.value === "sandbox" ? "sandbox" : "production")}
      >
        <FormControlLabel value="production" control={<Radio size="small" />} label="Production" />
        <FormControlLabel value="sandbox" control={<Radio size="small" />} label="Sandbox" />
      </RadioGroup>
    </FormControl>
  );
}
