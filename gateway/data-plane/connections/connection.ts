// One live connection: who it is, what it uses, and when it must go. Kept small: there are ten thousand of them.

import type { ConnectionIdentity } from "#gateway/data-plane/connections/channels.ts";
import { passedOn } from "#gateway/data-plane/connections/passed.ts";
import { reopen } from "#gateway/data-plane/connections/regrant.ts";
import type { TopicTally } from "#gateway/data-plane/connections/usage-tally.ts";
import { type GatewayClose, gatewayClose } from "#gateway/data-plane/frames/close-code.ts";
import type { MemoryHold, MessageMemory } from "#gateway/data-plane/limits/message-memory.ts";
import type { RelayLimits } from "#gateway/data-plane/limits/meter.ts";
import type { LimitFacts } from "#gateway/data-plane/limits/rate-limits.ts";
import { greatestAgeMs } from "#gateway/data-plane/limits/smaller-limit.ts";
import { droppedBy } from "#gateway/data-plane/limits/type-meters.ts";
import type { EndOfConnection, Relay, RelayOwner, RelayParts } from "#gateway/data-plane/relay/relay.ts";
import { createRelay } from "#gateway/data-plane/relay/relay-factory.ts";
import { applicationIdOf, endOf, type Grant } from "#gateway/data-plane/routing/grant.ts";
import { type Permitted, permittedOf } from "#gateway/data-plane/routing/permitted.ts";
import type { ApiRoute, RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import type { ClosedConnection, LiveConnection } from "#lib/gateways/connections/connection-record.ts";
import type { TopicRoute } from "#lib/routes/route-record.ts";

/** Facts of a connection at its opening. */
export type ConnectionFacts = {
  readonly id: string;
  readonly clientAddress: string;
  /** What was asked for, as it may be kept. */
  readonly path: string;
  /** Unix time. */
  readonly openedAtMs: number;
  readonly api: ApiRoute;
  readonly topic: TopicRoute;
  /** Null for an anonymous client. */
  readonly grant: Grant | null;
  /** Time until the backend had answered, in milliseconds. */
  readonly dialMs: number;
  /** Its place at its backend, to be left at its end. */
  readonly place: { leave(): void };
  /** The backend's choice; null where it made none. */
  readonly subprotocol: string | null;
  /** What both legs agreed on; null where that is nothing. */
  readonly extensions: string | null;
  /** What the client calls this attempt of its own; null where it does not. */
  readonly attemptId: string | null;
};

/** The sockets, as the handshake leaves them. */
export type ConnectionSockets = Omit<RelayParts, "limits" | "owner" | "pacer" | "now" | "holdMemory">;

/** What a connection needs of whoever holds it. */
export type ConnectionOwner = Pick<RelayParts, "pacer" | "now"> & {
  readonly memory: MessageMemory;
  /** The limits that apply to it by now. */
  limitsOf(connection: LimitFacts): RelayLimits;
  /** Where what passes on a topic is counted. */
  tallyOf(apiId: string, topic: string): TopicTally;
  /** Told once, when both sockets of a connection are closed. */
  connectionClosed(connection: Connection, ending: EndOfConnection): void;
  /** Told of what threw within a connection; ends it. */
  connectionFailed(connectionId: string, relay: Relay, error: unknown): void;
};

/** A connection after its 101. */
export class Connection implements RelayOwner {
  readonly id: string;
  readonly clientAddress: string;
  readonly relay: Relay;
  readonly place: ConnectionFacts["place"];
  /** The one that it was opened under; null where it needed none. */
  readonly subscriptionId: string | null;
  /** Unix time; ages are told by {@link ConnectionOwner}'s own clock, which does not jump. */
  readonly openedAtMs: number;
  readonly #openedMs: number;
  readonly #handshake: Pick<ConnectionFacts, "path" | "subprotocol" | "extensions" | "dialMs" | "attemptId">;
  readonly #isInspected: boolean;
  readonly #canDrop: boolean;
  #api: ApiRoute;
  #topic: TopicRoute;
  #grant: Grant | null;
  #permitted: Permitted;
  #limits: RelayLimits;
  #lastActiveMs: number;
  #lastActivity = 0;
  readonly #tally: TopicTally;
  #counted: readonly [messagesIn: number, bytesIn: number, messagesOut: number, bytesOut: number] = [
    0, 0, 0, 0,
  ];
  /** Messages taken out by meters that are no longer in use. */
  #formerlyDropped = 0;
  #countedDropped = 0;
  #messagesPerSecond = 0;
  #bytesPerSecond = 0;
  readonly #owner: ConnectionOwner;

  /** Begins to relay at once. */
  constructor(facts: ConnectionFacts, sockets: ConnectionSockets, owner: ConnectionOwner) {
    this.id = facts.id;
    this.clientAddress = facts.clientAddress;
    this.place = facts.place;
    this.openedAtMs = facts.openedAtMs;
    this.#openedMs = owner.now();
    this.#lastActiveMs = this.#openedMs;
    this.#owner = owner;
    this.#api = facts.api;
    this.#topic = facts.topic;
    this.#grant = facts.grant;
    this.#permitted = permittedOf(facts.topic, facts.grant);
    this.subscriptionId = facts.grant?.use?.subscription.id ?? null;
    const { path, subprotocol, extensions, dialMs, attemptId } = facts;
    this.#handshake = { path, subprotocol, extensions, dialMs, attemptId };
    this.#isInspected = facts.topic.policy.inspect;
    this.#canDrop = this.#isInspected || extensions === null;
    this.#limits = this.#currentLimits(null);
    this.#tally = owner.tallyOf(facts.api.record.apiId, facts.topic.address);
    this.#tally.opened(dialMs);
    const { now, pacer } = owner;
    const holdMemory = (): MemoryHold => owner.memory.holdFor(facts.api.record.apiId);
    const parts = { ...sockets, now, pacer, holdMemory, limits: this.#limits, owner: this };
    this.relay = createRelay(parts, this.#isInspected);
  }

  relayDelayed(durationMs: number): void {
    this.#tally.delayed(durationMs);
  }

  relayFailed(relay: Relay, error: unknown): void {
    this.#owner.connectionFailed(this.id, relay, error);
  }

  relayClosed(ending: EndOfConnection): void {
    try {
      this.#count();
      this.#tally.closed(ending.code);
    } finally {
      // Whatever happens, its place is given back.
      this.#owner.connectionClosed(this, ending);
    }
  }

  get apiId(): string {
    return this.#api.record.apiId;
  }

  get topicAddress(): string {
    return this.#topic.address;
  }

  /** Null for an anonymous client. */
  get credentialId(): string | null {
    return this.#grant?.credential.id ?? null;
  }

  /** See {@link applicationIdOf}. */
  get applicationId(): string | null {
    return applicationIdOf(this.#grant);
  }

  get identity(): ConnectionIdentity {
    const { apiId, name, version, revision } = this.#api.record;
    return {
      connectionId: this.id,
      apiId,
      apiName: name,
      apiVersion: version,
      revision,
      topic: this.topicAddress,
      ...this.#handshake,
      application: this.#grant?.application ?? null,
      clientAddress: this.clientAddress,
      isInspected: this.#isInspected,
    };
  }

  /** What is to be seen of it while it lives. */
  describe(): LiveConnection {
    return {
      ...this.identity,
      openedAtMs: this.openedAtMs,
      ...passedOn(this.relay),
      messagesPerSecond: this.#messagesPerSecond,
      bytesPerSecond: this.#bytesPerSecond,
      queuedBytes: this.relay.queuedBytes,
    };
  }

  /** What remains of it; `closedAtMs` is Unix time. */
  describeEnd(ending: EndOfConnection, closedAtMs: number): ClosedConnection {
    const { relay } = this;
    return {
      ...this.identity,
      openedAtMs: this.openedAtMs,
      ...passedOn(relay),
      closedAtMs,
      code: ending.code,
      closedBy: ending.closedBy,
      why: ending.why,
      policy: ending.policy,
      droppedForType: this.#dropped,
      clientLeg: relay.legState("client"),
      backendLeg: relay.legState("backend"),
      lastFromClient: relay.lastFrameFrom("client"),
      lastFromBackend: relay.lastFrameFrom("backend"),
    };
  }

  /**
   * Follows a change of routing: takes over the new revision's limits and stays, or returns why it must go. A topic is
   * the same as long as its address is. Whether its messages are read stays as it was at its opening.
   */
  reroute(table: RoutingTable): GatewayClose | null {
    const api = table.findApi(this.apiId);
    if (api === null) return gatewayClose.apiGone;
    const topic = api.findTopic(this.#topic.address);
    if (topic === null) return gatewayClose.topicGone;
    const still = reopen(this.#grant, { api, topic }, table);
    if ("code" in still) return still;
    const { grant, permitted } = still;
    const formerPlan = this.#grant?.use?.plan;
    this.#grant = grant;
    if (api === this.#api && grant?.use?.plan === formerPlan && permitted === this.#permitted) return null;
    this.#api = api;
    this.#topic = topic;
    this.#permitted = permitted;
    const former = this.#limits;
    this.#limits = this.#currentLimits(former);
    if (former.meterFromBackend !== this.#limits.meterFromBackend) {
      this.#formerlyDropped += droppedBy(former);
    }
    this.relay.setLimits(this.#limits);
    return null;
  }

  /**
   * What the clock has to say: why the connection must go, or null. To be called about once a second. `unixMs` is for
   * what expires on a date, `nowMs` of the owner's clock for what takes so long. Messages count as activity, pings and
   * pongs do not.
   */
  checkTimes(unixMs: number, nowMs: number): GatewayClose | null {
    const { fromClient, fromBackend } = this.relay;
    const activity =
      fromClient.messages + fromClient.payloadBytes + fromBackend.messages + fromBackend.payloadBytes;
    if (activity !== this.#lastActivity) {
      this.#lastActivity = activity;
      this.#lastActiveMs = nowMs;
    }
    const expiresAtMs = (this.#grant && endOf(this.#grant)) ?? Number.POSITIVE_INFINITY;
    if (expiresAtMs <= unixMs) return gatewayClose.credentialExpired;
    const maxAgeMs = greatestAgeMs(this.#api.record.limits, this.#grant?.use?.plan.limits);
    if (maxAgeMs > 0 && nowMs - this.#openedMs >= maxAgeMs) return gatewayClose.maximumAge;
    const idleTimeoutMs = this.#topic.policy.idleTimeoutMs ?? this.#api.record.limits.idleTimeoutMs;
    return idleTimeoutMs > 0 && nowMs - this.#lastActiveMs >= idleTimeoutMs ? gatewayClose.idle : null;
  }

  /** Takes its rates since the last time, which was so long ago. */
  measure(elapsedMs: number): void {
    const passed = this.#count();
    this.#messagesPerSecond = Math.round((passed.messages * 1_000) / elapsedMs);
    this.#bytesPerSecond = Math.round((passed.bytes * 1_000) / elapsedMs);
  }

  /** Tells the tally what has passed since the last time. */
  #count(): { readonly messages: number; readonly bytes: number } {
    const { fromClient, fromBackend } = this.relay;
    const [messagesIn, bytesIn, messagesOut, bytesOut] = this.#counted;
    const newIn = fromClient.messages - messagesIn;
    const newBytesIn = fromClient.payloadBytes - bytesIn;
    const newOut = fromBackend.messages - messagesOut;
    const newBytesOut = fromBackend.payloadBytes - bytesOut;
    const newDropped = this.#dropped - this.#countedDropped;
    if (newDropped > 0) {
      this.#tally.dropped(newDropped);
      this.#countedDropped += newDropped;
    }
    if (newIn + newBytesIn + newOut + newBytesOut > 0) {
      this.#tally.passed(newIn, newBytesIn, newOut, newBytesOut);
      this.#counted = [
        fromClient.messages,
        fromClient.payloadBytes,
        fromBackend.messages,
        fromBackend.payloadBytes,
      ];
    }
    return { messages: newIn + newOut, bytes: newBytesIn + newBytesOut };
  }

  /** Backend messages taken out so far for want of Subscribe. */
  get #dropped(): number {
    return this.#formerlyDropped + droppedBy(this.#limits);
  }

  #currentLimits(former: RelayLimits | null): RelayLimits {
    const facts = { api: this.#api, topic: this.#topic, permitted: this.#permitted, former };
    return this.#owner.limitsOf({ ...facts, canDrop: this.#canDrop, use: this.#grant?.use ?? null });
  }
}
