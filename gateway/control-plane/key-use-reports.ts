// When keys were last used, from all workers, on the way to their owners.
import { noteKeyUses } from "#lib/credentials/uses/commands.ts";
import type { Db } from "#lib/db/db.ts";
import type { KeyUse } from "../contract.ts";

/** Keys that wait for a database that is away. */
const MOST_WAITING = 100_000;

export class KeyUseReports {
  #waiting = new Map<string, KeyUse>();

  hear(uses: readonly KeyUse[]): void {
    for (const use of uses) {
      const known = this.#waiting.get(use.keyId);
      if (known === undefined && this.#waiting.size >= MOST_WAITING) continue;
      if (known === undefined || known.atMs < use.atMs) this.#waiting.set(use.keyId, use);
    }
  }

  /** Writes what waits; what could not be written waits on. */
  async flush(db: Db): Promise<void> {
    if (this.#waiting.size === 0) return;
    const uses = this.#waiting;
    this.#waiting = new Map();
    try {
      await noteKeyUses(db, [...uses.values()]);
    } catch (error) {
      this.hear([...uses.values()]);
      throw error;
    }
  }
}
