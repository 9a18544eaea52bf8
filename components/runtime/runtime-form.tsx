"use client";
// How the gateway treats an API's connections: who may connect, how long, how large, how fast, and what single topics
// have of their own.
import Stack from "@mui/material/Stack";
import { type DeployTarget, useSaveAndDeploy } from "#components/deployments/use-save-and-deploy.ts";
import { DesignFormFrame } from "#components/design-form/design-form.tsx";
import { type DesignForm, useDesignForm } from "#components/design-form/use-design-form.ts";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Action } from "#components/ui/use-action.ts";
import type { SaveRuntime } from "#lib/apis/api-fields.ts";
import { EnforcementFields } from "./enforcement-fields.tsx";
import { ConnectionFields, runtimeLabels, SizeFields, TimeFields } from "./limit-fields.tsx";
import { OriginFields } from "./origin-fields.tsx";
import { RateLimitList } from "./rate-limit-list.tsx";
import { type RuntimeValues, runtimeFieldText, runtimeFormSchema, runtimeValues } from "./runtime-values.ts";
import { SecurityFields } from "./security-fields.tsx";
import { type PolicyProblem, TopicPolicies } from "./topic-policies.tsx";

type RuntimeFormProps = {
  apiId: string;
  etag: number;
  saved: SaveRuntime;
  /** Policies in the definition that cannot be used; their topics are not in `saved`. */
  policyProblems: readonly PolicyProblem[];
  isDefinitionBroken: boolean;
  isReadOnly: boolean;
  save: Action<{ apiId: string; etag: number } & SaveRuntime, { etag: number }>;
  deployTarget: DeployTarget;
};

export function RuntimeForm(props: RuntimeFormProps) {
  const { apiId, etag, isReadOnly } = props;
  const form = useDesignForm({
    apiId,
    form: "runtime",
    etag,
    saved: runtimeValues(props.saved),
    schema: runtimeFormSchema,
    save: props.save,
  });
  const secondStep = useSaveAndDeploy(apiId, props.deployTarget, { ...form, save: form.submit });
  return (
    <DesignFormFrame
      form={form}
      secondStep={secondStep}
      name="Runtime"
      isReadOnly={isReadOnly}
      editors="creators"
      labels={runtimeLabels}
      savedMessage="Saved. Deploy to make it live."
      fieldText={runtimeFieldText}
    >
      <Stack sx={{ gap: 2 }}>
        <SectionCard title="Security" caption="Who may connect to this API.">
          <SecurityFields form={form} />
        </SectionCard>
        <SectionCard
          title="Which web pages may connect"
          caption="A browser says of which site the page is that opens a connection (its Origin). Apps and servers are no web pages and may always connect."
        >
          <OriginFields form={form} isReadOnly={isReadOnly} />
        </SectionCard>
        <ConnectionSections form={form} />
        <RateLimitSection form={form} isReadOnly={isReadOnly} />
        <SectionCard
          title="Topics"
          caption="How each topic is treated, and limits of its own. They stand in the definition."
        >
          <EnforcementFields form={form} />
          <TopicPolicies
            apiId={apiId}
            form={form}
            problems={props.policyProblems}
            isBroken={props.isDefinitionBroken}
            isReadOnly={isReadOnly}
          />
        </SectionCard>
      </Stack>
    </DesignFormFrame>
  );
}

function ConnectionSections({ form }: { form: DesignForm<RuntimeValues> }) {
  return (
    <>
      <SectionCard title="Message sizes" caption="How large a message may be, its fragments summed.">
        <SizeFields form={form} />
      </SectionCard>
      <SectionCard title="Times" caption="How long the gateway waits, and how long a connection may live.">
        <TimeFields form={form} />
      </SectionCard>
      <SectionCard title="Connections" caption="How many there may be.">
        <ConnectionFields form={form} />
      </SectionCard>
    </>
  );
}

type RateLimitSectionProps = { form: DesignForm<RuntimeValues>; isReadOnly: boolean };

function RateLimitSection({ form, isReadOnly }: RateLimitSectionProps) {
  return (
    <SectionCard
      title="Rate limits"
      caption="How fast messages may come. An allowance grows every second up to its burst, and each message takes from it."
    >
      <RateLimitList
        label="Rate limits of the API"
        rows={form.values.rateLimits}
        scopes={["connection", "topic", "api"]}
        problem={(path) => form.problem("rateLimits", path)}
        isReadOnly={isReadOnly}
        onChange={(rateLimits) => form.set({ rateLimits })}
      />
    </SectionCard>
  );
}
