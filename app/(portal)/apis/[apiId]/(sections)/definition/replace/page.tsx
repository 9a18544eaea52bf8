// Replace the definition of an API by a document that somebody has.
import type { Metadata } from "next";
import { loadApi } from "#app/_server/loaders.ts";
import { requirePermission } from "#app/_server/session.ts";
import type { ApiParams } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { fetchDocument, includeReferences } from "#app/(portal)/apis/create/actions.ts";
import { ReplaceDefinition } from "#components/imports/replace-definition.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { readReplacement, replaceDefinition } from "./actions.ts";

export const metadata: Metadata = { title: "Replace definition" };

export default async function ReplaceDefinitionPage({ params }: ApiParams) {
  await requirePermission("api:design");
  const api = await loadApi((await params).apiId);
  return (
    <>
      <PageHeader
        title="Replace definition"
        caption="Bring a document: it takes the definition's place. The API's own settings stay, and so do its name and version."
      />
      <ReplaceDefinition
        apiId={api.id}
        etag={api.etag}
        definition={api.definition}
        originalVersion={api.originalVersion}
        actions={{ readReplacement, replaceDefinition, fetchDocument, includeReferences }}
      />
    </>
  );
}
