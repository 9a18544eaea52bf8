// Business info of an API.
import type { Metadata } from "next";
import { loadApi } from "#app/_server/loaders.ts";
import { requirePerson } from "#app/_server/session.ts";
import type { ApiParams } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { BusinessInfoForm } from "#components/info/business-info-form.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { can } from "#lib/identity/role.ts";
import { saveBusinessInfo } from "../../actions.ts";

export const metadata: Metadata = { title: "Business info" };

export default async function BusinessInfoPage({ params }: ApiParams) {
  const { apiId } = await params;
  const [api, person] = await Promise.all([loadApi(apiId), requirePerson()]);
  return (
    <>
      <PageHeader
        title="Business info"
        caption="Who answers for this API. Changes act at once: nothing to deploy."
      />
      <BusinessInfoForm
        apiId={apiId}
        etag={api.etag}
        saved={api.business}
        isReadOnly={!can(person, "api:describe")}
        save={saveBusinessInfo}
      />
    </>
  );
}
