"use client";
// What holds for the handshakes of both endpoints: whose words a client hears of a refusal, and which paths may pass.
import Box from "@mui/material/Box";
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { EndpointsValues, HandshakeValues } from "./endpoint-values.ts";

export const handshakeLabels = {
  "handshake.backendRefusals": "When the backend refuses",
  "handshake.encodedSlashes": "Encoded slashes (%2F) in paths",
} as const satisfies Record<keyof HandshakeValues, string>;

const refusalOptions = [
  { value: "explain", label: "Explain: 502 in the gateway's words" },
  { value: "pass_on", label: "Pass on the backend's answer" },
] as const;

const slashOptions = [
  { value: "refuse", label: "Refuse with 400" },
  { value: "pass_on", label: "Pass on untouched" },
] as const;

/** A field in words; null for any other. */
export function handshakeFieldText(field: keyof EndpointsValues, values: EndpointsValues): string | null {
  const labelOf = (
    options: readonly { readonly value: string; readonly label: string }[],
    value: string,
  ): string => options.find((option) => option.value === value)?.label ?? value;
  if (field === "handshake.backendRefusals") return labelOf(refusalOptions, values[field]);
  return field === "handshake.encodedSlashes" ? labelOf(slashOptions, values[field]) : null;
}

type HandshakeFieldsProps = { form: DesignForm<EndpointsValues> };

export function HandshakeFields({ form }: HandshakeFieldsProps) {
  return (
    <SectionCard title="Handshake" caption="For clients of both endpoints.">
      <Box
        sx={{
          display: "grid",
          gap: 2.5,
          pt: 1,
          gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "1fr 1fr" },
        }}
      >
        <ChoiceField
          label={handshakeLabels["handshake.backendRefusals"]}
          value={form.values["handshake.backendRefusals"]}
          options={refusalOptions}
          helperText="Passed on are the backend's status, WWW-Authenticate, Retry-After and up to 64 KB of text, less what names its address."
          onChange={(choice) => form.set({ "handshake.backendRefusals": choice })}
        />
        <ChoiceField
          label={handshakeLabels["handshake.encodedSlashes"]}
          value={form.values["handshake.encodedSlashes"]}
          options={slashOptions}
          helperText="Pass them on only to a backend that does not take %2F for a slash."
          onChange={(choice) => form.set({ "handshake.encodedSlashes": choice })}
        />
      </Box>
    </SectionCard>
  );
}
