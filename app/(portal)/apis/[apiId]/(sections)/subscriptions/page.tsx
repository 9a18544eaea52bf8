// Subscriptions of an API: the plans it offers, who finds it, who uses it, and what was decided.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getDb } from "#app/_server/db.ts";
import { loadApi } from "#app/_server/loaders.ts";
import { requirePermission } from "#app/_server/session.ts";
import type { ApiParams } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { publishedHref } from "#components/developer/catalogue-href.ts";
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
  countSubscriptions,
  listSubscribers,
  listSubscriptionEvents,
} from "#lib/subscriptions/repository.ts";
import { block, changePlan, decide, offerPlans, saveVisibility } from "./actions.ts";

export const metadata: Metadata = { title: "Subscriptions" };

type Props = ApiParams & { searchParams: Promise<{ after?: string | string[] }> };

export default async function SubscriptionsPage({ params, searchParams }: Props) {
  const [{ apiId }, { after }] = await Promise.all([params, searchParams]);
  const person = await requirePermission("api:view");
  const api = await loadApi(apiId);
  const db = getDb();
  const page = typeof after === "string" ? { apiId, after } : { apiId };
  const [plans, offered, visibility, subscribers, counts, events] = await Promise.all([
    listPlans(db),
    listOfferedPlans(db, apiId),
    findVisibility(db, apiId),
    listSubscribers(db, page),
    countSubscriptions(db, apiId),
    listSubscriptionEvents(db, apiId),
  ]);
  if (!visibility) notFound();
  const canDecide = can(person, "subscription:decide");
  return (
    <>
      <PageHeader
        title="Subscriptions"
        caption={
          canDecide ? "What consumers find and use, and under which plans." : "Publishers decide on these."
        }
        actions={
          api.state === "published" ? (
            <Button variant="outlined" href={publishedHref(apiId)}>
              View in developer portal
            </Button>
          ) : null
        }
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
