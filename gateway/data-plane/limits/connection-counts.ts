// How many connections there are by API and by client network (an IPv4 address, an IPv6 /64): this worker's own, handshakes that wait for their
// backend included, and the sum of the other workers' where an API has a limit that needs it. What gateways share of an API
// bounds them too.
import type { CountReport } from "#gateway/contract.ts";
import type { Refusal } from "#gateway/data-plane/http/refusal.ts";
import { apiOwner } from "#gateway/data-plane/limits/api-budgets.ts";
import { ApiShares } from "#gateway/data-plane/limits/api-shares.ts";
import type { Bucket } from "#gateway/data-plane/limits/bucket.ts";
import {
  type ConnectionNumbers,
  refuseOverLimit,
  tooManyNew,
  tooManyOfApi,
} from "#gateway/data-plane/limits/connection-limits.ts";
import { newConnectionsBudget } from "#gateway/data-plane/limits/plan-budgets.ts";
import { type BucketParts, withinBudget } from "#gateway/data-plane/limits/plan-limits.ts";
import { TokenBucket } from "#gateway/data-plane/limits/token-bucket.ts";
import type { RoutingChange, RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import { networkOf } from "#lib/network/client-network.ts";
import type { RouteRecord, TopicRoute } from "#lib/routes/route-record.ts";

type ApiCounts = { total: number; readonly byNetwork: Map<string, number> };
/** Which counts of an API the other workers need. */
type Shared = { readonly total: boolean; readonly byNetwork: boolean };
type NewConnections = { readonly perSecond: number; readonly bucket: Bucket };

const NOTHING_SHARED: Shared = { total: false, byNetwork: false };

/** The counts of a worker. */
export class ConnectionCounts {
  readonly #own = new Map<string, ApiCounts>();
  readonly #others = new Map<string, number>();
  readonly #shared = new Map<string, Shared>();
  readonly #changed = new Map<string, number>();
  readonly #newConnections = new Map<string, NewConnections>();
  readonly #parts: BucketParts;
  readonly #shares: ApiShares | null;
  #workerCount = 1;

  constructor(parts: BucketParts) {
    this.#parts = parts;
    this.#shares = parts.budgets === null ? null : new ApiShares(parts.budgets);
  }

  /** Counts one more connection of a topic, or says why it may not be; {@link remove} takes it back. */
  add(record: RouteRecord, topic: TopicRoute, address: string): Refusal | null {
    const { apiId, limits } = record;
    const nowMs = this.#parts.now();
    const newConnections = this.#newConnectionsOf(record, nowMs);
    const network = networkOf(address);
    const refusal = refuseOverLimit(limits, this.#numbers(apiId, network, newConnections, nowMs));
    if (refusal !== null) return refusal;
    this.#shares?.enter(record, topic);
    newConnections?.take(1);
    this.#share(apiId, record);
    this.#count(apiId, network, 1);
    return null;
  }

  /** Why a connection that was counted may not be after all, by what this gateway has of what gateways share. */
  judgeShare(record: RouteRecord): Refusal | null {
    const { apiId, limits } = record;
    const nowMs = this.#parts.now();
    if (limits.maxConnections > 0 && (this.#shares?.freeConnections(apiId, nowMs) ?? 0) < 0) {
      return tooManyOfApi(limits);
    }
    const newConnections = this.#newConnectionsOf(record, nowMs);
    if (newConnections === null || newConnections.available(nowMs) > -1) return null;
    return tooManyNew(newConnections.msUntil(1));
  }

  /** One connection less of the topic at a path. */
  remove(apiId: string, topicAddress: string, address: string): void {
    this.#shares?.leave(apiId, topicAddress);
    this.#count(apiId, networkOf(address), -1);
  }

  /** Among how many workers the rate of new connections is divided. */
  setWorkerCount(workerCount: number): void {
    this.#workerCount = workerCount;
    this.#newConnections.clear();
  }

  /** Sums of the other workers; what is not named has not changed. */
  setOthers(report: CountReport): void {
    for (const [key, count] of report) {
      if (count === 0) this.#others.delete(key);
      else this.#others.set(key, count);
    }
  }

  /** Own counts that have changed since the last call, of APIs that have a limit. */
  takeChanges(): CountReport {
    const changes = [...this.#changed];
    this.#changed.clear();
    return changes;
  }

  /** Begins, or ceases, to report the counts of APIs whose limits have changed. */
  follow(change: RoutingChange, table: RoutingTable): void {
    this.#shares?.follow(change, table);
    const known = [this.#own, this.#shared, this.#newConnections].flatMap((it) => [...it.keys()]);
    for (const apiId of change.isFull ? new Set(known) : change.apiIds) {
      this.#share(apiId, table.findApi(apiId)?.record ?? null);
    }
  }

  #share(apiId: string, record: RouteRecord | null): void {
    const former = this.#shared.get(apiId) ?? NOTHING_SHARED;
    const shared =
      record === null
        ? NOTHING_SHARED
        : { total: record.limits.maxConnections > 0, byNetwork: record.limits.maxConnectionsPerAddress > 0 };
    if (shared.total || shared.byNetwork) this.#shared.set(apiId, shared);
    else this.#shared.delete(apiId);
    if (record === null) this.#newConnections.delete(apiId);
    const own = this.#own.get(apiId);
    if (own === undefined) return;
    // What is not needed any more counts as nothing: nobody may go on with a number that is not kept up.
    if (shared.total !== former.total) this.#changed.set(totalKey(apiId), shared.total ? own.total : 0);
    if (shared.byNetwork === former.byNetwork) return;
    for (const [network, count] of own.byNetwork) {
      this.#changed.set(networkKey(apiId, network), shared.byNetwork ? count : 0);
    }
  }

  #numbers(apiId: string, network: string, newConnections: Bucket | null, nowMs: number): ConnectionNumbers {
    const own = this.#own.get(apiId);
    return {
      ofApi: (own?.total ?? 0) + (this.#others.get(totalKey(apiId)) ?? 0),
      fromAddress: (own?.byNetwork.get(network) ?? 0) + (this.#others.get(networkKey(apiId, network)) ?? 0),
      newAllowed: newConnections?.available(nowMs) ?? Number.POSITIVE_INFINITY,
      msUntilNewAllowed: newConnections?.msUntil(1) ?? 0,
    };
  }

  #count(apiId: string, network: string, change: 1 | -1): void {
    let own = this.#own.get(apiId);
    if (own === undefined) {
      own = { total: 0, byNetwork: new Map() };
      this.#own.set(apiId, own);
    }
    own.total += change;
    const fromNetwork = (own.byNetwork.get(network) ?? 0) + change;
    if (fromNetwork === 0) own.byNetwork.delete(network);
    else own.byNetwork.set(network, fromNetwork);
    if (own.total === 0) this.#own.delete(apiId);
    const shared = this.#shared.get(apiId);
    if (shared?.total) this.#changed.set(totalKey(apiId), own.total);
    if (shared?.byNetwork) this.#changed.set(networkKey(apiId, network), fromNetwork);
  }

  /** The allowance holds a second's worth; it begins anew where the limit changes. */
  #newConnectionsOf(record: RouteRecord, nowMs: number): Bucket | null {
    const { maxNewConnectionsPerSecond: perSecond } = record.limits;
    if (perSecond === 0) return null;
    const found = this.#newConnections.get(record.apiId);
    if (found?.perSecond === perSecond) return found.bucket;
    const share = perSecond / this.#workerCount;
    const own = new TokenBucket(share, Math.max(1, share), nowMs);
    const owner = apiOwner(record.apiId);
    const bucket = withinBudget(own, this.#parts, () => newConnectionsBudget(owner, perSecond));
    this.#newConnections.set(record.apiId, { perSecond, bucket });
    return bucket;
  }
}

function totalKey(apiId: string): string {
  return `api:${apiId}`;
}

function networkKey(apiId: string, network: string): string {
  return `address:${apiId}:${network}`;
}
