// Credentials, access tokens, applications, plans and deny policies in the memory of a worker. Entries are immutable
// and replaced whole; a look-up costs the same whatever their number.
import { AccessTokens } from "#gateway/data-plane/routing/access-tokens.ts";
import { Denials } from "#gateway/data-plane/routing/denials.ts";
import { ExternalIssuers } from "#gateway/data-plane/routing/external-issuers.ts";
import type { ConsumerFacts } from "#gateway/data-plane/routing/grant.ts";
import type { AccessToken } from "#gateway/data-plane/routing/verified-tokens.ts";
import type { ApplicationRecord } from "#lib/routes/application-record.ts";
import type { PlanRecord } from "#lib/routes/plan-record.ts";
import type {
  ApiKeyRecord,
  ConsumerEntry,
  CredentialRecord,
  ExternalClientRecord,
  OAuthClientRecord,
  TestKeyRecord,
} from "#lib/routes/route-record.ts";

/** A credential that is presented itself, and known by its hash. */
export type KeyRecord = TestKeyRecord | ApiKeyRecord;

/** Who may connect, as far as it is known. */
export class KnownConsumers implements ConsumerFacts {
  readonly tokens = new AccessTokens();
  readonly issuers = new ExternalIssuers();
  readonly denials = new Denials();
  readonly #credentials = new Map<string, CredentialRecord>();
  readonly #keyByHash = new Map<string, KeyRecord>();
  /** By issuer and value. */
  readonly #clientsOfIssuers = new Map<string, Map<string, ExternalClientRecord>>();
  readonly #applications = new Map<string, ApplicationRecord>();
  readonly #plans = new Map<string, PlanRecord>();
  /** Applications that subscribe under a plan, by its id. */
  readonly #applicationsOfPlan = new Map<string, Set<string>>();

  /** A key by the SHA-256 of its text in lower-case hex; null where it is unknown or revoked. */
  findKeyByHash(hash: string): KeyRecord | null {
    return this.#keyByHash.get(hash) ?? null;
  }

  /** A credential by id; null where it is unknown or revoked. */
  findCredential(id: string): CredentialRecord | null {
    return this.#credentials.get(id) ?? null;
  }

  /** What stands for an application in an issuer's tokens, by its value; null where nothing does. */
  findExternalClient(issuerId: string, value: string): ExternalClientRecord | null {
    return this.#clientsOfIssuers.get(issuerId)?.get(value) ?? null;
  }

  findApplication(id: string): ApplicationRecord | null {
    return this.#applications.get(id) ?? null;
  }

  findPlan(id: string): PlanRecord | null {
    return this.#plans.get(id) ?? null;
  }

  /**
   * True while neither the token nor the secret that it was got with is revoked, nor the key that has signed it. Another
   * issuer's token is in force while it fits what is asked of its issuer's tokens: keys that have their day behind them end
   * nothing that is open.
   */
  isTokenInForce(token: AccessToken, client: OAuthClientRecord | ExternalClientRecord): boolean {
    if (client.kind === "external_client") return this.issuers.isInForce(token, client.issuerId);
    return client.secretIds.includes(token.secretId) && this.tokens.isInForce(token);
  }

  /** Ids of what stands for applications in an issuer's tokens. */
  *externalClientIds(issuerId: string): Iterable<string> {
    for (const { id } of this.#clientsOfIssuers.get(issuerId)?.values() ?? []) yield id;
  }

  /** Ids of all OAuth clients, for what concerns every one of them. */
  *clientIds(): Iterable<string> {
    for (const { id, kind } of this.#credentials.values()) if (kind === "oauth_client") yield id;
  }

  /** Ids of the applications that a plan concerns. */
  applicationsOf(planId: string): Iterable<string> {
    return this.#applicationsOfPlan.get(planId) ?? [];
  }

  /** Ids of all applications of a person. */
  *applicationsOwnedBy(userId: string): Iterable<string> {
    for (const { id, ownerId } of this.#applications.values()) if (ownerId === userId) yield id;
  }

  /** Takes in one entry of the feed. */
  apply(entry: ConsumerEntry): void {
    switch (entry.kind) {
      case "credential":
        this.#setCredential(entry.id, entry.record);
        break;
      case "application":
        this.#setApplication(entry.id, entry.record);
        break;
      case "plan":
        if (entry.record === null) this.#plans.delete(entry.id);
        else this.#plans.set(entry.id, entry.record);
        break;
      case "verificationKey":
        this.tokens.setKey(entry.id, entry.record);
        break;
      case "revokedToken":
        this.tokens.setRevoked(entry.id, entry.record);
        break;
      case "issuer":
        this.issuers.set(entry.id, entry.record);
        break;
      case "deny":
        this.denials.set(entry.id, entry.record);
    }
  }

  clear(): void {
    this.tokens.clear();
    this.issuers.clear();
    this.#clientsOfIssuers.clear();
    this.denials.clear();
    this.#credentials.clear();
    this.#keyByHash.clear();
    this.#applications.clear();
    this.#plans.clear();
    this.#applicationsOfPlan.clear();
  }

  #setCredential(id: string, record: CredentialRecord | null): void {
    const former = this.#credentials.get(id);
    if (former !== undefined) {
      this.#credentials.delete(id);
      if ("hash" in former && this.#keyByHash.get(former.hash) === former)
        this.#keyByHash.delete(former.hash);
      if (former.kind === "external_client") this.#forgetExternalClient(former);
    }
    if (record === null) return;
    this.#credentials.set(id, record);
    if ("hash" in record) this.#keyByHash.set(record.hash, record);
    if (record.kind === "external_client") {
      const clients = this.#clientsOfIssuers.get(record.issuerId) ?? new Map();
      this.#clientsOfIssuers.set(record.issuerId, clients.set(record.value, record));
    }
  }

  #forgetExternalClient(former: ExternalClientRecord): void {
    const clients = this.#clientsOfIssuers.get(former.issuerId);
    // Within a batch another application may have been given the value already.
    if (clients?.get(former.value) === former) clients.delete(former.value);
    if (clients?.size === 0) this.#clientsOfIssuers.delete(former.issuerId);
  }

  #setApplication(id: string, record: ApplicationRecord | null): void {
    for (const { planId } of this.#applications.get(id)?.subscriptions ?? []) {
      const subscribed = this.#applicationsOfPlan.get(planId);
      subscribed?.delete(id);
      if (subscribed?.size === 0) this.#applicationsOfPlan.delete(planId);
    }
    this.#applications.delete(id);
    if (record === null) return;
    this.#applications.set(id, record);
    for (const { planId } of record.subscriptions) {
      const subscribed = this.#applicationsOfPlan.get(planId) ?? new Set();
      this.#applicationsOfPlan.set(planId, subscribed.add(id));
    }
  }
}
