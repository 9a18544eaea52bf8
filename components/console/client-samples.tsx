"use client";
// A connection as a command or as code, to take along: one client at a time.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { type ReactNode, useState } from "react";
import { codeColours } from "#components/ui/code-colours.ts";
import { ColouredCode } from "#components/ui/coloured-code.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { clientSamples, type SampleOf } from "#lib/console/client-samples.ts";

type ClientSamplesProps = SampleOf & {
  /** Where the key comes from. */
  note: ReactNode;
};

export function ClientSamples({ note, ...of }: ClientSamplesProps) {
  const [client, setClient] = useState("wscat");
  const samples = clientSamples(of);
  const sample = samples.find((it) => it.client === client) ?? samples[0];
  if (sample === undefined) return null;
  return (
    <Stack sx={{ gap: 1 }}>
      <Box role="group" aria-label="Client" sx={{ display: "flex", flexWrap: "wrap", gap: 0.5 }}>
        {samples.map((it) => (
          <Button
            key={it.client}
            size="small"
            color="secondary"
            variant={it === sample ? "contained" : "text"}
            aria-pressed={it === sample}
            onClick={() => setClient(it.client)}
          >
            {it.client}
          </Button>
        ))}
        <CopyButton text={sample.code} label={`Copy the sample for ${sample.client}`} />
      </Box>
      <Box component="pre" role="region" aria-label="Sample" tabIndex={0} sx={look}>
        <code>
          <ColouredCode text={sample.code} language={sample.language} />
        </code>
      </Box>
      <Typography variant="body2" component="div" sx={{ color: "text.secondary" }}>
        {note}
      </Typography>
    </Stack>
  );
}

const look = {
  ...codeColours,
  ...{ m: 0, p: 1.5, borderRadius: 1, bgcolor: "action.hover", overflow: "auto", maxHeight: 360 },
  ...{
    fontFamily: "var(--sluice-mono)",
    fontSize: "0.8125rem",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
} as const;
