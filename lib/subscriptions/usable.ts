// Which of a person's subscriptions to an API a key for an environment can be made under, and what to do where none can. Pure.
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import type { Subscription } from "./subscription.ts";

type Standing = Pick<Subscription, "state" | "blocked">;

/**
 * The first subscription that is active and not blocked for the environment. Refusals, by what is nearest to being usable:
 * `blocked`, `pending`, `rejected`, `not_subscribed`.
 */
export function firstUsable<Of extends Standing>(
  subscriptions: readonly Of[],
  environment: "production" | "sandbox",
): Outcome<Of> {
  const open: readonly string[] = environment === "sandbox" ? ["none", "production"] : ["none"];
  const usable = subscriptions.find(({ state, blocked }) => state === "active" && open.includes(blocked));
  if (usable) return done(usable);
  const has = (state: Standing["state"]) => subscriptions.some((one) => one.state === state);
  if (has("active")) {
    return refuse("blocked", "The publisher has blocked your subscription to this API: ask them why.");
  }
  if (has("pending")) {
    return refuse("pending", "Your subscription to this API waits for the publisher's approval.");
  }
  if (has("rejected")) {
    return refuse(
      "rejected",
      "The publisher has rejected your subscription to this API: ask again under Use this API.",
    );
  }
  return refuse("not_subscribed", "Subscribe an application to this API first: choose Use this API.");
}
