// A subscription as the owner and the team of its application see it.
import type { QuotaUse } from "#lib/plans/usage/quota-use.ts";
import type { Subscription } from "./subscription.ts";

/** An application's subscription, with the API it is to. */
export type OwnSubscription = Subscription & {
  /** Of the plan's quotas, in the windows that it is now. */
  readonly quotas: readonly QuotaUse[];
  readonly api: {
    readonly id: string;
    readonly name: string;
    readonly version: string;
    readonly isPublished: boolean;
  };
};
