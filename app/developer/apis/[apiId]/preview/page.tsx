// The design of an API as consumers would have it, for who works on APIs: before it is published, or its changes are.
import Alert from "@mui/material/Alert";
import Chip from "@mui/material/Chip";
import Link from "@mui/material/Link";
import type { Metadata } from "next";
import { loadCatalogue, loadGatewayUrls, loadOpening } from "#app/_server/loaders.ts";
import { loadPreviewed, loadPreviewedPlans } from "#app/_server/previewed.ts";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { DownloadMenu } from "#components/definition/download-menu.tsx";
import { ConsumerPage } from "#components/developer/consumer-page.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

type Props = { params: Promise<{ apiId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { displayName, version } = await loadPreviewed((await params).apiId);
  return { title: `Preview of ${displayName} ${version}` };
}

export default async function PreviewPage({ params }: Props) {
  const { apiId } = await params;
  // First of all: who may not see it is told nothing else.
  const api = await loadPreviewed(apiId);
  const [plans, urls, catalogue, opening] = await Promise.all([
    loadPreviewedPlans(apiId),
    loadGatewayUrls(),
    loadCatalogue(apiId),
    loadOpening(apiId, "consumer"),
  ]);
  const { security } = api.runtime;
  const definitionHref = `/apis/${encodeURIComponent(apiId)}/definition`;
  return (
    <>
      <PageHeader
        title={api.displayName}
        badge={<Chip size="small" label={`${api.version}, preview`} />}
        caption={<MonoText>{api.basePath}</MonoText>}
        actions={<DownloadMenu href={`${definitionHref}/download`} views={["consumer"]} />}
      />
      <Alert severity="info" role="note" sx={{ my: 2 }}>
        This is a preview of the design as it is now. Consumers do not see it, and nobody can subscribe here.{" "}
        <Link href={sectionHref(apiId, "overview")} underline="always" color="inherit">
          Back to the API
        </Link>
      </Alert>
      <ConsumerPage
        urls={urls}
        basePath={api.basePath}
        needsKey={security.apiKey || security.oauth2}
        plans={plans}
        catalogue={catalogue}
        opening={opening}
        fillIn={null}
        routes={{
          parts: `${definitionHref}/parts?of=consumer`,
          search: `${definitionHref}/search?of=consumer`,
        }}
      />
    </>
  );
}
