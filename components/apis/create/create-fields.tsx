"use client";
// The fields of the create form, in the order in which people think of them.
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import type { ReactNode } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import type { CreateField } from "./create-values.ts";
import { EndpointTest, type TestEndpoint } from "./endpoint-test.tsx";
import { ExposedAt } from "./exposed-at.tsx";
import { FormField } from "./form-field.tsx";
import type { Availability } from "./use-availability.ts";
import type { CreateFormFields } from "./use-create-form.ts";

type CreateFieldsProps = {
  form: CreateFormFields;
  gatewayUrls: GatewayUrls;
  testEndpoint: TestEndpoint;
  availability: Availability["status"];
  /** The keyboard starts in the first field. */
  hasAutoFocus?: boolean;
  /** Stands above the endpoint: where it may come from. */
  endpointChoice?: ReactNode;
};

const twoColumns = {
  display: "grid",
  gap: 2.5,
  gridTemplateColumns: { sm: "minmax(0, 2fr) minmax(0, 1fr)" },
};

const nameHelp: Readonly<Record<Availability["status"], string>> = {
  unknown: "What the API is called, here and for those who use it",
  checking: "Checking whether name, version and context are free…",
  free: "Name, version and context are free",
  taken: "What the API is called, here and for those who use it",
};

export function CreateFields(props: CreateFieldsProps) {
  const { form, gatewayUrls, testEndpoint, availability, hasAutoFocus = false, endpointChoice } = props;
  const of = (name: CreateField) => ({
    name,
    value: form.values[name],
    problem: form.problem(name),
    onChange: (text: string) => form.set(name, text),
    onLeave: () => form.leave(name),
  });
  return (
    <Stack sx={{ gap: 2.5 }}>
      <FormField
        {...of("name")}
        label="Name"
        helperText={nameHelp[availability]}
        placeholder="Chats"
        isRequired
        hasAutoFocus={hasAutoFocus}
      />
      <FormField
        {...of("displayName")}
        label="Display Name"
        helperText="Shown instead of the name; may be left empty"
      />
      <Box sx={twoColumns}>
        <FormField
          {...of("context")}
          label="Context"
          helperText={<ExposedAt values={form.values} urls={gatewayUrls} />}
          placeholder="/chats"
          isRequired
          isMono
        />
        <FormField
          {...of("version")}
          label="Version"
          helperText="{version} in the context puts it elsewhere in the path"
          placeholder="1.0.0"
          isRequired
          isMono
        />
      </Box>
      <FormTextField
        label="Protocol"
        value="WebSocket"
        helperText="Fixed for this kind of API"
        slotProps={{ htmlInput: { readOnly: true }, input: { sx: { bgcolor: "action.hover" } } }}
      />
      {endpointChoice}
      <Box>
        <FormField
          {...of("endpoint")}
          label="Endpoint"
          helperText="The backend's ws:// or wss:// URL. It may be left empty until the API is published"
          placeholder="wss://backend.example.com/socket"
          isMono
        />
        <Box sx={{ mt: 1.25 }}>
          <EndpointTest testEndpoint={testEndpoint} urlToTest={form.urlToTest} />
        </Box>
      </Box>
    </Stack>
  );
}
