"use client";
// TLS with wss backends: whom to trust, and who the gateway says it is. Certificates are public; the key is write-only.
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { EndpointPart } from "./endpoint-part.ts";
import type { EndpointValues } from "./endpoint-values.ts";
import { SecretField } from "./secret-field.tsx";

type TlsFieldsProps = {
  part: EndpointPart;
  /** As it is stored. */
  stored: EndpointValues["tls"];
  isReadOnly: boolean;
};

const pem = {
  multiline: true,
  minRows: 3,
  maxRows: 8,
  slotProps: {
    htmlInput: { spellCheck: false, autoComplete: "off", style: { fontFamily: "var(--sluice-mono)" } },
  },
} as const;

export function TlsFields({ part, stored, isReadOnly }: TlsFieldsProps) {
  const { tls } = part.values;
  const setTls = (patch: Partial<EndpointValues["tls"]>) => part.set({ tls: { ...tls, ...patch } });
  return (
    <Stack sx={{ gap: 2.5 }}>
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        For wss:// backends. Left empty, the gateway trusts the public authorities and shows no certificate.
      </Typography>
      <FormTextField
        {...pem}
        label="Own certificate authority (CA)"
        placeholder="-----BEGIN CERTIFICATE-----"
        value={tls.ca}
        problem={part.problem("tls", "ca")}
        helperText="One or more PEM certificates that are trusted instead of the public ones."
        onChange={(event) => setTls({ ca: event.target.value })}
      />
      <Box sx={{ display: "grid", gap: 2.5, gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "1fr 1fr" } }}>
        <FormTextField
          {...pem}
          label="Client certificate"
          placeholder="-----BEGIN CERTIFICATE-----"
          value={tls.cert}
          problem={part.problem("tls", "cert")}
          helperText="For backends that ask who connects (mTLS); its chain may follow it."
          onChange={(event) => setTls({ cert: event.target.value })}
        />
        <SecretField
          label="Private key"
          secret={tls.key}
          stored={stored.key.kind === "keep" ? stored.key : null}
          problem={part.problem("tls", "key")}
          helperText="PEM, without a passphrase. It is stored and never shown again."
          removeLabel="Remove private key"
          isReadOnly={isReadOnly}
          isText
          onChange={(key) => setTls({ key })}
        />
      </Box>
      <FormTextField
        label="Server name"
        placeholder="backend.example.com"
        value={tls.serverName}
        problem={part.problem("tls", "serverName")}
        helperText="The name asked for (SNI) and checked in the certificate. Empty takes the host of each URL."
        onChange={(event) => setTls({ serverName: event.target.value })}
        slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: "none" } }}
      />
    </Stack>
  );
}
