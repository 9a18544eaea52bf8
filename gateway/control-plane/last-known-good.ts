// The last known good routing state in DATA_DIR: what the gateway starts from when the database is out of reach.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Logger } from "pino";
import { z } from "zod";
import { credentialRecordSchema, type RoutingEntry, routeRecordSchema } from "#lib/routes/route-record.ts";
import { entryKey, type RoutingState } from "./routing-state.ts";

const entrySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("route"), id: z.string(), record: routeRecordSchema }),
  z.object({ kind: z.literal("credential"), id: z.string(), record: credentialRecordSchema }),
]);
const fileSchema = z.object({
  format: z.literal(1),
  environment: z.string(),
  revision: z.int(),
  entries: z.array(z.unknown()),
});

/** Pause after a failed save, in milliseconds. */
const RETRY_MS = 5_000;

export class LastKnownGood {
  readonly #path: string;
  readonly #environment: string;
  readonly #log: Logger;
  #pending: RoutingState | null = null;
  #timer: NodeJS.Timeout | undefined;
  #notBeforeMs = 0;
  #unsavedSince: Date | null = null;

  constructor(folder: string, environment: string, log: Logger) {
    this.#log = log;
    this.#path = join(folder, `routing-${environment.replaceAll(/[^A-Za-z0-9_-]/g, "_")}.json`);
    this.#environment = environment;
  }

  /** Since when saving has failed, as on a full disk; null while it succeeds. */
  get unsavedSince(): Date | null {
    return this.#unsavedSince;
  }

  /** Moves a damaged file out of the way, for whoever wants to look at it; returns where to, null where it stayed. */
  setAside(): string | null {
    const path = `${this.#path}.corrupt`;
    try {
      renameSync(this.#path, path);
      return path;
    } catch {
      return null;
    }
  }

  /** The saved state, or null where there is none for this environment. Throws where the file is damaged, or nothing in it can be read. */
  read(): RoutingState | null {
    let text: string;
    try {
      text = readFileSync(this.#path, "utf8");
    } catch {
      return null; // nothing was saved yet
    }
    const file = fileSchema.parse(JSON.parse(text));
    if (file.environment !== this.#environment) return null;
    const entries = new Map<string, RoutingEntry>();
    for (const saved of file.entries) {
      const entry = entrySchema.safeParse(saved);
      if (entry.success) entries.set(entryKey(entry.data), entry.data);
      else
        this.#log.error(
          { problem: entry.error.message },
          "a saved routing entry does not parse and was passed over",
        );
    }
    if (entries.size === 0 && file.entries.length > 0) throw new Error("none of the saved entries parses");
    return { revision: file.revision, entries };
  }

  /**
   * Saves a state, at once where the last save was quick or long ago: the primary also hands out connections, so
   * writing takes at most a twentieth of its time, however large the state and however many deployments follow.
   */
  save(state: RoutingState): void {
    this.#pending = state;
    const waitMs = this.#notBeforeMs - performance.now();
    if (waitMs <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), waitMs);
  }

  /** Writes what is still to be saved. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending === null) return;
    const startedMs = performance.now();
    const isSaved = this.#tryToWrite(this.#pending);
    if (isSaved) this.#pending = null;
    else this.#timer = setTimeout(() => this.flush(), RETRY_MS).unref();
    const nowMs = performance.now();
    this.#notBeforeMs = nowMs + 20 * (nowMs - startedMs);
  }

  /** Says once when saving begins to fail, and once when it succeeds again. */
  #tryToWrite(state: RoutingState): boolean {
    try {
      this.#write(state);
      if (this.#unsavedSince !== null) this.#log.info("the last known good routing state is saved again");
      this.#unsavedSince = null;
      return true;
    } catch (error) {
      if (this.#unsavedSince === null) {
        this.#log.error({ err: error }, "the last known good routing state cannot be saved; trying again");
      }
      this.#unsavedSince ??= new Date();
      return false;
    }
  }

  /** Replaces the file in one step, so that a crash leaves the former one. */
  #write(state: RoutingState): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    const { revision } = state;
    const file = {
      format: 1,
      environment: this.#environment,
      revision,
      entries: [...state.entries.values()],
    };
    const draft = `${this.#path}.${process.pid}.tmp`;
    writeFileSync(draft, JSON.stringify(file), { mode: 0o600 });
    renameSync(draft, this.#path);
  }
}
