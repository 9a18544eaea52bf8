"use client";
// What is wrong with a definition, each finding with its place in the text.
import ErrorIcon from "@mui/icons-material/ErrorOutlined";
import InfoIcon from "@mui/icons-material/InfoOutlined";
import WarningIcon from "@mui/icons-material/WarningAmberOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { ReactElement } from "react";
import type { Diagnostic, Mend } from "#lib/asyncapi/diagnostic.ts";
import type { CodePlace } from "./code-editor.tsx";

type DiagnosticListProps = {
  diagnostics: readonly Diagnostic[];
  onGoTo: (place: CodePlace) => void;
  /** Carries out the edits of a finding that has some; absent where the text is only read. */
  onMend?: (mend: Mend) => void;
  /** The one that was gone to. */
  current?: Diagnostic | null;
};

const icons: Readonly<Record<Diagnostic["severity"], ReactElement>> = {
  error: <ErrorIcon color="error" titleAccess="Error" />,
  warning: <WarningIcon color="warning" titleAccess="Warning" />,
  info: <InfoIcon color="info" titleAccess="Hint" />,
};

const shownAtMost = 50;

export function DiagnosticList({ diagnostics, onGoTo, onMend, current = null }: DiagnosticListProps) {
  if (diagnostics.length === 0) return null;
  const more = diagnostics.length - shownAtMost;
  return (
    <Box component="section" aria-label="Findings" sx={{ mt: 2 }}>
      <Stack component="ul" sx={{ listStyle: "none", m: 0, p: 0, gap: 0.75 }}>
        {diagnostics.slice(0, shownAtMost).map((finding) => (
          <Stack
            component="li"
            direction="row"
            key={`${finding.line}:${finding.column}:${finding.code}:${finding.message}`}
            aria-current={finding === current ? "true" : undefined}
            sx={{
              gap: 1,
              alignItems: "flex-start",
              borderRadius: 1,
              '&[aria-current="true"]': { bgcolor: "action.selected" },
            }}
          >
            {icons[finding.severity]}
            <Typography variant="body2" component="span" sx={{ minWidth: 0, overflowWrap: "anywhere" }}>
              <Link
                component="button"
                type="button"
                underline="always"
                onClick={() => onGoTo({ ...finding })}
              >
                Line {finding.line}, column {finding.column}
              </Link>{" "}
              {finding.message}
              {onMend && finding.mend ? <MendButton mend={finding.mend} onMend={onMend} /> : null}
            </Typography>
          </Stack>
        ))}
      </Stack>
      {more > 0 ? <Typography variant="body2">and {more} more</Typography> : null}
    </Box>
  );
}

function MendButton({ mend, onMend }: { mend: Mend; onMend: (mend: Mend) => void }) {
  return (
    <Button size="small" onClick={() => onMend(mend)} sx={{ ml: 1, py: 0, textTransform: "none" }}>
      {mend.label}
    </Button>
  );
}
