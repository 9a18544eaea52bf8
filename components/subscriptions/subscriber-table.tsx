"use client";
// Who subscribes to an API, those that wait first, and what can be decided of each.
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Subscriber } from "#lib/subscriptions/subscriber.ts";
import { type Deciding, DecisionDialog, type DecisionDialogProps } from "./decision-dialog.tsx";
import { SubscriberRow } from "./subscriber-row.tsx";

type SubscriberTableProps = {
  apiId: string;
  subscribers: readonly Subscriber[];
  counts: { readonly pending: number; readonly all: number };
  plans: readonly { readonly id: string; readonly name: string }[];
  canDecide: boolean;
  actions: DecisionDialogProps["actions"];
};

export function SubscriberTable(props: SubscriberTableProps) {
  const { apiId, subscribers, counts, plans, canDecide, actions } = props;
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const last = subscribers.at(-1);
  const hasMore = last !== undefined && subscribers.length < counts.all;
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
      {hasMore ? (
        <Button
          sx={{ mt: 2 }}
          variant="outlined"
          href={`/apis/${encodeURIComponent(apiId)}/subscriptions?after=${encodeURIComponent(last.id)}`}
        >
          Further subscribers
        </Button>
      ) : null}
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

function captionOf({ pending, all }: { readonly pending: number; readonly all: number }): string {
  if (all === 0) return "Applications of consumers.";
  const waiting =
    pending === 0 ? "none waits" : pending === 1 ? "one waits for you" : `${pending} wait for you`;
  return `${all === 1 ? "One application" : `${all} applications`}; ${waiting}.`;
}
