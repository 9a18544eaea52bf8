// Follows the routing revision in the database (DESIGN.md section 6): polls one integer, reads what changed, hands on
// the difference. While the database is out of reach it goes on asking and the gateway serves what it has.
import { setImmediate } from "node:timers/promises";
import type { Logger } from "pino";
import {
  findEnvironmentId,
  getRoutingRevision,
  readRoutingUpdate,
  type UnreadableEntry,
} from "#lib/feed/repository.ts";
import {
  type RoutingEntry,
  type RoutingUpdate,
  recordSchemas,
  type SealedUpdate,
} from "#lib/routes/route-record.ts";
import type { Database, DatabaseFault } from "./database.ts";
import type { LastKnownGood } from "./last-known-good.ts";
import {
  applyPatiently,
  applyUpdate,
  ENTRIES_A_STEP,
  emptyRouting,
  entryKey,
  hasRoutes,
  type RoutingState,
  type SealedState,
} from "./routing-state.ts";
import type { SecretOpener } from "./secret-opener.ts";

const pollEveryMs = 200;
const retryEveryMs = 1_000;
/** A database that was away for longer may have been restored from a copy: it is read as a whole. */
const trustedAwayMs = 60_000;

export type DatabaseDown = { readonly since: Date; readonly fault: DatabaseFault };

/** The database answers, but has no environment of the name this gateway was given. */
class UnknownEnvironment extends Error {}

export type SyncOptions = {
  readonly database: Database;
  readonly environment: string;
  readonly lastKnownGood: LastKnownGood;
  readonly opener: SecretOpener;
  readonly log: Logger;
  /** Hears of every difference, in order. */
  readonly onDelta: (delta: RoutingUpdate) => void;
};

export class RoutingSync {
  readonly #options: SyncOptions;
  #sealed: SealedState = emptyRouting;
  /** The same with its secrets open. */
  #state: RoutingState = emptyRouting;
  #environmentId: string | null = null;
  #isDatabaseUp = true;
  #databaseDown: DatabaseDown | null = null;
  #unreadable = new Map<string, UnreadableEntry>();
  /** What was read and not adopted: it is read again when it has changed, or may have been repaired. */
  #refused: { readonly generation: number; readonly revision: number; readonly atMs: number } | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;
  #readAtMs = 0;
  /** Which database file the state was read from; another one is read anew as a whole. */
  #generation = 0;

  constructor(options: SyncOptions) {
    this.#options = options;
  }

  get state(): RoutingState {
    return this.#state;
  }

  get isDatabaseUp(): boolean {
    return this.#isDatabaseUp;
  }

  /** Since when and why the database cannot be read; null while it can. */
  get databaseDown(): DatabaseDown | null {
    return this.#databaseDown;
  }

  /** What the database has for this gateway and does not parse. */
  get unreadable(): readonly UnreadableEntry[] {
    return [...this.#unreadable.values()];
  }

  /** True while the database holds nothing that could be served, for it does not parse: what was known before is. */
  get isRefusing(): boolean {
    return this.#refused !== null;
  }

  get environmentId(): string | null {
    return this.#environmentId;
  }

  /** Loads the first state, from the database or from the last known good one, then follows changes. */
  async start(): Promise<void> {
    this.#options.lastKnownGood.forgetClearText();
    this.#options.lastKnownGood.removeStaleDrafts();
    await this.#poll();
    if (this.#state.revision < 0) this.#startFromFile();
    this.#schedule();
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#options.lastKnownGood.flush();
  }

  #startFromFile(): void {
    const { lastKnownGood, log } = this.#options;
    try {
      const saved = lastKnownGood.read();
      if (!saved) return;
      this.#sealed = saved;
      const entries = [...saved.entries.values()];
      this.#options.onDelta(this.#open({ revision: saved.revision, isFull: true, entries }));
      log.warn(
        { revision: saved.revision, entries: saved.entries.size },
        "serving the last known good routing state",
      );
    } catch (error) {
      const asideAt = lastKnownGood.setAside();
      log.error({ err: error, asideAt }, "the last known good routing state is damaged and was set aside");
    }
  }

  #schedule(): void {
    if (this.#isStopped) return;
    const delay = this.#isDatabaseUp ? pollEveryMs : retryEveryMs;
    this.#timer = setTimeout(() => {
      this.#poll().finally(() => this.#schedule());
    }, delay);
  }

  async #poll(): Promise<void> {
    const { log } = this.#options;
    try {
      await this.#read();
      if (!this.#isDatabaseUp) log.info("the database is back");
      this.#isDatabaseUp = true;
      this.#databaseDown = null;
    } catch (error) {
      const isMisnamed = error instanceof UnknownEnvironment;
      if (isMisnamed) log.error(error.message);
      else this.#noteDown(error);
      this.#isDatabaseUp = isMisnamed;
    }
  }

  /** Says once why the database cannot be read, and once more where the reason is another one. */
  #noteDown(error: unknown): void {
    const { database, log } = this.#options;
    const fault = database.faultOf(error);
    if (this.#databaseDown?.fault === fault) return;
    this.#databaseDown = { fault, since: this.#databaseDown?.since ?? new Date() };
    const what =
      fault === "locked"
        ? "the database is locked by another process; serving on from memory. End what holds it: a SQLite shell, a backup, a copy in progress"
        : "the database is out of reach; serving on from memory";
    log.warn({ err: error }, what);
  }

  async #read(): Promise<void> {
    const { database, environment } = this.#options;
    const db = database.get();
    const isContinuous =
      database.generation() === this.#generation && performance.now() - this.#readAtMs < trustedAwayMs;
    const current = await getRoutingRevision(db);
    if (isContinuous) this.#readAtMs = performance.now();
    if (isContinuous && current === this.#state.revision && this.#environmentId !== null) return;
    if (this.#isRefused(current)) return;
    this.#environmentId = await findEnvironmentId(db, environment);
    if (this.#environmentId === null) {
      throw new UnknownEnvironment(`GATEWAY_ENVIRONMENT: there is no environment named ${environment}`);
    }
    const since = isContinuous ? this.#state.revision : -1;
    const { update, unreadable } = await readRoutingUpdate(db, this.#environmentId, since);
    this.#noteUnreadable(update, unreadable);
    // What is unreadable stays as it is known, and after a start it is known from the file.
    if (unreadable.length > 0 && this.#state.revision < 0) this.#startFromFile();
    if (await this.#adopt(update, unreadable)) {
      this.#generation = database.generation();
      this.#readAtMs = performance.now();
    } else {
      const { revision } = update;
      this.#refused = { generation: database.generation(), revision, atMs: performance.now() };
    }
  }

  #isRefused(revision: number): boolean {
    const refused = this.#refused;
    if (refused === null || performance.now() - refused.atMs > trustedAwayMs) return false;
    return refused.revision === revision && refused.generation === this.#options.database.generation();
  }

  #noteUnreadable(update: SealedUpdate, unreadable: readonly UnreadableEntry[]): void {
    const before = new Map(this.#unreadable);
    if (update.isFull) this.#unreadable.clear();
    for (const entry of update.entries) this.#unreadable.delete(entryKey(entry));
    for (const entry of unreadable) {
      this.#unreadable.set(entryKey(entry), entry);
      if (before.get(entryKey(entry))?.problem === entry.problem) continue;
      this.#options.log.error(entry, "a routing entry does not parse; what was known of it stays");
    }
  }

  /** Workers hear of what is different once it is open: what was only encrypted anew is the same to them. */
  #open(update: SealedUpdate): RoutingUpdate {
    const entries = update.entries.map((entry) => this.#options.opener.open(entry));
    const { state, delta } = applyUpdate(this.#state, { ...update, entries });
    this.#state = state;
    return delta;
  }

  /** The same with time for other things now and then. */
  async #openPatiently(update: SealedUpdate): Promise<RoutingUpdate> {
    const entries: RoutingEntry[] = [];
    for (const entry of update.entries) {
      entries.push(this.#options.opener.open(entry));
      if (entries.length % ENTRIES_A_STEP === 0) await setImmediate();
    }
    const { state, delta } = await applyPatiently(this.#state, { ...update, entries });
    this.#state = state;
    return delta;
  }

  /** Refuses, and returns false, where a whole reading leaves nothing to serve though there is something unreadable. */
  async #adopt(update: SealedUpdate, unreadable: readonly UnreadableEntry[]): Promise<boolean> {
    const sealed = await applyPatiently(this.#sealed, update, unreadable.map(entryKey));
    const isRouteUnread = unreadable.some(({ kind }) => !(kind in recordSchemas));
    // Every installation has plans, and some deny policies: by themselves they let nobody in.
    const isNothingRead =
      unreadable.length > 0 && update.entries.every(({ kind }) => kind === "plan" || kind === "deny");
    const isLost = isNothingRead || (isRouteUnread && !hasRoutes(sealed.state));
    if (update.isFull && isLost) {
      if (this.#refused?.revision !== update.revision)
        this.#options.log.error(
          { revision: update.revision, unreadable: unreadable.length },
          "no routing entry in the database parses; what was known before is served on",
        );
      return false;
    }
    this.#refused = null;
    this.#sealed = sealed.state;
    this.#options.lastKnownGood.save(sealed.state);
    const delta = await this.#openPatiently(sealed.delta);
    this.#options.onDelta(delta);
    this.#options.log.info({ revision: delta.revision, entries: delta.entries.length }, "routing changed");
    return true;
  }
}
