"use client";
// The limits and times of all connections of an API, with what each does.
import Box from "@mui/material/Box";
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { sizeUnits, timeUnits } from "./quantity.ts";
import { QuantityField } from "./quantity-field.tsx";
import type { RuntimeValues } from "./runtime-values.ts";

export const runtimeLabels = {
  access: "Access",
  apiKey: "API key",
  oauth2: "OAuth2",
  webPages: "Which web pages may connect",
  backendTimeout: "Backend timeout",
  idleTimeout: "Idle timeout",
  maxAge: "Maximum age of a connection",
  heartbeatInterval: "Heartbeat after",
  heartbeatTimeout: "Heartbeat timeout",
  maxMessage: "Largest from clients",
  maxBackendMessage: "Largest from the backend",
  maxConnections: "Most connections",
  maxPerAddress: "Most connections per client address",
  maxNewPerSecond: "New connections per second",
  maxControlFrames: "Pings and pongs per second",
  rateLimits: "Rate limits",
  enforcesTypes: "Enforce types",
  enforcesHandshake: "Enforce handshake parameters",
  tellsThrottled: "Tell throttled clients as WSO2 does",
  topics: "Topics",
} as const satisfies Record<keyof RuntimeValues, string>;

const sizes = [
  {
    field: "maxMessage",
    units: sizeUnits,
    helperText: "Publish. A client that sends more is closed with code 1009, the backend with 1001. 0: off.",
  },
  {
    field: "maxBackendMessage",
    units: sizeUnits,
    helperText:
      "Subscribe. A backend that sends more is closed with code 1009, the client with 1001. 0: off.",
  },
] as const;

const times = [
  {
    field: "backendTimeout",
    units: timeUnits,
    helperText: "For the backend to answer the handshake. After that the client gets 504.",
  },
  {
    field: "idleTimeout",
    units: timeUnits,
    helperText: "No message either way for so long: closed with code 4408. 0: off.",
  },
  {
    field: "maxAge",
    units: timeUnits,
    helperText: "A connection this old is closed with code 4410. 0: off.",
  },
  {
    field: "heartbeatInterval",
    units: timeUnits,
    helperText: "A side that was silent for so long is sent a ping. 0: off.",
  },
  {
    field: "heartbeatTimeout",
    units: timeUnits,
    helperText: "A side that stays silent for so long after the ping is gone: closed with code 4408.",
  },
] as const;

const counts = [
  {
    field: "maxConnections",
    helperText:
      "Of this API at a time, on one gateway or on all that share limits. More get 429. 0: no limit.",
  },
  {
    field: "maxPerAddress",
    helperText: "From one client address (of IPv6 its /64), on one gateway. More get 429. 0: no limit.",
  },
  {
    field: "maxNewPerSecond",
    helperText: "On one gateway or on all that share limits. More get 429 with Retry-After. 0: no limit.",
  },
  {
    field: "maxControlFrames",
    helperText: "Of each side of a connection. More close it with code 1008. 0: no limit.",
  },
] as const;

const grid = {
  display: "grid",
  gap: 2.5,
  pt: 1,
  gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "1fr 1fr" },
} as const;

type FieldsProps = { form: DesignForm<RuntimeValues> };

export function SizeFields({ form }: FieldsProps) {
  return <Quantities form={form} fields={sizes} />;
}

export function TimeFields({ form }: FieldsProps) {
  return <Quantities form={form} fields={times} />;
}

function Quantities({ form, fields }: FieldsProps & { fields: typeof sizes | typeof times }) {
  return (
    <Box sx={grid}>
      {fields.map(({ field, units, helperText }) => (
        <QuantityField
          key={field}
          label={runtimeLabels[field]}
          units={units}
          quantity={form.values[field]}
          problem={form.problem(field)}
          helperText={helperText}
          onChange={(quantity) => form.set({ [field]: quantity })}
        />
      ))}
    </Box>
  );
}

export function ConnectionFields({ form }: FieldsProps) {
  return (
    <Box sx={grid}>
      {counts.map(({ field, helperText }) => (
        <FormTextField
          key={field}
          label={runtimeLabels[field]}
          value={form.values[field]}
          problem={form.problem(field)}
          helperText={helperText}
          onChange={(event) => form.set({ [field]: event.target.value })}
          slotProps={{ htmlInput: { inputMode: "numeric", maxLength: 8, autoComplete: "off" } }}
        />
      ))}
    </Box>
  );
}
