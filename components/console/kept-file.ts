// The newest of a transcript for a page that is reloaded: made anew soon after something passed, less often while much does.
import type { ConsoleSession } from "./console-session.ts";
import { newestAsFile } from "./newest-as-file.ts";

/** Browsers give a tab some five million characters for all that it keeps. */
const KEPT_CHARACTERS = 500_000;
/** Between two files while much passes. */
const EVERY_MS = 1000;
/** Entries since the last file that are much. */
const MANY = 50;

export class KeptFile {
  readonly #session: ConsoleSession;
  #total = 0;
  #size = 0;
  #madeAt = Number.NEGATIVE_INFINITY;

  constructor(session: ConsoleSession) {
    this.#session = session;
  }

  /** The file in UTF-8, where one is due; else how long until one is, 0 where nothing has passed. */
  next(nowMs: number): { readonly waitMs: number; readonly file: Uint8Array<ArrayBuffer> | null } {
    const { size, dropped } = this.#session.transcript;
    const total = size + dropped;
    if (total === this.#total && size === this.#size) return { waitMs: 0, file: null };
    const waitMs = this.#madeAt + EVERY_MS - nowMs;
    if (Math.abs(total - this.#total) > MANY && waitMs > 0) return { waitMs, file: null };
    this.#total = total;
    this.#size = size;
    this.#madeAt = nowMs;
    return { waitMs: 0, file: new TextEncoder().encode(newestAsFile(this.#session, KEPT_CHARACTERS)) };
  }
}
