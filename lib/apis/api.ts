// What an API is to the rest of the product: the shapes that repositories return and pages draw. No rows, no secrets.

import type { LifecycleState } from "#lib/apis/lifecycle-state.ts";
import type { PassRules } from "#lib/routes/pass-rules.ts";
import type { BothEndpointOptions, BusinessInfo, Runtime } from "./api-fields.ts";
import type { ApiOrder } from "./api-order.ts";

/** A line of the list of APIs. */
export type ApiSummary = {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly version: string;
  readonly context: string;
  readonly basePath: string;
  readonly state: LifecycleState;
  readonly description: string;
  readonly tags: readonly string[];
  readonly createdBy: string;
  readonly updatedAt: Date;
  readonly isDeployed: boolean;
};

/** Everything of one API. */
export type Api = {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly context: string;
  readonly version: string;
  readonly basePath: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly state: LifecycleState;
  /** Empty text where there is none. */
  readonly productionEndpoint: string;
  readonly sandboxEndpoint: string;
  /** Secrets included: pages get them masked. */
  readonly endpointOptions: BothEndpointOptions;
  readonly runtime: Runtime;
  readonly passRules: PassRules;
  readonly business: BusinessInfo;
  /** AsyncAPI document text. */
  readonly definition: string;
  /** Version of AsyncAPI the definition was converted from at import: `2.6.0`; null where it was not. */
  readonly originalVersion: string | null;
  /** Version of the design a save must start from. */
  readonly etag: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** One page of the list; `nextCursor` is null on the last one. */
export type ApiPage = {
  readonly items: readonly ApiSummary[];
  readonly nextCursor: string | null;
  /** How many match the search and filter in all. */
  readonly total: number;
};

export type ApiQuery = {
  readonly search: string;
  readonly state: LifecycleState | null;
  /** Left out, the newest change comes first. */
  readonly order?: ApiOrder;
  readonly cursor: string | null;
  readonly limit: number;
};
