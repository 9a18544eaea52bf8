"use client";
// The backends of an API: production, and a sandbox where there is one.
import Stack from "@mui/material/Stack";
import type { TestEndpoint } from "#components/apis/create/endpoint-test.tsx";
import { type DeployTarget, useSaveAndDeploy } from "#components/deployments/use-save-and-deploy.ts";
import { DesignFormFrame } from "#components/design-form/design-form.tsx";
import { useDesignForm } from "#components/design-form/use-design-form.ts";
import type { Action } from "#components/ui/use-action.ts";
import type { EndpointProbe } from "#lib/endpoints/endpoint-probe.ts";
import type { EndpointSettings, Endpoints } from "#lib/endpoints/endpoint-settings.ts";
import { type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { parseInput } from "#lib/kernel/parse-input.ts";
import { EndpointCard, endpointTitles } from "./endpoint-card.tsx";
import { endpointPart } from "./endpoint-part.ts";
import { endpointFieldText } from "./endpoint-summaries.ts";
import {
  type EndpointEnvironment,
  type EndpointsValues,
  type EndpointValues,
  endpointEnvironments,
  endpointsFormSchema,
  endpointsValues,
  valuesOf,
  withoutSecrets,
} from "./endpoint-values.ts";
import { HandshakeFields, handshakeFieldText, handshakeLabels } from "./handshake-fields.tsx";

export type TestEndpointOf = (input: {
  apiId: string;
  environment: EndpointEnvironment;
  url: string;
  settings?: EndpointSettings | undefined;
}) => Promise<Outcome<EndpointProbe>>;

type EndpointsFormProps = {
  apiId: string;
  etag: number;
  /** Without secrets: marks stand in their place. */
  saved: Endpoints;
  isReadOnly: boolean;
  save: Action<{ apiId: string; etag: number } & Endpoints, { etag: number }>;
  deployTarget: DeployTarget;
  testEndpointOf: TestEndpointOf;
};

const partLabels = {
  backends: "backends",
  strategy: "strategy",
  health: "health checks",
  passive: "ejection",
  connectTimeout: "connect timeout",
  slowStart: "slow start",
  headers: "backend credentials",
  tls: "TLS",
} as const satisfies Record<keyof EndpointValues, string>;

const labels = {
  ...handshakeLabels,
  ...Object.fromEntries(
    endpointEnvironments.flatMap((environment) =>
      Object.entries(partLabels).map(([part, label]) => [
        `${environment}.${part}`,
        `${endpointTitles[environment]} ${label}`,
      ]),
    ),
  ),
} as Record<keyof EndpointsValues, string>; // every environment with every part

function fieldText(field: keyof EndpointsValues, values: EndpointsValues): string {
  const words = handshakeFieldText(field, values);
  if (words !== null) return words;
  const environment = field.startsWith("sandbox.") ? "sandbox" : "production";
  const part = field.slice(environment.length + 1) as keyof EndpointValues; // what a full name ends in
  return endpointFieldText(part, valuesOf(values, environment));
}

export function EndpointsForm(props: EndpointsFormProps) {
  const { apiId, etag, saved, isReadOnly, save, deployTarget, testEndpointOf } = props;
  const stored = endpointsValues(saved);
  const form = useDesignForm({
    apiId,
    form: "endpoints",
    etag,
    saved: stored,
    schema: endpointsFormSchema,
    save,
    withoutSecrets,
  });
  /** With the credentials and certificates as they stand in the form. */
  const testWith =
    (environment: EndpointEnvironment): TestEndpoint =>
    async ({ url }) => {
      const parsed = parseInput(endpointsFormSchema, form.values);
      if (!parsed.ok)
        return refuse("invalid", "A test uses all fields of the endpoints: mend the wrong ones first.");
      return testEndpointOf({ apiId, environment, url, settings: parsed.value[environment] });
    };
  const secondStep = useSaveAndDeploy(apiId, deployTarget, { ...form, save: form.submit });
  return (
    <DesignFormFrame
      form={form}
      secondStep={secondStep}
      name="Endpoints"
      isReadOnly={isReadOnly}
      editors="creators"
      labels={labels}
      savedMessage="Saved. Deploy to make it live."
      fieldText={fieldText}
    >
      <Stack sx={{ gap: 2 }}>
        {endpointEnvironments.map((environment) => (
          <EndpointCard
            key={environment}
            environment={environment}
            part={endpointPart(form, environment)}
            stored={valuesOf(stored, environment)}
            isReadOnly={isReadOnly}
            testEndpoint={testWith(environment)}
          />
        ))}
        <HandshakeFields form={form} />
      </Stack>
    </DesignFormFrame>
  );
}
