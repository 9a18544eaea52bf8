// An entry of an API's lifecycle history.
import type { LifecycleState } from "#lib/apis/lifecycle-state.ts";

export type LifecycleEntry = {
  readonly id: string;
  /** Null for its creation. */
  readonly from: LifecycleState | null;
  readonly to: LifecycleState;
  readonly by: string;
  readonly at: Date;
  readonly note: string;
};
