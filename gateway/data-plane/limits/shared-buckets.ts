// The buckets that connections of this worker share: of an API and its topics, and of a subscription. Kept by what they
// belong to, so that a change of limits keeps what is left of those that have not changed.

import { apiRateBudget } from "#gateway/data-plane/limits/api-budgets.ts";
import { rateKey } from "#gateway/data-plane/limits/api-rates.ts";
import type { Bucket } from "#gateway/data-plane/limits/bucket.ts";
import {
  type BucketParts,
  listPlanLimits,
  type PlanLimit,
  withinBudget,
} from "#gateway/data-plane/limits/plan-limits.ts";
import { rateBucket } from "#gateway/data-plane/limits/rate-bucket.ts";
import type { Use } from "#gateway/data-plane/routing/grant.ts";
import type { RoutingChange, RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import type { RateLimit } from "#lib/routes/limits.ts";
import type { RouteRecord } from "#lib/routes/route-record.ts";

type Buckets = Map<string, Bucket>;
/** Keys of the limits that an API has now. */
type KeysOf = (record: RouteRecord) => readonly string[];

export class SharedBuckets {
  readonly #parts: BucketParts;
  readonly #keysOf: KeysOf;
  readonly #ofApis = new Map<string, Buckets>();
  readonly #ofSubscriptions = new Map<string, Buckets>();
  /** Ids of the subscriptions that have buckets here, by application. */
  readonly #subscriptionsOf = new Map<string, Set<string>>();

  constructor(parts: BucketParts, keysOf: KeysOf) {
    this.#parts = parts;
    this.#keysOf = keysOf;
  }

  /** Of an API, or of its topic at an address: the scope of the limit tells which. */
  ofApi(apiId: string, limit: RateLimit, address: string): Bucket {
    const key = rateKey(limit, address);
    return found(this.#ofApis, apiId, key, () => {
      const bucket = rateBucket(limit, this.#parts.now());
      return withinBudget(bucket, this.#parts, () => apiRateBudget(apiId, limit, address));
    });
  }

  /** Of a subscription. */
  ofUse({ applicationId, subscription }: Use, limit: PlanLimit): Bucket {
    const known = this.#subscriptionsOf.get(applicationId) ?? new Set();
    this.#subscriptionsOf.set(applicationId, known.add(subscription.id));
    return found(this.#ofSubscriptions, subscription.id, limit.key, () => limit.make(this.#parts));
  }

  /** Forgets those of limits that are gone. */
  follow(change: RoutingChange, table: RoutingTable): void {
    for (const apiId of change.isFull ? [...this.#ofApis.keys()] : change.apiIds) {
      const record = table.findApi(apiId)?.record;
      keep(this.#ofApis, apiId, record === undefined ? [] : this.#keysOf(record));
    }
    if (change.isFull) {
      this.#ofSubscriptions.clear();
      this.#subscriptionsOf.clear();
      return;
    }
    for (const applicationId of change.applicationIds) this.#followApplication(applicationId, table);
  }

  #followApplication(applicationId: string, { consumers }: RoutingTable): void {
    const subscriptions = consumers.findApplication(applicationId)?.subscriptions ?? [];
    const known = this.#subscriptionsOf.get(applicationId);
    for (const id of known ?? []) {
      const subscription = subscriptions.find((it) => it.id === id);
      const plan = subscription && consumers.findPlan(subscription.planId);
      const limits = subscription && plan ? listPlanLimits({ applicationId, subscription, plan }) : [];
      const keys = limits.map(({ key }) => key);
      keep(this.#ofSubscriptions, id, keys);
      if (keys.length === 0) known?.delete(id);
    }
    if (known?.size === 0) this.#subscriptionsOf.delete(applicationId);
  }
}

function found(owners: Map<string, Buckets>, owner: string, key: string, make: () => Bucket): Bucket {
  const buckets = owners.get(owner) ?? new Map<string, Bucket>();
  owners.set(owner, buckets);
  const bucket = buckets.get(key) ?? make();
  buckets.set(key, bucket);
  return bucket;
}

function keep(owners: Map<string, Buckets>, owner: string, keys: readonly string[]): void {
  const buckets = owners.get(owner);
  if (buckets === undefined) return;
  for (const key of [...buckets.keys()]) if (!keys.includes(key)) buckets.delete(key);
  if (buckets.size === 0) owners.delete(owner);
}
