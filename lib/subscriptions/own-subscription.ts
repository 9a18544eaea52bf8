// A subscription as the owner of its application sees it.
import type { Subscription } from "./subscription.ts";

/** An application's subscription, with the API it is to. */
export type OwnSubscription = Subscription & {
  readonly api: {
    readonly id: string;
    readonly name: string;
    readonly version: string;
    readonly isPublished: boolean;
  };
};
