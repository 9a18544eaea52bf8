"use client";
// The key that was just made, this once, and how to connect with it.
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Catalogue } from "#lib/console/catalogue.ts";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import { publishedHref } from "./catalogue-href.ts";
import { NewKeyNotice } from "./new-key-notice.tsx";
import { TopicSamples } from "./topic-samples.tsx";

type FirstConnectionProps = {
  apiId: string;
  started: { readonly applicationId: string; readonly key: { readonly key: string } | null };
  catalogue: Catalogue;
  urls: GatewayUrls;
  basePath: string;
};

export function FirstConnection({ apiId, started, catalogue, urls, basePath }: FirstConnectionProps) {
  const applicationHref = `/developer/applications/${encodeURIComponent(started.applicationId)}`;
  if (started.key === null) {
    return (
      <SectionCard title="Asked for">
        <Alert severity="info">
          The publisher approves subscriptions to this plan. Once that is done, make a key on your{" "}
          <Link href={applicationHref}>application&apos;s page</Link>.
        </Alert>
      </SectionCard>
    );
  }
  return (
    <Stack sx={{ gap: 2.5 }}>
      <SectionCard
        title="Your key"
        action={
          <Button href={applicationHref} variant="outlined" size="small">
            To the application
          </Button>
        }
      >
        <NewKeyNotice apiKey={started.key.key} />
      </SectionCard>
      {catalogue.topics.length > 0 ? (
        <SectionCard
          title="Connect"
          caption={
            <>
              Set the key as KEY where you run it, and go. Or{" "}
              <Link href={publishedHref(apiId, "/try")}>talk to it in the browser</Link>.
            </>
          }
        >
          <TopicSamples
            catalogue={catalogue}
            urls={urls}
            basePath={basePath}
            apiKey={started.key.key}
            fillIn={null}
          />
        </SectionCard>
      ) : null}
    </Stack>
  );
}
