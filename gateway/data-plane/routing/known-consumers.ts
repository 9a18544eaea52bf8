// Credentials, applications and plans in the memory of a worker. Entries are immutable and replaced whole; a look-up
// costs the same whatever their number.
import type { ConsumerFacts } from "#gateway/data-plane/routing/grant.ts";
import type { ApplicationRecord } from "#lib/routes/application-record.ts";
import type { PlanRecord } from "#lib/routes/plan-record.ts";
import type { ConsumerEntry, CredentialRecord } from "#lib/routes/route-record.ts";

/** Who may connect, as far as it is known. */
export class KnownConsumers implements ConsumerFacts {
  readonly #credentials = new Map<string, CredentialRecord>();
  readonly #credentialByHash = new Map<string, CredentialRecord>();
  readonly #applications = new Map<string, ApplicationRecord>();
  readonly #plans = new Map<string, PlanRecord>();
  /** Applications that subscribe under a plan, by its id. */
  readonly #applicationsOfPlan = new Map<string, Set<string>>();

  /** A credential by the SHA-256 of its text in lower-case hex; null where it is unknown or revoked. */
  findCredentialByHash(hash: string): CredentialRecord | null {
    return this.#credentialByHash.get(hash) ?? null;
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

  /** Ids of the applications that a plan concerns. */
  applicationsOf(planId: string): Iterable<string> {
    return this.#applicationsOfPlan.get(planId) ?? [];
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
    }
  }

  clear(): void {
    this.#credentials.clear();
    this.#credentialByHash.clear();
    this.#applications.clear();
    this.#plans.clear();
    this.#applicationsOfPlan.clear();
  }

  #setCredential(id: string, record: CredentialRecord | null): void {
    const former = this.#credentials.get(id);
    if (former !== undefined) {
      this.#credentials.delete(id);
      if (this.#credentialByHash.get(former.hash) === former) this.#credentialByHash.delete(former.hash);
    }
    if (record === null) return;
    this.#credentials.set(id, record);
    this.#credentialByHash.set(record.hash, record);
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
