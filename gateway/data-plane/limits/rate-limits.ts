// Makes the limits of each connection from the route record and the plan it goes by, and keeps the allowances that
// connections share: those of a topic, an API or a subscription.

import { type Enforcement, rateAllowance } from "#gateway/data-plane/limits/allowances.ts";
import { rateKey, ratesOf } from "#gateway/data-plane/limits/api-rates.ts";
import type { Bucket } from "#gateway/data-plane/limits/bucket.ts";
import type { GatewayBudgets } from "#gateway/data-plane/limits/gateway-budgets.ts";
import type { Meter, RelayLimits } from "#gateway/data-plane/limits/meter.ts";
import { type BucketParts, listPlanLimits } from "#gateway/data-plane/limits/plan-limits.ts";
import { rateBucket } from "#gateway/data-plane/limits/rate-bucket.ts";
import { type Allowance, RateMeter } from "#gateway/data-plane/limits/rate-meter.ts";
import { SharedBuckets } from "#gateway/data-plane/limits/shared-buckets.ts";
import { SharedUsage } from "#gateway/data-plane/limits/shared-usage.ts";
import { smallerLimit } from "#gateway/data-plane/limits/smaller-limit.ts";
import { NoSubscribe, noPublish, noPublishScope } from "#gateway/data-plane/limits/type-meters.ts";
import type { Use } from "#gateway/data-plane/routing/grant.ts";
import type { Permitted } from "#gateway/data-plane/routing/permitted.ts";
import type { ApiRoute, RoutingChange, RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import type { RateLimit } from "#lib/routes/limits.ts";
import type { PlanRecord } from "#lib/routes/plan-record.ts";
import type { RouteRecord, TopicRoute } from "#lib/routes/route-record.ts";

/** Limits under a plan as it was then. */
type Unmetered = { readonly plan: PlanRecord | null; readonly limits: RelayLimits };

/** What a connection's limits depend on. */
export type LimitFacts = {
  readonly api: ApiRoute;
  readonly topic: TopicRoute;
  /** The subscription and plan it goes by; null where there is none. */
  readonly use: Use | null;
  /** What its scopes leave open. */
  readonly permitted: Permitted;
  readonly canDrop: Enforcement["canDrop"];
  /** Its limits until now; what has not changed keeps its allowance. Null for a new connection. */
  readonly former: RelayLimits | null;
};

/**
 * True where messages of a topic may be dropped, so that in raw mode no extension may be agreed on: with compression,
 * a message that is missing makes the following ones unreadable (RFC 7692 section 7.2.3.2).
 */
export function needsPlainFrames(api: RouteRecord, topic: TopicRoute, plan: PlanRecord | null): boolean {
  const limits = [...ratesOf(api, topic), ...(plan?.limits.rates ?? []), ...(plan?.limits.quotas ?? [])];
  const { tellsThrottled } = api.passRules;
  return limits.some(({ action }) => action === "drop" || (action === "close" && tellsThrottled));
}

/** The rate limits of a worker. */
export class RateLimits {
  /** What is taken of quotas, of all workers. */
  readonly usage = new SharedUsage();
  readonly #buckets: SharedBuckets;
  /** Connections of a topic and plan without rate limits have the same ones: there may be ten thousand. */
  readonly #unmetered = new WeakMap<ApiRoute, Map<string, Unmetered>>();
  /** What buckets are made with. */
  readonly parts: BucketParts;

  /** `now` yields milliseconds of a clock that never goes back, `unixNow` Unix time in milliseconds. */
  constructor(now: () => number, unixNow: () => number, budgets: GatewayBudgets) {
    this.parts = { usage: this.usage, now, unixNow, budgets };
    this.#buckets = new SharedBuckets(this.parts, (record) =>
      record.topics.flatMap((topic) => ratesOf(record, topic).map((limit) => rateKey(limit, topic.address))),
    );
  }

  /** The limits of a connection by the revision that applies now. */
  limitsOf(connection: LimitFacts): RelayLimits {
    const { api, topic, former } = connection;
    const unmetered = this.#unmeteredLimits(api, topic, connection.use?.plan ?? null);
    const own = new OwnBuckets(former);
    const meterFromClient = noPublishOf(connection) ?? this.#meter("fromClient", connection, own);
    const meterFromBackend = noSubscribeOf(connection) ?? this.#meter("fromBackend", connection, own);
    return meterFromClient === null && meterFromBackend === null
      ? unmetered
      : { ...unmetered, meterFromClient, meterFromBackend };
  }

  /** Forgets the shared allowances of limits that are gone; those unchanged keep what is left of them. */
  follow(change: RoutingChange, table: RoutingTable): void {
    this.#buckets.follow(change, table);
  }

  #unmeteredLimits(api: ApiRoute, topic: TopicRoute, plan: PlanRecord | null): RelayLimits {
    const known = this.#unmetered.get(api) ?? new Map<string, Unmetered>();
    const key = `${plan?.id ?? ""} ${topic.address}`;
    const found = known.get(key);
    if (found !== undefined && found.plan === plan) return found.limits;
    const { limits } = api.record;
    const made = {
      maxFromClientBytes: smallerLimit(
        topic.policy.maxMessageBytes ?? limits.maxMessageBytes,
        plan?.limits.maxMessageBytes ?? 0,
      ),
      maxFromBackendBytes: topic.policy.maxBackendMessageBytes ?? limits.maxBackendMessageBytes,
      meterFromClient: null,
      meterFromBackend: null,
      controlFramesPerSecond: limits.maxControlFramesPerSecond,
      heartbeatIntervalMs: limits.heartbeatIntervalMs,
      heartbeatTimeoutMs: limits.heartbeatTimeoutMs,
    };
    this.#unmetered.set(api, known.set(key, { plan, limits: made }));
    return made;
  }

  #meter(direction: RateLimit["direction"], connection: LimitFacts, own: OwnBuckets): Meter | null {
    const { api, topic, use, canDrop } = connection;
    const enforcement = { canDrop, tellsThrottled: api.record.passRules.tellsThrottled };
    const allowances = new Map<string, Allowance>();
    for (const limit of ratesOf(api.record, topic)) {
      if (limit.direction !== direction) continue;
      const key = rateKey(limit, topic.address);
      const bucket =
        limit.scope === "connection"
          ? own.find(key, () => rateBucket(limit, this.parts.now()))
          : this.#buckets.ofApi(api.record.apiId, limit, topic.address);
      allowances.set(key, rateAllowance(key, limit, bucket, enforcement));
    }
    for (const limit of use === null ? [] : listPlanLimits(use)) {
      if (use === null || (limit.directions !== "both" && limit.directions !== direction)) continue;
      const bucket = limit.isOwn
        ? own.find(limit.key, () => limit.make(this.parts))
        : this.#buckets.ofUse(use, limit);
      allowances.set(limit.key, limit.allowance(bucket, enforcement));
    }
    return allowances.size === 0 ? null : new RateMeter([...allowances.values()]);
  }
}

/** The buckets of one connection alone: those it had keep what is left, and both directions share what counts both. */
class OwnBuckets {
  readonly #former: readonly RateMeter[];
  readonly #made = new Map<string, Bucket>();

  constructor(former: RelayLimits | null) {
    this.#former = [former?.meterFromClient, former?.meterFromBackend].filter(
      (meter) => meter instanceof RateMeter,
    );
  }

  find(key: string, make: () => Bucket): Bucket {
    const known =
      this.#made.get(key) ?? this.#former.map((meter) => meter.findBucket(key)).find((it) => it !== null);
    const bucket = known ?? make();
    this.#made.set(key, bucket);
    return bucket;
  }
}

/** What refuses all that a client sends, or null where its messages pass. */
function noPublishOf({ api, topic, permitted }: LimitFacts): Meter | null {
  if (api.record.passRules.enforcesTypes && !topic.publish) return noPublish;
  return permitted.publish ? null : noPublishScope;
}

/**
 * What takes out all that a backend sends, or null where its messages pass. Where a compression context spans messages
 * and one has been taken out, what follows cannot be read any more: nothing passes until the client connects again.
 */
function noSubscribeOf({ api, topic, permitted, canDrop, former }: LimitFacts): NoSubscribe | null {
  const known = former?.meterFromBackend instanceof NoSubscribe ? former.meterFromBackend : null;
  const hasNone = api.record.passRules.enforcesTypes && !topic.subscribe;
  if (hasNone || !permitted.subscribe) return known ?? new NoSubscribe();
  return known !== null && known.dropped > 0 && !canDrop ? known : null;
}
