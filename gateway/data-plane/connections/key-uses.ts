// When applications' keys last opened a connection, and from where: the newest use of each, until it is taken.
import type { KeyUse } from "#gateway/contract.ts";
import type { Grant } from "#gateway/data-plane/routing/grant.ts";

/** Keys that wait at most; uses of others are told at their next connection. */
const MOST_WAITING = 50_000;

export class KeyUses {
  #waiting = new Map<string, KeyUse>();

  /** Notes that a connection was opened. `atMs` is Unix time. */
  note(grant: Grant | null, clientAddress: string, atMs: number): void {
    if (grant === null || grant.use === null) return;
    const { id } = grant.credential;
    if (this.#waiting.size >= MOST_WAITING && !this.#waiting.has(id)) return;
    this.#waiting.set(id, { keyId: id, atMs, clientAddress });
  }

  /** Those since the last call. */
  take(): KeyUse[] {
    const uses = [...this.#waiting.values()];
    this.#waiting = new Map();
    return uses;
  }
}
