// Issuers of which tokens name keys that are not known, from all workers, on the way to the portals, which fetch.
import type { Db } from "#lib/db/db.ts";
import { askForKeys } from "#lib/issuers/commands.ts";

export class IssuerReports {
  readonly #waiting = new Set<string>();

  /** There are as many as issuers, however many tokens come. */
  hear(issuerIds: readonly string[]): void {
    for (const id of issuerIds) this.#waiting.add(id);
  }

  /** Writes what waits. What cannot be written is dropped: the next such token asks again. */
  async flush(db: Db): Promise<void> {
    if (this.#waiting.size === 0) return;
    const issuerIds = [...this.#waiting];
    this.#waiting.clear();
    await askForKeys(db, issuerIds);
  }
}
