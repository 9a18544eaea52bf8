// Makes room for connections by the limits of their API and plan, from the handshake on, and takes it back.
import type { CountReport } from "#gateway/contract.ts";
import type { Refusal } from "#gateway/data-plane/http/refusal.ts";
import { apiOwner, topicOwner } from "#gateway/data-plane/limits/api-budgets.ts";
import { ConnectionCounts } from "#gateway/data-plane/limits/connection-counts.ts";
import { PlanConnections } from "#gateway/data-plane/limits/plan-connections.ts";
import type { BucketParts } from "#gateway/data-plane/limits/plan-limits.ts";
import type { Use } from "#gateway/data-plane/routing/grant.ts";
import type { ApiRoute } from "#gateway/data-plane/routing/routing-table.ts";
import type { TopicRoute } from "#lib/routes/route-record.ts";

/** A connection that is to be. */
export type Wanted = {
  readonly api: ApiRoute;
  readonly topic: TopicRoute;
  readonly clientAddress: string;
  /** The subscription and plan it goes by; null where there is none. */
  readonly use: Use | null;
};

/** Where room was made for a connection, by which it is given back. */
export type Reserved = {
  readonly apiId: string;
  readonly topicAddress: string;
  readonly clientAddress: string;
  readonly subscriptionId: string | null;
};

export function reservedFor({ api, topic, clientAddress, use }: Wanted): Reserved {
  const subscriptionId = use?.subscription.id ?? null;
  return { apiId: api.record.apiId, topicAddress: topic.address, clientAddress, subscriptionId };
}

/** Whose budgets a connection draws from. */
export function budgetOwners({ apiId, topicAddress, subscriptionId }: Reserved): string[] {
  const ofApi = [apiOwner(apiId), topicOwner(apiId, topicAddress)];
  return subscriptionId === null ? ofApi : [subscriptionId, ...ofApi];
}

export class Reservations {
  readonly ofApis: ConnectionCounts;
  readonly ofPlans: PlanConnections;

  constructor(parts: BucketParts) {
    this.ofApis = new ConnectionCounts(parts);
    this.ofPlans = new PlanConnections(parts);
  }

  /** Makes room, or says why there is none; {@link release} gives it back. */
  reserve({ api, topic, clientAddress, use }: Wanted): Refusal | null {
    const ofPlan = use === null ? null : this.ofPlans.add(use);
    if (ofPlan !== null) return ofPlan;
    const refusal = this.ofApis.add(api.record, topic, clientAddress);
    if (refusal !== null && use !== null) this.ofPlans.remove(use.subscription.id);
    return refusal;
  }

  /** Why room that was made is none after all, by what this worker has leased. */
  judgeShare({ api, use }: Wanted): Refusal | null {
    const ofPlan = use === null ? null : this.ofPlans.judgeShare(use);
    return ofPlan ?? this.ofApis.judgeShare(api.record);
  }

  /** Gives back what was reserved. */
  release({ apiId, topicAddress, clientAddress, subscriptionId }: Reserved): void {
    this.ofApis.remove(apiId, topicAddress, clientAddress);
    if (subscriptionId !== null) this.ofPlans.remove(subscriptionId);
  }

  /** Own counts that have changed since the last call. */
  takeChanges(): CountReport {
    return this.ofApis.takeChanges();
  }

  /** The other workers' counts, as far as they have changed. */
  setOthers(report: CountReport): void {
    this.ofApis.setOthers(report);
  }
}
