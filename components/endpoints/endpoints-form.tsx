"use client";
// The backends of an API: production, and a sandbox where there is one. Each can be tested before it is saved.
import Stack from "@mui/material/Stack";
import { DesignFormFrame } from "#components/api/design-form.tsx";
import type { Action } from "#components/api/use-action.ts";
import { type DesignForm, useDesignForm } from "#components/api/use-design-form.ts";
import { EndpointTest, type TestEndpoint } from "#components/apis/create/endpoint-test.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { type Endpoints, endpointSchema, endpointsSchema } from "#lib/apis/api-fields.ts";

type EndpointsFormProps = {
  apiId: string;
  etag: number;
  saved: Endpoints;
  isReadOnly: boolean;
  save: Action<{ apiId: string; etag: number } & Endpoints, { etag: number }>;
  testEndpoint: TestEndpoint;
};

const labels = { production: "Production URL", sandbox: "Sandbox URL" } as const;
const titles = { production: "Production endpoint", sandbox: "Sandbox endpoint" } as const;

const explanations = {
  production: "Where connections with production credentials go. The API cannot be deployed without it.",
  sandbox: "Where connections with sandbox credentials go, for trying things out. Optional.",
} as const;

export function EndpointsForm({ apiId, etag, saved, isReadOnly, save, testEndpoint }: EndpointsFormProps) {
  const form = useDesignForm({ apiId, form: "endpoints", etag, saved, schema: endpointsSchema, save });
  return (
    <DesignFormFrame
      form={form}
      name="Endpoints"
      isReadOnly={isReadOnly}
      editors="creators"
      labels={labels}
      savedMessage="Saved. Deploy to make it live."
    >
      <Stack sx={{ gap: 2 }}>
        <EndpointCard form={form} field="production" canTest={!isReadOnly} testEndpoint={testEndpoint} />
        <EndpointCard form={form} field="sandbox" canTest={!isReadOnly} testEndpoint={testEndpoint} />
      </Stack>
    </DesignFormFrame>
  );
}

type EndpointCardProps = {
  form: DesignForm<Endpoints>;
  field: keyof Endpoints;
  canTest: boolean;
  testEndpoint: TestEndpoint;
};

function EndpointCard({ form, field, canTest, testEndpoint }: EndpointCardProps) {
  const url = form.values[field];
  const isTestable = url.trim() !== "" && endpointSchema.safeParse(url).success;
  return (
    <SectionCard title={titles[field]} caption={explanations[field]}>
      <Stack sx={{ gap: 1.5, pt: 1 }}>
        <FormTextField
          label={labels[field]}
          name={field}
          placeholder={field === "production" ? "wss://backend.example.com/socket" : "ws://localhost:9097"}
          value={url}
          problem={form.problem(field)}
          helperText="ws:// or wss://, host, port and path. A query of its own is kept."
          onChange={(event) => form.set({ [field]: event.target.value })}
          slotProps={{
            htmlInput: {
              spellCheck: false,
              autoCapitalize: "none",
              inputMode: "url",
            },
          }}
        />
        {canTest && isTestable ? (
          <EndpointTest testEndpoint={testEndpoint} urlToTest={async () => url.trim()} />
        ) : null}
      </Stack>
    </SectionCard>
  );
}
