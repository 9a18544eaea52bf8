// One subscriber: which application, whose, how it stands, and the buttons for what can be decided.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Chip from "@mui/material/Chip";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Subscriber } from "#lib/subscriptions/subscriber.ts";
import { standingOf } from "./standing.ts";

/** What can be decided. */
export const decisions = ["approve", "reject", "blockProduction", "blockAll", "unblock", "plan"] as const;
export type DecisionKind = (typeof decisions)[number];

export const decisionLabels: Readonly<Record<DecisionKind, string>> = {
  approve: "Approve",
  reject: "Reject",
  blockProduction: "Block production",
  blockAll: "Block",
  unblock: "Unblock",
  plan: "Change plan",
};

type SubscriberRowProps = {
  subscriber: Subscriber;
  canDecide: boolean;
  onDecide: (what: DecisionKind) => void;
};

export function SubscriberRow({ subscriber, canDecide, onDecide }: SubscriberRowProps) {
  const { application, owner, plan, note } = subscriber;
  const { label, color } = standingOf(subscriber);
  return (
    <Stack
      component="li"
      direction="row"
      useFlexGap
      sx={{ gap: 1.5, alignItems: "center", flexWrap: "wrap" }}
    >
      <Box sx={{ flex: "1 1 240px", minWidth: 0 }}>
        <Typography component="div" sx={{ fontWeight: 600, overflowWrap: "anywhere" }}>
          {application.name}
        </Typography>
        <Typography variant="body2" component="div" sx={{ color: "text.secondary" }}>
          {owner.name}, {plan.name}, <RelativeTime date={subscriber.requestedAt} />
          {note ? `. ${note}` : ""}
        </Typography>
      </Box>
      <Chip size="small" variant="outlined" label={label} color={color} />
      {canDecide ? (
        <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: "wrap" }}>
          {offeredOf(subscriber).map((what) => (
            <Button
              key={what}
              size="small"
              variant={what === "approve" ? "contained" : "outlined"}
              color={what === "blockAll" || what === "reject" ? "error" : "primary"}
              onClick={() => onDecide(what)}
              aria-label={`${decisionLabels[what]}: ${application.name}`}
            >
              {decisionLabels[what]}
            </Button>
          ))}
        </Stack>
      ) : null}
    </Stack>
  );
}

/** What makes sense now. */
function offeredOf({ state, blocked }: Subscriber): readonly DecisionKind[] {
  if (state === "pending") return ["approve", "reject", "plan"];
  if (state === "rejected") return [];
  if (blocked === "all") return ["unblock", "plan"];
  return blocked === "production" ? ["unblock", "blockAll", "plan"] : ["blockProduction", "blockAll", "plan"];
}
