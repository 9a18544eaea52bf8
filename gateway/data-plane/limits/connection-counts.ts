// How many connections there are by API and by client network (an IPv4 address, an IPv6 /64), handshakes that wait for their
// backend included: of an API this worker's own, bounded by what it has leased, and of a network the other workers' too where
// the API limits that.
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
import { rateBucket } from "#gateway/data-plane/limits/rate-bucket.ts";
import type { RoutingChange, RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import { networkOf } from "#lib/network/client-network.ts";
import type { RouteRecord, TopicRoute } from "#lib/routes/route-record.ts";

type ApiCounts = { total: number; readonly byNetwork: Map<string, number> };
type NewConnections = { readonly perSecond: number; readonly bucket: Bucket };

/** The counts of a worker. */
export class ConnectionCounts {
  readonly #own = new Map<string, ApiCounts>();
  readonly #others = new Map<string, number>();
  /** APIs of which the other workers need the counts by network. */
  readonly #shared = new Set<string>();
  readonly #changed = new Map<string, number>();
  readonly #newConnections = new Map<string, NewConnections>();
  readonly #parts: BucketParts;
  readonly #shares: ApiShares;

  constructor(parts: BucketParts) {
    this.#parts = parts;
    this.#shares = new ApiShares(parts.budgets);
  }

  /** Counts one more connection of a topic, or says why it may not be; {@link remove} takes it back. */
  add(record: RouteRecord, topic: TopicRoute, address: string): Refusal | null {
    const { apiId, limits } = record;
    const nowMs = this.#parts.now();
    const newConnections = this.#newConnectionsOf(record, nowMs);
    const network = networkOf(address);
    const refusal = refuseOverLimit(limits, this.#numbers(apiId, network, newConnections, nowMs));
    if (refusal !== null) return refusal;
    this.#shares.enter(record, topic);
    newConnections?.take(1);
    this.#share(apiId, record);
    this.#count(apiId, network, 1);
    return null;
  }

  /** Why a connection that was counted may not be after all, by what this worker has leased. */
  judgeShare(record: RouteRecord): Refusal | null {
    const { apiId, limits } = record;
    const nowMs = this.#parts.now();
    if (limits.maxConnections > 0 && this.#shares.freeConnections(apiId, nowMs) < 0) {
      return tooManyOfApi(limits);
    }
    const newConnections = this.#newConnectionsOf(record, nowMs);
    if (newConnections === null || newConnections.available(nowMs) > -1) return null;
    return tooManyNew(newConnections.msUntil(1));
  }

  /** One connection less of the topic at a path. */
  remove(apiId: string, topicAddress: string, address: string): void {
    this.#shares.leave(apiId, topicAddress);
    this.#count(apiId, networkOf(address), -1);
  }

  /** Sums of the other workers; what is not named has not changed. */
  setOthers(report: CountReport): void {
    for (const [key, count] of report) {
      if (count === 0) this.#others.delete(key);
      else this.#others.set(key, count);
    }
  }

  /** Own counts by network that have changed since the last call, of APIs that limit them. */
  takeChanges(): CountReport {
    const changes = [...this.#changed];
    this.#changed.clear();
    return changes;
  }

  /** Begins, or ceases, to report the counts of APIs whose limits have changed. */
  follow(change: RoutingChange, table: RoutingTable): void {
    this.#shares.follow(change, table);
    const known = [...this.#own.keys(), ...this.#shared, ...this.#newConnections.keys()];
    for (const apiId of change.isFull ? new Set(known) : change.apiIds) {
      this.#share(apiId, table.findApi(apiId)?.record ?? null);
    }
  }

  #share(apiId: string, record: RouteRecord | null): void {
    const wasShared = this.#shared.has(apiId);
    const isShared = record !== null && record.limits.maxConnectionsPerAddress > 0;
    if (isShared) this.#shared.add(apiId);
    else this.#shared.delete(apiId);
    if (record === null) this.#newConnections.delete(apiId);
    if (isShared === wasShared) return;
    // What is not needed any more counts as nothing: nobody may go on with a number that is not kept up.
    for (const [network, count] of this.#own.get(apiId)?.byNetwork ?? []) {
      this.#changed.set(networkKey(apiId, network), isShared ? count : 0);
    }
  }

  #numbers(apiId: string, network: string, newConnections: Bucket | null, nowMs: number): ConnectionNumbers {
    const own = this.#own.get(apiId);
    return {
      ofApi: own?.total ?? 0,
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
    if (this.#shared.has(apiId)) this.#changed.set(networkKey(apiId, network), fromNetwork);
  }

  /** The allowance holds a second's worth; it begins anew where the limit changes. */
  #newConnectionsOf(record: RouteRecord, nowMs: number): Bucket | null {
    const { maxNewConnectionsPerSecond: perSecond } = record.limits;
    if (perSecond === 0) return null;
    const found = this.#newConnections.get(record.apiId);
    if (found?.perSecond === perSecond) return found.bucket;
    const own = rateBucket({ perSecond, burst: perSecond, action: "close" }, nowMs);
    const owner = apiOwner(record.apiId);
    const bucket = withinBudget(own, this.#parts, () => newConnectionsBudget(owner, perSecond));
    this.#newConnections.set(record.apiId, { perSecond, bucket });
    return bucket;
  }
}

function networkKey(apiId: string, network: string): string {
  return `address:${apiId}:${network}`;
}
