// What consumers have of an API: how to connect, what it costs them, code, its documentation. Published or previewed. Draws
// on the server.
import Box from "@mui/material/Box";
import { ReadingPage } from "#components/reading/reading-page.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Catalogue } from "#lib/console/catalogue.ts";
import type { DocumentOpening } from "#lib/definition-work/jobs.ts";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";
import type { Plan } from "#lib/plans/plan.ts";
import { ConnectCard } from "./connect-card.tsx";
import type { FillInOffer } from "./filled-key.ts";
import { PlansCard } from "./plans-card.tsx";
import { TopicSamples } from "./topic-samples.tsx";

type ConsumerPageProps = {
  urls: GatewayUrls;
  basePath: string;
  needsKey: boolean;
  plans: readonly Plan[];
  catalogue: Outcome<Catalogue>;
  opening: Outcome<DocumentOpening>;
  /** How a reader gets a key into the code; null where none is to be had, or needed. */
  fillIn: FillInOffer | null;
  /** Where the rest of the documentation is had. */
  routes: { readonly parts: string; readonly search: string };
};

export function ConsumerPage(props: ConsumerPageProps) {
  const { urls, basePath, needsKey, plans, catalogue, opening, fillIn, routes } = props;
  return (
    <Box sx={{ display: "grid", gap: 2.5 }}>
      <Box
        sx={{
          display: "grid",
          gap: 2.5,
          gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "repeat(2, minmax(0, 1fr))" },
        }}
      >
        <ConnectCard urls={urls} basePath={basePath} needsKey={needsKey} />
        <PlansCard plans={plans} needsKey={needsKey} />
      </Box>
      {catalogue.ok && catalogue.value.topics.length > 0 ? (
        <SectionCard title="Code" caption="Connect and exchange a message, in a language of your choice.">
          <TopicSamples catalogue={catalogue.value} urls={urls} basePath={basePath} fillIn={fillIn} />
        </SectionCard>
      ) : null}
      {opening.ok ? (
        <ReadingPage
          view={opening.value.view}
          texts={opening.value.texts}
          rest={{ groups: opening.value.outline, routes }}
        />
      ) : (
        <p>{opening.message}</p>
      )}
    </Box>
  );
}
