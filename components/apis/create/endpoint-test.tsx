"use client";
// Test endpoint: the server tries a real WebSocket handshake with the backend and says what happened.
import NetworkCheckIcon from "@mui/icons-material/NetworkCheckOutlined";
import Alert, { type AlertColor } from "@mui/material/Alert";
import AlertTitle from "@mui/material/AlertTitle";
import Box from "@mui/material/Box";
import { useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { FormError } from "#components/ui/form-error.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import type { EndpointProbe } from "#lib/endpoints/endpoint-probe.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";

export type TestEndpoint = (input: { url: string }) => Promise<Outcome<EndpointProbe>>;

type EndpointTestProps = {
  testEndpoint: TestEndpoint;
  /** The URL to test, or null where the field has to be mended first. */
  urlToTest: () => string | null;
  label?: string;
};

const verdicts: Readonly<Record<EndpointProbe["verdict"], { severity: AlertColor; title: string }>> = {
  accepted: { severity: "success", title: "The backend accepted the connection" },
  refused: { severity: "warning", title: "The backend refused the connection" },
  not_websocket: { severity: "warning", title: "This is not a WebSocket endpoint" },
  unreachable: { severity: "error", title: "The backend cannot be reached" },
  forbidden: { severity: "warning", title: "This address may not be tested from here" },
  timeout: { severity: "error", title: "The backend did not answer in time" },
};

export function EndpointTest({ testEndpoint, urlToTest, label = "Test endpoint" }: EndpointTestProps) {
  const [isPending, setIsPending] = useState(false);
  const [tested, setTested] = useState<{ url: string; outcome: Outcome<EndpointProbe> } | null>(null);

  const test = async () => {
    setTested(null);
    const url = urlToTest();
    if (url === null) return;
    setIsPending(true);
    const outcome = await callAction(() => testEndpoint({ url }));
    setTested({ url, outcome });
    setIsPending(false);
  };

  return (
    <Box>
      <SubmitButton
        type="button"
        variant="outlined"
        startIcon={<NetworkCheckIcon />}
        isPending={isPending}
        pendingLabel="Testing…"
        onClick={test}
      >
        {label}
      </SubmitButton>
      <Box aria-live="polite">{tested ? <Result url={tested.url} outcome={tested.outcome} /> : null}</Box>
    </Box>
  );
}

function Result({ url, outcome }: { url: string; outcome: Outcome<EndpointProbe> }) {
  if (!outcome.ok) return <FormError refusal={outcome} />;
  const { verdict, message, durationMs, details } = outcome.value;
  const { severity, title } = verdicts[verdict];
  return (
    <Alert severity={severity} role="none" sx={{ mt: 1.5 }}>
      <AlertTitle>{title}</AlertTitle>
      {message}
      <Box component="ul" sx={{ m: 0, mt: 0.75, pl: 2.25, typography: "caption" }}>
        <li>
          <MonoText>{url}</MonoText>, {durationMs} ms
        </li>
        {details.map((detail) => (
          <li key={detail}>
            <MonoText>{detail}</MonoText>
          </li>
        ))}
      </Box>
    </Alert>
  );
}
