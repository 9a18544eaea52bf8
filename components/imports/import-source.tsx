"use client";
// Step 1 of an import: the document, brought as a file, from an address or as a text, and what is wrong with it.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Tab from "@mui/material/Tab";
import Tabs from "@mui/material/Tabs";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import type { CodePlace } from "#components/definition/code-editor.tsx";
import { CodeView } from "#components/definition/code-view.tsx";
import { DiagnosticList } from "#components/definition/diagnostic-list.tsx";
import { useMend } from "#components/definition/use-mend.ts";
import { FormError } from "#components/ui/form-error.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { FileDrop } from "./file-drop.tsx";
import type { BundleMade } from "./import-draft.ts";
import { type IncludeReferences, ReferenceOffer } from "./reference-offer.tsx";
import { type FetchDocument, UrlFetch } from "./url-fetch.tsx";
import type { ImportRead, SourceState } from "./use-import-source.ts";

type ImportSourceProps = {
  state: SourceState;
  read: ImportRead;
  actions: { readonly fetchDocument: FetchDocument; readonly includeReferences: IncludeReferences };
};

/** The ways to bring a document: each ends in a text. */
const ways = [
  { id: "file", label: "File" },
  { id: "url", label: "URL" },
  { id: "text", label: "Text" },
] as const;
type Way = (typeof ways)[number]["id"];

export function ImportSourceCard({ state, read, actions }: ImportSourceProps) {
  const { source, change } = state;
  const [chosen, setChosen] = useState<Way | null>(null);
  const bring = (brought: {
    fileName: string;
    text: string;
    bundle?: BundleMade | null;
    address?: string | null;
  }) => change({ bundle: null, address: null, included: null, ...brought, isSwapped: false });
  const way = chosen ?? (source.text !== "" && source.fileName === null ? "text" : "file");
  return (
    <SectionCard title="1. The document" caption="AsyncAPI 2.0 to 2.6, 3.0 or 3.1, as YAML or JSON.">
      <Tabs
        value={way}
        onChange={(_event, next: Way) => setChosen(next)}
        aria-label="Where the document comes from"
        sx={{ borderBottom: "1px solid", borderColor: "divider", mb: 2 }}
      >
        {ways.map(({ id, label }) => (
          <Tab key={id} value={id} label={label} id={`tab-${id}`} aria-controls="panel-source" />
        ))}
      </Tabs>
      <Box role="tabpanel" id="panel-source" aria-labelledby={`tab-${way}`}>
        <Box sx={{ mb: source.text === "" && way !== "text" ? 0 : 2 }}>
          {way === "file" ? (
            <FileDrop fileName={source.fileName} bundle={source.bundle} onBring={bring} />
          ) : null}
          {way === "url" ? <UrlFetch fetchDocument={actions.fetchDocument} onBring={bring} /> : null}
          {way === "text" ? (
            <Typography variant="body2" sx={{ color: "text.secondary" }}>
              Paste the document, or type it.
            </Typography>
          ) : null}
        </Box>
        {way === "text" || source.text !== "" ? (
          <>
            <SourceText state={state} read={read} />
            <ReferenceOffer state={state} read={read} includeReferences={actions.includeReferences} />
          </>
        ) : null}
      </Box>
    </SectionCard>
  );
}

function SourceText({ state: { source, isKept, change }, read }: Omit<ImportSourceProps, "actions">) {
  const [place, setPlace] = useState<CodePlace | null>(null);
  const { view } = read;
  const diagnostics = view?.diagnostics ?? [];
  const { mend, noteText, problem } = useMend(source.text, (text) => change({ text }));
  return (
    <>
      <CodeView
        text={source.text}
        language={source.fileName?.endsWith(".json") ? "json" : "yaml"}
        label="Document"
        onChange={(text) => {
          noteText(text);
          change({ text });
        }}
        place={place}
        findings={view === null ? null : { text: read.text, diagnostics }}
        onMend={mend}
      />
      {problem === null ? null : (
        <Alert severity="warning" sx={{ mt: 2 }}>
          {problem}
        </Alert>
      )}
      {isKept ? null : (
        <Alert severity="warning" sx={{ mt: 2 }}>
          The browser has no room to keep this text: a reload of the page would lose it. Keep a copy.
        </Alert>
      )}
      <ReadStatus read={read} isEmpty={source.text.trim() === ""} />
      {read.isCurrent && read.refusal ? (
        <>
          <FormError refusal={read.refusal} />
          <Button variant="outlined" size="small" onClick={read.retry}>
            Read it again
          </Button>
        </>
      ) : (
        <DiagnosticList diagnostics={diagnostics} onGoTo={setPlace} onMend={mend} />
      )}
    </>
  );
}

function ReadStatus({ read, isEmpty }: { read: ImportRead; isEmpty: boolean }) {
  const words = isEmpty ? "" : read.isCurrent ? foundWords(read) : "Reading the document…";
  return (
    <Typography variant="body2" role="status" sx={{ mt: 1.5, minHeight: "1.5em", color: "text.secondary" }}>
      {words}
    </Typography>
  );
}

function foundWords({ view, refusal }: ImportRead): string {
  if (view === null || refusal !== null) return "";
  const all = [...view.diagnostics, ...view.convertedDiagnostics];
  const errors = all.filter(({ severity }) => severity === "error").length;
  const found = all.length - errors;
  if (all.length === 0) return "The document is read: nothing is wrong with it.";
  const counted = [count(errors, "error"), count(found, "remark")].filter((words) => words !== "");
  return `The document is read: ${counted.join(" and ")}.`;
}

function count(number: number, noun: string): string {
  return number === 0 ? "" : `${number} ${noun}${number === 1 ? "" : "s"}`;
}
