// Makes the limits of each connection from the route record, and keeps the allowances that connections share: those of
// a topic or an API, of which this worker has its share.

import type { Meter, RelayLimits } from "#gateway/data-plane/limits/meter.ts";
import { PACE_MS } from "#gateway/data-plane/limits/pacer.ts";
import { type Allowance, RateMeter } from "#gateway/data-plane/limits/rate-meter.ts";
import { smallerLimit } from "#gateway/data-plane/limits/smaller-limit.ts";
import { TokenBucket } from "#gateway/data-plane/limits/token-bucket.ts";
import { NoSubscribe, noPublish } from "#gateway/data-plane/limits/type-meters.ts";
import type { Use } from "#gateway/data-plane/routing/grant.ts";
import type { ApiRoute, RoutingChange, RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import type { RateLimit } from "#lib/routes/limits.ts";
import type { PlanRecord } from "#lib/routes/plan-record.ts";
import type { RouteRecord, TopicRoute } from "#lib/routes/route-record.ts";

/** Limits under a plan as it was then. */
type Unmetered = { readonly plan: PlanRecord | null; readonly limits: RelayLimits };

type SharedAllowance = { readonly limit: RateLimit; readonly bucket: TokenBucket };

/** What a connection's limits depend on. */
export type LimitFacts = {
  readonly api: ApiRoute;
  readonly topic: TopicRoute;
  /** The subscription and plan it goes by; null where there is none. */
  readonly use: Use | null;
  /** True where a message can be taken out without spoiling what follows: no compression context spans messages. */
  readonly canDrop: boolean;
  /** Its limits until now; what has not changed keeps its allowance. Null for a new connection. */
  readonly former: RelayLimits | null;
};

/**
 * True where messages of a topic may be dropped, so that in raw mode no extension may be agreed on: with compression,
 * a message that is missing makes the following ones unreadable (RFC 7692 section 7.2.3.2).
 */
export function needsPlainFrames(api: RouteRecord, topic: TopicRoute): boolean {
  return rateLimitsOf(api, topic).some((limit) => limit.action === "drop");
}

/** The rate limits of a worker. */
export class RateLimits {
  readonly #shared = new Map<string, Map<string, SharedAllowance>>();
  /** Connections of a topic and plan without rate limits have the same ones: there may be ten thousand. */
  readonly #unmetered = new WeakMap<ApiRoute, Map<string, Unmetered>>();
  readonly #now: () => number;
  #workerCount = 1;

  /** `now` yields milliseconds of a clock that never goes back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Among how many workers shared allowances are divided. */
  setWorkerCount(workerCount: number): void {
    this.#workerCount = workerCount;
    const nowMs = this.#now();
    for (const allowances of this.#shared.values()) {
      for (const { limit, bucket } of allowances.values()) {
        bucket.resize(limit.perSecond / workerCount, burstOf(limit, workerCount), nowMs);
      }
    }
  }

  /** The limits of a connection by the revision that applies now. */
  limitsOf(connection: LimitFacts): RelayLimits {
    const { api, topic, former } = connection;
    const unmetered = this.#unmeteredLimits(api, topic, connection.use?.plan ?? null);
    const { enforcesTypes } = api.record.passRules;
    const meterFromClient =
      enforcesTypes && !topic.publish
        ? noPublish
        : this.#meter("fromClient", connection, former?.meterFromClient);
    const meterFromBackend =
      noSubscribeOf(connection) ?? this.#meter("fromBackend", connection, former?.meterFromBackend);
    return meterFromClient === null && meterFromBackend === null
      ? unmetered
      : { ...unmetered, meterFromClient, meterFromBackend };
  }

  /** Forgets the shared allowances of limits that are gone; those unchanged keep what is left of them. */
  follow(change: RoutingChange, table: RoutingTable): void {
    for (const apiId of change.isFull ? [...this.#shared.keys()] : change.apiIds) {
      const allowances = this.#shared.get(apiId);
      const record = table.findApi(apiId)?.record;
      if (allowances === undefined) continue;
      const kept = new Set(record?.topics.flatMap((topic) => keysOf(record, topic)));
      for (const key of allowances.keys()) if (!kept.has(key)) allowances.delete(key);
      if (allowances.size === 0) this.#shared.delete(apiId);
    }
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

  #meter(
    direction: RateLimit["direction"],
    connection: LimitFacts,
    former: Meter | null | undefined,
  ): Meter | null {
    const { record } = connection.api;
    const limits = rateLimitsOf(record, connection.topic);
    if (limits.length === 0) return null;
    const allowances = new Map<string, Allowance>();
    for (const limit of limits) {
      if (limit.direction !== direction) continue;
      const key = keyOf(limit, connection.topic);
      const own = former instanceof RateMeter ? former.findBucket(key) : null;
      const bucket =
        limit.scope === "connection" ? (own ?? this.#newBucket(limit, 1)) : this.#share(record, key, limit);
      const isLossless = limit.action === "drop" && !connection.canDrop;
      allowances.set(key, { key, limit: isLossless ? { ...limit, action: "slow" } : limit, bucket });
    }
    return allowances.size === 0 ? null : new RateMeter([...allowances.values()]);
  }

  #share(record: RouteRecord, key: string, limit: RateLimit): TokenBucket {
    let allowances = this.#shared.get(record.apiId);
    if (allowances === undefined) {
      allowances = new Map();
      this.#shared.set(record.apiId, allowances);
    }
    let found = allowances.get(key);
    if (found === undefined) {
      found = { limit, bucket: this.#newBucket(limit, this.#workerCount) };
      allowances.set(key, found);
    }
    return found.bucket;
  }

  #newBucket(limit: RateLimit, sharers: number): TokenBucket {
    return new TokenBucket(limit.perSecond / sharers, burstOf(limit, sharers), this.#now());
  }
}

/**
 * What takes out all that a backend sends, or null where its messages pass. Where a compression context spans messages
 * and one has been taken out, what follows cannot be read any more: nothing passes until the client connects again.
 */
function noSubscribeOf({ api, topic, canDrop, former }: LimitFacts): NoSubscribe | null {
  const known = former?.meterFromBackend instanceof NoSubscribe ? former.meterFromBackend : null;
  if (api.record.passRules.enforcesTypes && !topic.subscribe) return known ?? new NoSubscribe();
  return known !== null && known.dropped > 0 && !canDrop ? known : null;
}

function rateLimitsOf(record: RouteRecord, topic: TopicRoute): readonly RateLimit[] {
  const own = topic.policy.rateLimits;
  return own.length === 0 ? record.limits.rateLimits : [...record.limits.rateLimits, ...own];
}

function keysOf(record: RouteRecord, topic: TopicRoute): string[] {
  return rateLimitsOf(record, topic).map((limit) => keyOf(limit, topic));
}

function keyOf(limit: RateLimit, topic: TopicRoute): string {
  const { scope, direction, unit, perSecond, burst, action } = limit;
  const key = `${scope} ${direction} ${unit} ${perSecond} ${burst} ${action}`;
  return scope === "topic" ? `${key} ${topic.address}` : key;
}

/**
 * One message at least. Who is slowed down is woken a little late: what grew meanwhile must fit in, or the rate would
 * never be reached.
 */
function burstOf(limit: RateLimit, sharers: number): number {
  const burst = Math.max(1, limit.burst / sharers);
  const whileAsleep = (2 * PACE_MS * limit.perSecond) / sharers / 1_000;
  return limit.action === "slow" ? Math.max(burst, whileAsleep) : burst;
}
