// How a subscription stands, for its owner and its publisher alike.
import type { Subscription } from "#lib/subscriptions/subscription.ts";

export type Standing = { readonly label: string; readonly color: "success" | "warning" | "error" };

export function standingOf({ state, blocked }: Pick<Subscription, "state" | "blocked">): Standing {
  if (state === "pending") return { label: "Waits for approval", color: "warning" };
  if (state === "rejected") return { label: "Rejected", color: "error" };
  if (blocked === "all") return { label: "Blocked by the publisher", color: "error" };
  if (blocked === "production") return { label: "Blocked for production", color: "error" };
  return { label: "Active", color: "success" };
}
