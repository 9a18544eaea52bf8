// How a subscription stands, for its owner and its publisher alike.
import { beUnblocked } from "#lib/gateways/connections/consumer-advice.ts";
import type { Subscription } from "#lib/subscriptions/subscription.ts";

export type Standing = { readonly label: string; readonly color: "success" | "warning" | "error" };

export function standingOf({ state, blocked }: Pick<Subscription, "state" | "blocked">): Standing {
  if (state === "pending") return { label: "Waits for approval", color: "warning" };
  if (state === "rejected") return { label: "Rejected", color: "error" };
  if (blocked === "all") return { label: "Blocked by the publisher", color: "error" };
  if (blocked === "production") return { label: "Blocked for production", color: "error" };
  return { label: "Active", color: "success" };
}

const refusedHere = "Keys and tokens of this application are refused at this API";

/** What the standing means for the owner, and what they can do, in whole sentences; empty where nothing is in the way. */
export function ownerWords({ state, blocked }: Pick<Subscription, "state" | "blocked">): string {
  if (state === "pending") return `${refusedHere} until the publisher has approved the subscription.`;
  if (state === "rejected") return `${refusedHere}. You can ask again: choose Use this API on its page.`;
  if (blocked === "all") {
    return `${refusedHere} (403), and open connections were closed (4403). ${beUnblocked}`;
  }
  if (blocked === "production") {
    return `Production keys and tokens of this application are refused at this API (403), and their open connections were closed (4403); those of the sandbox go on. ${beUnblocked}`;
  }
  return "";
}
