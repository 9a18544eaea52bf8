// For which APIs and topics this worker has a use of what workers share: those that have connections here, handshakes
// included.
import { apiBudgets, apiOwner, topicBudgets, topicOwner } from "#gateway/data-plane/limits/api-budgets.ts";
import type { GatewayBudgets } from "#gateway/data-plane/limits/gateway-budgets.ts";
import { connectionsKey } from "#gateway/data-plane/limits/plan-budgets.ts";
import type { RoutingChange, RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import type { RouteRecord, TopicRoute } from "#lib/routes/route-record.ts";

type Uses = { total: number; readonly ofTopics: Map<string, number> };

export class ApiShares {
  readonly #budgets: GatewayBudgets;
  readonly #uses = new Map<string, Uses>();

  constructor(budgets: GatewayBudgets) {
    this.#budgets = budgets;
  }

  /** One connection more of a topic: the first one opens the budgets. */
  enter(record: RouteRecord, topic: TopicRoute): void {
    const { apiId } = record;
    const uses = this.#uses.get(apiId) ?? { total: 0, ofTopics: new Map<string, number>() };
    this.#uses.set(apiId, uses);
    const onTopic = uses.ofTopics.get(topic.address) ?? 0;
    if (uses.total === 0) this.#budgets.open(apiOwner(apiId), apiBudgets(record));
    if (onTopic === 0) this.#budgets.open(topicOwner(apiId, topic.address), topicBudgets(record, topic));
    uses.ofTopics.set(topic.address, onTopic + 1);
    this.#hold(apiId, uses, uses.total + 1);
  }

  /** One connection less: the last one closes the budgets. */
  leave(apiId: string, address: string): void {
    const uses = this.#uses.get(apiId);
    if (uses === undefined) return;
    const onTopic = (uses.ofTopics.get(address) ?? 0) - 1;
    if (onTopic > 0) uses.ofTopics.set(address, onTopic);
    else {
      uses.ofTopics.delete(address);
      this.#budgets.close(topicOwner(apiId, address));
    }
    this.#hold(apiId, uses, uses.total - 1);
    if (uses.total > 0) return;
    this.#uses.delete(apiId);
    this.#budgets.close(apiOwner(apiId));
  }

  /** The limits of APIs have changed: other numbers count from now on, and what is no limit any more is closed. */
  follow(change: RoutingChange, table: RoutingTable): void {
    for (const apiId of change.isFull ? this.#uses.keys() : change.apiIds) {
      const uses = this.#uses.get(apiId);
      if (uses !== undefined) this.#reopen(apiId, uses, table.findApi(apiId)?.record ?? null);
    }
  }

  /** Without end where the API has no limit. */
  freeConnections(apiId: string, nowMs: number): number {
    return this.#budgets.freeSlots(connectionsKey(apiOwner(apiId)), nowMs);
  }

  #reopen(apiId: string, uses: Uses, record: RouteRecord | null): void {
    this.#budgets.open(apiOwner(apiId), record === null ? [] : apiBudgets(record));
    for (const address of uses.ofTopics.keys()) {
      const topic = record?.topics.find((it) => it.address === address);
      this.#budgets.open(topicOwner(apiId, address), record && topic ? topicBudgets(record, topic) : []);
    }
    this.#hold(apiId, uses, uses.total);
  }

  #hold(apiId: string, uses: Uses, total: number): void {
    uses.total = total;
    this.#budgets.hold(connectionsKey(apiOwner(apiId)), total);
  }
}
