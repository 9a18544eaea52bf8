"use client";
// Replaces the definition of an API: the document, what it becomes, what that changes, and only then the saving.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import { useRouter } from "next/navigation";
import { useCallback, useMemo } from "react";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { ReplacementView } from "#lib/replacing/replacement-view.ts";
import { replacementDraft } from "./import-draft.ts";
import { ImportPreview } from "./import-preview.tsx";
import { ImportSourceCard } from "./import-source.tsx";
import type { IncludeReferences } from "./reference-offer.tsx";
import { TextDifferences } from "./text-differences.tsx";
import { TopicChanges } from "./topic-changes.tsx";
import type { FetchDocument } from "./url-fetch.tsx";
import { type ReadImport, useImportRead, useImportSource } from "./use-import-source.ts";

type Source = { readonly text: string; readonly isSwapped: boolean };
type Sent = Source & { readonly apiId: string; readonly etag: number };

type ReplaceDefinitionProps = {
  apiId: string;
  etag: number;
  definition: string;
  /** Version of the original that is kept with the definition so far; null where there is none. */
  originalVersion: string | null;
  actions: {
    readReplacement: Action<Sent, ReplacementView>;
    replaceDefinition: Action<Sent, { readonly etag: number }>;
    fetchDocument: FetchDocument;
    includeReferences: IncludeReferences;
  };
};

export function ReplaceDefinition(props: ReplaceDefinitionProps) {
  const { apiId, etag, definition, originalVersion, actions } = props;
  const router = useRouter();
  const personId = useCurrentPerson()?.id ?? "";
  const draft = useMemo(() => replacementDraft(personId, apiId), [personId, apiId]);
  const state = useImportSource(draft);
  const { readReplacement } = actions;
  const readSource: ReadImport<ReplacementView> = useCallback(
    (source) => readReplacement({ ...source, apiId, etag }),
    [readReplacement, apiId, etag],
  );
  const read = useImportRead(state.source, readSource);
  const replacing = useAction(actions.replaceDefinition);
  const { text, isSwapped } = state.source;
  const changes = text.trim() === "" ? null : (read.view?.changes ?? null);
  const leave = () => {
    draft.drop();
    router.push(`/apis/${encodeURIComponent(apiId)}/definition`);
    router.refresh();
  };
  const replace = async () => {
    if ((await replacing.run({ apiId, etag, text, isSwapped })).ok) leave();
  };
  const isStale = [read.refusal, replacing.refusal].some((refusal) => refusal?.code === "stale");
  return (
    <Box sx={{ display: "grid", gap: 3 }}>
      <Box sx={twoColumns}>
        <ImportSourceCard state={state} read={read} actions={actions} />
        <ImportPreview
          view={read.view}
          isSwapped={isSwapped}
          onSwap={(next) => state.change({ isSwapped: next })}
        />
      </Box>
      {changes === null ? null : (
        <SectionCard title="3. What changes">
          <TopicChanges changes={changes} />
          <TextDifferences before={definition} after={changes.text} />
          {originalVersion === null ? null : (
            <Alert severity="info" sx={{ mt: 2 }}>
              The AsyncAPI {originalVersion} original of the definition so far goes with it. Download it first
              if you need it.
            </Alert>
          )}
        </SectionCard>
      )}
      <div>
        <FormError refusal={replacing.refusal} typed={{ fileName: "asyncapi.yaml", text }} />
        <Stack direction="row" useFlexGap sx={{ gap: 1.5, flexWrap: "wrap" }}>
          <Button
            variant="contained"
            disabled={changes === null || !read.isCurrent || read.refusal !== null}
            loading={replacing.isPending}
            onClick={() => void replace()}
          >
            Replace
          </Button>
          {isStale ? (
            <Button
              variant="outlined"
              onClick={() => {
                replacing.clear();
                router.refresh();
              }}
            >
              Load the latest version
            </Button>
          ) : null}
          <Button onClick={leave}>Cancel</Button>
        </Stack>
      </div>
    </Box>
  );
}

const twoColumns = {
  display: "grid",
  gap: 3,
  alignItems: "start",
  gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "minmax(0, 6fr) minmax(0, 5fr)" },
};
