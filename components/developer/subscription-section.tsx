"use client";
// What an application subscribes to, how each stands and what is used of it, live while somebody looks, and the way out.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Chip from "@mui/material/Chip";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ownerWords, standingOf } from "#components/subscriptions/standing.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { FeedTrouble } from "#components/ui/feed-trouble.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import { useFeed } from "#components/ui/use-feed.ts";
import type { OwnSubscription } from "#lib/subscriptions/own-subscription.ts";
import { applicationUseHref, publishedHref } from "./catalogue-href.ts";
import { QuotaUses } from "./quota-use.tsx";

/** How each subscription stands and what is used of its quotas, by its id. */
export type ApplicationUse = Readonly<Record<string, SubscriptionNews>>;

/** What others change while somebody looks: the publisher decides, the gateways count. */
export type SubscriptionNews = Pick<OwnSubscription, "state" | "blocked" | "plan" | "note" | "quotas">;

/** The gateways tell each second. */
const pace = { everyMs: 2_000, calmMs: 10_000 } as const;

type SubscriptionSectionProps = {
  applicationId: string;
  subscriptions: readonly OwnSubscription[];
  unsubscribe: Action<{ subscriptionId: string }, null>;
};

export function SubscriptionSection({ applicationId, subscriptions, unsubscribe }: SubscriptionSectionProps) {
  const feed = useFeed<ApplicationUse>({}, applicationUseHref(applicationId), pace);
  const [leaving, setLeaving] = useState<OwnSubscription | null>(null);
  const router = useRouter();
  const action = useAction(unsubscribe);
  const close = () => {
    action.clear();
    setLeaving(null);
  };
  const confirm = async () => {
    if (!leaving) return;
    const outcome = await action.run({ subscriptionId: leaving.id });
    if (!outcome.ok) return;
    close();
    router.refresh();
  };
  return (
    <SectionCard
      title="Subscriptions"
      action={
        <Button href="/developer/apis" variant="outlined" size="small">
          Find an API
        </Button>
      }
    >
      <FeedTrouble feed={feed} gone={<GoneApplication />} />
      {subscriptions.length === 0 ? (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          None yet. Choose “Use this API” on an API&apos;s page.
        </Typography>
      ) : (
        <Stack component="ul" sx={{ listStyle: "none", m: 0, p: 0, gap: 1.5 }}>
          {subscriptions.map((subscription) => (
            <Row
              key={subscription.id}
              subscription={{ ...subscription, ...feed.value[subscription.id] }}
              onLeave={() => setLeaving(subscription)}
            />
          ))}
        </Stack>
      )}
      <ConfirmDialog
        isOpen={leaving !== null}
        title={`Unsubscribe from ${leaving?.api.name ?? ""}?`}
        confirmLabel="Unsubscribe"
        isDestructive
        isPending={action.isPending}
        refusal={action.refusal}
        onConfirm={() => void confirm()}
        onCancel={close}
      >
        Open connections of this application to it are closed within a second. Subscribing again may need the
        publisher&apos;s approval.
      </ConfirmDialog>
    </SectionCard>
  );
}

function GoneApplication() {
  return (
    <Typography variant="body2" role="status" sx={{ mb: 1, color: "warning.main" }}>
      This application was deleted meanwhile, or you are not in its team any more. Nothing new is shown here.{" "}
      <Link href="/developer/applications">All applications</Link>
    </Typography>
  );
}

type RowProps = { subscription: OwnSubscription; onLeave: () => void };

function Row({ subscription, onLeave }: RowProps) {
  const { api, plan, note, quotas } = subscription;
  const { label, color } = standingOf(subscription);
  return (
    <Stack
      component="li"
      direction="row"
      useFlexGap
      sx={{ gap: 1.5, alignItems: "center", flexWrap: "wrap" }}
    >
      <Box sx={{ flex: "1 1 220px", minWidth: 0 }}>
        {api.isPublished ? (
          <Link href={publishedHref(api.id)}>
            {api.name} {api.version}
          </Link>
        ) : (
          <span>
            {api.name} {api.version}, not in the developer portal now
          </span>
        )}
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {plan.name}
          {note ? `. The publisher says: ${note}` : ""}
        </Typography>
        <Typography variant="body2" role="status">
          {ownerWords(subscription)}
        </Typography>
        <QuotaUses quotas={quotas} />
      </Box>
      <Chip size="small" label={label} color={color} variant="outlined" />
      <Button
        size="small"
        color="secondary"
        onClick={onLeave}
        aria-label={`Unsubscribe from ${api.name} ${api.version}`}
      >
        Unsubscribe
      </Button>
    </Stack>
  );
}
