"use client";
// Who subscribes to an API, those that wait first, and what can be decided of each.
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { Pager } from "#components/apis/list/pager.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Subscriber, SubscriptionCounts } from "#lib/subscriptions/subscriber.ts";
import { type Deciding, DecisionDialog, type DecisionDialogProps } from "./decision-dialog.tsx";
import { SubscriberRow } from "./subscriber-row.tsx";

type SubscriberTableProps = {
  apiId: string;
  subscribers: readonly Subscriber[];
  counts: SubscriptionCounts;
  page: number;
  pageCount: number;
  plans: readonly { readonly id: string; readonly name: string }[];
  canDecide: boolean;
  actions: DecisionDialogProps["actions"];
};

export function SubscriberTable(props: SubscriberTableProps) {
  const { apiId, subscribers, counts, page, pageCount, plans, canDecide, actions } = props;
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const hrefOf = (to: number) => `${sectionHref(apiId, "subscriptions")}${to === 1 ? "" : `?page=${to}`}`;
  return (
    <SectionCard title="Subscribers" caption={captionOf(counts)}>
      {subscribers.length === 0 ? (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          Nobody has subscribed yet.
        </Typography>
      ) : (
        <Stack component="ul" aria-label="Subscribers" sx={{ listStyle: "none", m: 0, p: 0, gap: 2 }}>
          {subscribers.map((subscriber) => (
            <SubscriberRow
              key={subscriber.id}
              subscriber={subscriber}
              canDecide={canDecide}
              onDecide={(what) => setDeciding({ subscriber, what })}
            />
          ))}
        </Stack>
      )}
      <Pager
        here={hrefOf(page)}
        firstHref={hrefOf(1)}
        nextHref={page < pageCount ? hrefOf(page + 1) : null}
        page={page}
        pageCount={pageCount}
      />
      {deciding ? (
        <DecisionDialog
          apiId={apiId}
          deciding={deciding}
          plans={plans}
          actions={actions}
          onClose={() => setDeciding(null)}
        />
      ) : null}
    </SectionCard>
  );
}

function captionOf({ pending, all }: SubscriptionCounts): string {
  if (all === 0) return "Applications of consumers.";
  const waiting =
    pending === 0
      ? "none waits for approval"
      : pending === 1
        ? "one waits for approval"
        : `${pending} wait for approval`;
  return `${all === 1 ? "One application" : `${all} applications`}; ${waiting}.`;
}
