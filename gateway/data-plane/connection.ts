// One live connection: who it is, what it uses, and when it must go. Kept small: there are ten thousand of them.

import type { ConnectionIdentity } from "#gateway/data-plane/channels.ts";
import { type CloseReason, gatewayClose } from "#gateway/data-plane/close-code.ts";
import type { ApiRoute, RoutingTable } from "#gateway/data-plane/routing-table.ts";
import { type Ending, Tunnel, type TunnelOwner, type TunnelParts } from "#gateway/data-plane/tunnel.ts";
import type { CredentialRecord, TopicRoute } from "#lib/routing/route-record.ts";

/** Facts of a connection at its opening. */
export type ConnectionFacts = {
  readonly id: string;
  readonly clientAddress: string;
  readonly openedAtMs: number;
  readonly api: ApiRoute;
  readonly topic: TopicRoute;
  /** Null for an anonymous client. */
  readonly credential: CredentialRecord | null;
};

/** Told once, when both sockets of a connection are closed. */
export type ConnectionOwner = { connectionClosed(connection: Connection, ending: Ending): void };

/** The sockets, as the handshake leaves them. */
export type ConnectionSockets = Omit<TunnelParts, "maxMessageBytes" | "owner">;

/** A connection after its 101. */
export class Connection implements TunnelOwner {
  readonly id: string;
  readonly clientAddress: string;
  readonly openedAtMs: number;
  readonly tunnel: Tunnel;
  #api: ApiRoute;
  #topic: TopicRoute;
  #credential: CredentialRecord | null;
  #lastActiveMs: number;
  #lastWireBytes = -1;
  readonly #owner: ConnectionOwner;

  /** Begins to relay at once. */
  constructor(facts: ConnectionFacts, sockets: ConnectionSockets, owner: ConnectionOwner) {
    this.id = facts.id;
    this.clientAddress = facts.clientAddress;
    this.openedAtMs = facts.openedAtMs;
    this.#owner = owner;
    this.#api = facts.api;
    this.#topic = facts.topic;
    this.#credential = facts.credential;
    this.#lastActiveMs = facts.openedAtMs;
    const { maxMessageBytes } = facts.api.record.limits;
    this.tunnel = new Tunnel({ ...sockets, maxMessageBytes, owner: this });
  }

  tunnelClosed(ending: Ending): void {
    this.#owner.connectionClosed(this, ending);
  }

  get apiId(): string {
    return this.#api.record.apiId;
  }

  /** Null for an anonymous client. */
  get credentialId(): string | null {
    return this.#credential?.id ?? null;
  }

  get identity(): ConnectionIdentity {
    const { apiId, name, version } = this.#api.record;
    return {
      connectionId: this.id,
      apiId,
      apiName: name,
      apiVersion: version,
      topic: this.#topic.address,
      application: this.#credential?.application ?? null,
      clientAddress: this.clientAddress,
    };
  }

  /**
   * Follows a change of routing: takes over the new revision's limits and stays, or returns why it must go. A topic is
   * the same as long as its address is.
   */
  reroute(table: RoutingTable): CloseReason | null {
    const api = table.findApi(this.apiId);
    if (api === null) return gatewayClose.apiGone;
    const topic = api.findTopic(this.#topic.address);
    if (topic === null) return gatewayClose.topicGone;
    if (this.#credential === null) {
      if (api.record.state === "created") return gatewayClose.apiNotPublished;
      if (api.needsCredential(topic)) return gatewayClose.credentialNowRequired;
    } else {
      const credential = table.findCredential(this.#credential.id);
      if (credential === null || credential.apiId !== api.record.apiId) return gatewayClose.credentialRevoked;
      this.#credential = credential;
    }
    this.#api = api;
    this.#topic = topic;
    this.tunnel.setMaxMessageBytes(api.record.limits.maxMessageBytes);
    return null;
  }

  /** What the clock has to say: why the connection must go, or null. To be called about once a second. */
  checkTimes(nowMs: number): CloseReason | null {
    const wireBytes = this.tunnel.fromClient.wireBytes + this.tunnel.fromBackend.wireBytes;
    if (wireBytes !== this.#lastWireBytes) {
      this.#lastWireBytes = wireBytes;
      this.#lastActiveMs = nowMs;
    }
    const { idleTimeoutMs, maxConnectionAgeMs } = this.#api.record.limits;
    if (this.#credential !== null && this.#credential.expiresAtMs <= nowMs)
      return gatewayClose.credentialExpired;
    if (maxConnectionAgeMs > 0 && nowMs - this.openedAtMs >= maxConnectionAgeMs)
      return gatewayClose.maximumAge;
    return idleTimeoutMs > 0 && nowMs - this.#lastActiveMs >= idleTimeoutMs ? gatewayClose.idle : null;
  }
}
