"use client";
// Imports an AsyncAPI document as a new API: the document and what it becomes, then the form. All of it is kept in the tab.
import Box from "@mui/material/Box";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useMemo } from "react";
import { type CreateValues, createFields } from "#components/apis/create/create-values.ts";
import type { TestEndpoint } from "#components/apis/create/endpoint-test.tsx";
import type { CheckAvailability } from "#components/apis/create/use-availability.ts";
import { type CreateFormFields, useCreateForm } from "#components/apis/create/use-create-form.ts";
import type { CreationActions } from "#components/apis/create/use-creation.ts";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import type { ImportView } from "#lib/imports/import-view.ts";
import { type ImportDraft, importDraft } from "./import-draft.ts";
import { ImportForm } from "./import-form.tsx";
import { ImportPreview } from "./import-preview.tsx";
import { ImportSourceCard } from "./import-source.tsx";
import { prefilled, proposedValues } from "./prefill.ts";
import type { IncludeReferences } from "./reference-offer.tsx";
import type { FetchDocument } from "./url-fetch.tsx";
import { type ReadImport, useImportRead, useImportSource } from "./use-import-source.ts";

type Source = { readonly text: string; readonly isSwapped: boolean };
type Sent<Name extends "createApi" | "createAndPublish"> = (
  input: Parameters<CreationActions[Name]>[0] & { source: Source },
) => ReturnType<CreationActions[Name]>;

export type ImportActions = {
  readImport: ReadImport;
  fetchDocument: FetchDocument;
  includeReferences: IncludeReferences;
  createApi: Sent<"createApi">;
  createAndPublish: Sent<"createAndPublish">;
  servingStatus: CreationActions["servingStatus"];
  checkAvailability: CheckAvailability;
  testEndpoint: TestEndpoint;
};

type ImportApiProps = { actions: ImportActions; gatewayUrls: GatewayUrls; canPublish: boolean };

export function ImportApi({ actions, gatewayUrls, canPublish }: ImportApiProps) {
  const router = useRouter();
  const personId = useCurrentPerson()?.id ?? "";
  const draft = useMemo(() => importDraft(personId), [personId]);
  const state = useImportSource(draft);
  const read = useImportRead(state.source, actions.readImport);
  const { text, isSwapped, id } = state.source;
  const form = useCreateForm({
    actions: {
      ...actions,
      createApi: (input) => actions.createApi({ ...input, source: { text, isSwapped } }),
      createAndPublish: (input) => actions.createAndPublish({ ...input, source: { text, isSwapped } }),
    },
    draft,
    about: id,
    onDone: (apiId) => router.push(`/apis/${apiId}/overview`),
  });
  usePrefill(form.fields, read.view, draft);
  const isStarted = read.view?.isImportable || createFields.some((field) => form.fields.values[field] !== "");
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
      {isStarted ? (
        <ImportForm
          form={form}
          servers={read.view?.isImportable ? read.view.servers : null}
          gatewayUrls={gatewayUrls}
          testEndpoint={actions.testEndpoint}
          canPublish={canPublish}
          onCancel={() => {
            form.dropDraft();
            router.push("/apis");
          }}
        />
      ) : null}
    </Box>
  );
}

const twoColumns = {
  display: "grid",
  gap: 3,
  alignItems: "start",
  gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "minmax(0, 6fr) minmax(0, 5fr)" },
};

/** Fills in what a document proposes, each time one was read. */
function usePrefill(fields: CreateFormFields, view: ImportView | null, draft: ImportDraft): void {
  const fill = useEffectEvent(({ proposal }: ImportView) => {
    const changes = prefilled(fields.values, draft.proposed(), proposal);
    for (const field of createFields) {
      const text = changes[field];
      if (text !== undefined) fields.set(field, text);
    }
    const proposed: CreateValues = proposedValues(proposal);
    draft.keepProposed(proposed);
  });
  useEffect(() => {
    if (view?.isImportable) fill(view);
  }, [view]);
}
