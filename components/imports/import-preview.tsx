"use client";
// What a document becomes: its version, its topics in the words of clients, and what the gateway cannot serve.
import SwapIcon from "@mui/icons-material/SwapVertOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import type { CodePlace } from "#components/definition/code-editor.tsx";
import { CodeView } from "#components/definition/code-view.tsx";
import { DiagnosticList } from "#components/definition/diagnostic-list.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { ImportView } from "#lib/imports/import-view.ts";
import { ImportTopics } from "./import-topics.tsx";

type ImportPreviewProps = {
  /** Null until a document was read. */
  view: ImportView | null;
  isSwapped: boolean;
  onSwap: (isSwapped: boolean) => void;
};

export function ImportPreview({ view, isSwapped, onSwap }: ImportPreviewProps) {
  return (
    <SectionCard title="2. What it becomes">
      {view === null ? (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          Topics and messages stand here as soon as a document is read.
        </Typography>
      ) : view.isImportable ? (
        <Becoming view={view} isSwapped={isSwapped} onSwap={onSwap} />
      ) : (
        <Typography variant="body2">
          Nothing yet: mend the errors of the document, then its topics stand here.
        </Typography>
      )}
    </SectionCard>
  );
}

function Becoming({ view, isSwapped, onSwap }: ImportPreviewProps & { view: ImportView }) {
  return (
    <>
      <Typography variant="body2">{versionWords(view)}</Typography>
      {view.converted === null ? null : (
        <Box sx={{ my: 1.5 }}>
          <Button
            variant="outlined"
            size="small"
            startIcon={<SwapIcon />}
            aria-pressed={isSwapped}
            onClick={() => onSwap(!isSwapped)}
          >
            Swap directions
          </Button>
          <Typography variant="body2" sx={{ mt: 0.75, color: "text.secondary" }}>
            {isSwapped
              ? "Swapped: what the document calls publish is what clients receive. Press again to take it by the specification."
              : "By the specification, clients send what an AsyncAPI 2 document calls publish. Many are written the other way round: read the topics below, and swap if they are wrong."}
          </Typography>
        </Box>
      )}
      <ImportTopics view={view} />
      {view.converted === null ? null : <Converted view={view} text={view.converted} />}
    </>
  );
}

function versionWords({ cameAs, converted }: ImportView): string {
  const version = cameAs === null ? "The document" : `AsyncAPI ${cameAs}`;
  return converted === null
    ? `${version}: taken as it is.`
    : `${version}, converted to 3.0. The original is kept with the API.`;
}

function Converted({ view, text }: { view: ImportView; text: string }) {
  const [place, setPlace] = useState<CodePlace | null>(null);
  const diagnostics = view.convertedDiagnostics;
  const hasError = diagnostics.some(({ severity }) => severity === "error");
  const remarks = diagnostics.length === 0 ? "" : `, ${diagnostics.length} to look at`;
  return (
    <Box sx={{ mt: 2 }}>
      <Fold title="Converted text" summary={`AsyncAPI 3.0${remarks}`} hasProblem={hasError}>
        <CodeView
          text={text}
          language="yaml"
          label="Converted text"
          place={place}
          findings={{ text, diagnostics }}
        />
        <DiagnosticList diagnostics={diagnostics} onGoTo={setPlace} />
      </Fold>
    </Box>
  );
}
