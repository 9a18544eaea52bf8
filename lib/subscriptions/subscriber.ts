// A subscription as the publisher of its API sees it.
import type { Subscription } from "./subscription.ts";

export type SubscriptionCounts = {
  /** Those that wait for approval. */
  readonly pending: number;
  readonly all: number;
};

/** A subscription to an API, with who subscribed. */
export type Subscriber = Subscription & {
  readonly application: { readonly id: string; readonly name: string };
  readonly owner: { readonly name: string; readonly username: string };
};

/** A version whose subscriptions can be carried over to another one. */
export type Carriable = {
  readonly id: string;
  readonly version: string;
  /** How many are active. */
  readonly subscriptions: number;
};
