"use client";
// How the gateway treats an API's connections: who may connect, and how long and how large.
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import { DesignFormFrame } from "#components/api/design-form.tsx";
import type { Action } from "#components/api/use-action.ts";
import { type DesignForm, useDesignForm } from "#components/api/use-design-form.ts";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Runtime } from "#lib/apis/api-fields.ts";
import { sizeUnits, timeUnits } from "./quantity.ts";
import { QuantityField } from "./quantity-field.tsx";
import { type RuntimeValues, runtimeFormSchema, runtimeValues } from "./runtime-values.ts";
import { SecurityFields } from "./security-fields.tsx";

type RuntimeFormProps = {
  apiId: string;
  etag: number;
  saved: Runtime;
  isReadOnly: boolean;
  save: Action<{ apiId: string; etag: number } & Runtime, { etag: number }>;
};

const labels = {
  access: "Access",
  apiKey: "API key",
  oauth2: "OAuth2",
  backendTimeout: "Backend timeout",
  idleTimeout: "Idle timeout",
  maxAge: "Maximum age of a connection",
  maxMessage: "Largest message",
} as const satisfies Record<keyof RuntimeValues, string>;

const limits = [
  {
    field: "backendTimeout",
    units: timeUnits,
    helperText: "For the backend to answer the handshake. After that the client gets 504.",
  },
  {
    field: "idleTimeout",
    units: timeUnits,
    helperText: "Nothing moved either way for so long: closed with code 4408. 0 switches it off.",
  },
  {
    field: "maxAge",
    units: timeUnits,
    helperText: "A connection this old is closed with code 4410. 0 switches it off.",
  },
  {
    field: "maxMessage",
    units: sizeUnits,
    helperText: "Who sends more is closed with code 1009, the other side with 1001. 0 switches it off.",
  },
] as const;

export function RuntimeForm({ apiId, etag, saved, isReadOnly, save }: RuntimeFormProps) {
  const form = useDesignForm({
    apiId,
    form: "runtime",
    etag,
    saved: runtimeValues(saved),
    schema: runtimeFormSchema,
    save,
  });
  return (
    <DesignFormFrame
      form={form}
      name="Runtime"
      isReadOnly={isReadOnly}
      editors="creators"
      labels={labels}
      savedMessage="Saved. Deploy to make it live."
    >
      <Stack sx={{ gap: 2 }}>
        <SectionCard title="Security" caption="Who may connect to this API.">
          <SecurityFields form={form} />
        </SectionCard>
        <SectionCard title="Limits" caption="What the gateway does to every connection of this API.">
          <LimitFields form={form} />
        </SectionCard>
      </Stack>
    </DesignFormFrame>
  );
}

function LimitFields({ form }: { form: DesignForm<RuntimeValues> }) {
  return (
    <Box
      sx={{ display: "grid", gap: 2.5, pt: 1, gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "1fr 1fr" } }}
    >
      {limits.map(({ field, units, helperText }) => (
        <QuantityField
          key={field}
          label={labels[field]}
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
