// Credentials, access tokens, applications, plans and deny policies in the memory of a worker. Entries are immutable
// and replaced whole; a look-up costs the same whatever their number.
import { type AccessToken, AccessTokens } from "#gateway/data-plane/routing/access-tokens.ts";
import { Denials } from "#gateway/data-plane/routing/denials.ts";
import type { ConsumerFacts } from "#gateway/data-plane/routing/grant.ts";
import type { ApplicationRecord } from "#lib/routes/application-record.ts";
import type { PlanRecord } from "#lib/routes/plan-record.ts";
import type {
  ApiKeyRecord,
  ConsumerEntry,
  CredentialRecord,
  OAuthClientRecord,
  TestKeyRecord,
} from "#lib/routes/route-record.ts";

/** A credential that is presented itself, and known by its hash. */
export type KeyRecord = TestKeyRecord | ApiKeyRecord;

/** Who may connect, as far as it is known. */
export class KnownConsumers implements ConsumerFacts {
  readonly tokens = new AccessTokens();
  readonly denials = new Denials();
  readonly #credentials = new Map<string, CredentialRecord>();
  readonly #keyByHash = new Map<string, KeyRecord>();
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

  findApplication(id: string): ApplicationRecord | null {
    return this.#applications.get(id) ?? null;
  }

  findPlan(id: string): PlanRecord | null {
    return this.#plans.get(id) ?? null;
  }

  /** True while neither the token nor the secret that it was got with is revoked, nor the key that has signed it. */
  isTokenInForce(token: AccessToken, { secretIds }: OAuthClientRecord): boolean {
    return secretIds.includes(token.secretId) && this.tokens.isInForce(token);
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
      case "deny":
        this.denials.set(entry.id, entry.record);
    }
  }

  clear(): void {
    this.tokens.clear();
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
      if (former.kind !== "oauth_client" && this.#keyByHash.get(former.hash) === former)
        this.#keyByHash.delete(former.hash);
    }
    if (record === null) return;
    this.#credentials.set(id, record);
    if (record.kind !== "oauth_client") this.#keyByHash.set(record.hash, record);
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
