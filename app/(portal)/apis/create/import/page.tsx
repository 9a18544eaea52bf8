// Import an AsyncAPI definition as a new API.
import type { Metadata } from "next";
import { loadGatewayUrls } from "#app/_server/loaders.ts";
import { requirePermission } from "#app/_server/session.ts";
import { ImportApi } from "#components/imports/import-api.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { can } from "#lib/identity/role.ts";
import { servingStatus, testEndpoint } from "../../actions.ts";
import {
  checkAvailability,
  createAndPublish,
  createApi,
  fetchDocument,
  includeReferences,
  readImport,
} from "../actions.ts";

export const metadata: Metadata = { title: "Import an AsyncAPI definition" };

export default async function ImportApiPage() {
  const person = await requirePermission("api:design");
  return (
    <>
      <PageHeader
        title="Import an AsyncAPI definition"
        caption="Bring the document you have: its topics and messages become an API."
      />
      <ImportApi
        actions={{
          readImport,
          fetchDocument,
          includeReferences,
          createApi,
          createAndPublish,
          servingStatus,
          checkAvailability,
          testEndpoint,
        }}
        gatewayUrls={await loadGatewayUrls()}
        canPublish={can(person, "api:publish")}
      />
    </>
  );
}
