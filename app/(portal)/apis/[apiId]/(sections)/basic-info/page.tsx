// Basic info of an API.
import type { Metadata } from "next";
import { loadApi } from "#app/_server/loaders.ts";
import { requirePerson } from "#app/_server/session.ts";
import type { ApiParams } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { BasicInfoForm } from "#components/info/basic-info-form.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { can } from "#lib/identity/role.ts";
import { saveBasicInfo } from "../../actions.ts";

export const metadata: Metadata = { title: "Basic info" };

export default async function BasicInfoPage({ params }: ApiParams) {
  const { apiId } = await params;
  const [api, person] = await Promise.all([loadApi(apiId), requirePerson()]);
  return (
    <>
      <PageHeader
        title="Basic info"
        caption="How the API presents itself. Changes act at once: nothing to deploy."
      />
      <BasicInfoForm
        apiId={apiId}
        etag={api.etag}
        saved={{ displayName: api.displayName, description: api.description, tags: [...api.tags] }}
        name={api.name}
        isReadOnly={!can(person, "api:describe")}
        save={saveBasicInfo}
      />
    </>
  );
}
