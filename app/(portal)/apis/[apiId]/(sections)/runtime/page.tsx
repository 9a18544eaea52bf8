// Runtime settings of an API.
import type { Metadata } from "next";
import { loadApi } from "#app/_server/loaders.ts";
import { requirePerson } from "#app/_server/session.ts";
import { RuntimeForm } from "#components/runtime/runtime-form.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { can } from "#lib/identity/role.ts";
import { saveRuntime } from "../../actions.ts";
import type { ApiParams } from "../../load-standing.ts";

export const metadata: Metadata = { title: "Runtime" };

export default async function RuntimePage({ params }: ApiParams) {
  const { apiId } = await params;
  const [api, person] = await Promise.all([loadApi(apiId), requirePerson()]);
  return (
    <>
      <PageHeader
        title="Runtime"
        caption="How the gateway treats connections: who may connect, how long, how large."
      />
      <RuntimeForm
        apiId={apiId}
        etag={api.etag}
        saved={api.runtime}
        isReadOnly={!can(person, "api:design")}
        save={saveRuntime}
      />
    </>
  );
}
