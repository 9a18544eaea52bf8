// Subscriptions of an API: the plans it offers, who finds it, who uses it, and what was decided.
import Box from "@mui/material/Box";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { getDb } from "#app/_server/db.ts";
import { loadSubscriptionCounts } from "#app/_server/loaders.ts";
import {
  type ApiParams,
  isInDeveloperPortal,
  loadApiState,
} from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { PortalLink } from "#components/developer/portal-link.tsx";
import { OfferedPlans } from "#components/subscriptions/offered-plans.tsx";
import { SubscriberTable } from "#components/subscriptions/subscriber-table.tsx";
import { SubscriptionHistory } from "#components/subscriptions/subscription-history.tsx";
import { VisibilityForm } from "#components/subscriptions/visibility-form.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { findVisibility } from "#lib/catalogue/repository.ts";
import { can } from "#lib/identity/role.ts";
import { listOfferedPlans, listPlans } from "#lib/plans/repository.ts";
import {
  listSubscribers,
  listSubscriptionEvents,
  SUBSCRIPTIONS_A_PAGE,
} from "#lib/subscriptions/repository.ts";
import { block, changePlan, decide, offerPlans, saveVisibility } from "./actions.ts";

export const metadata: Metadata = { title: "Subscriptions" };

const querySchema = z.object({ page: z.coerce.number().int().min(1).catch(1) });

type Props = ApiParams & { searchParams: Promise<{ page?: string | string[] }> };

export default async function SubscriptionsPage({ params, searchParams }: Props) {
  const [{ apiId }, query] = await Promise.all([params, searchParams]);
  const [apiState, counts] = await Promise.all([loadApiState(apiId), loadSubscriptionCounts(apiId)]);
  const db = getDb();
  const pageCount = Math.max(1, Math.ceil(counts.all / SUBSCRIPTIONS_A_PAGE));
  const page = Math.min(querySchema.parse(query).page, pageCount);
  const [plans, offered, visibility, subscribers, events] = await Promise.all([
    listPlans(db),
    listOfferedPlans(db, apiId),
    findVisibility(db, apiId),
    listSubscribers(db, { apiId, page }),
    listSubscriptionEvents(db, apiId),
  ]);
  if (!visibility) notFound();
  const canDecide = can(apiState.person, "subscription:decide");
  return (
    <>
      <PageHeader
        title="Subscriptions"
        caption={
          canDecide ? "What consumers find and use, and under which plans." : "Publishers decide on these."
        }
        actions={isInDeveloperPortal(apiState) ? <PortalLink apiId={apiId} /> : null}
      />
      <Box sx={{ display: "grid", gap: 2.5 }}>
        <Box
          sx={{
            display: "grid",
            gap: 2.5,
            gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "repeat(2, minmax(0, 1fr))" },
          }}
        >
          <OfferedPlans
            apiId={apiId}
            plans={plans}
            offered={offered.map(({ id }) => id)}
            canDecide={canDecide}
            offerPlans={offerPlans}
          />
          <VisibilityForm
            apiId={apiId}
            visible={visibility}
            canDecide={canDecide}
            saveVisibility={saveVisibility}
          />
        </Box>
        <SubscriberTable
          apiId={apiId}
          subscribers={subscribers}
          counts={counts}
          page={page}
          pageCount={pageCount}
          plans={plans.map(({ id, name }) => ({ id, name }))}
          canDecide={canDecide}
          actions={{ decide, block, changePlan }}
        />
        <SectionCard title="History" flush>
          <SubscriptionHistory events={events} />
        </SectionCard>
      </Box>
    </>
  );
}
