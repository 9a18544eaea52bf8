// Follows the routing revision in the database (DESIGN.md section 6): polls one integer, reads what changed, hands on
// the difference. While the database is out of reach it goes on asking and the gateway serves what it has.
import type { Logger } from "pino";
import { findEnvironmentId, getRoutingRevision, readRoutingUpdate } from "#lib/feed/repository.ts";
import type { RoutingUpdate, SealedUpdate } from "#lib/routes/route-record.ts";
import type { Database } from "./database.ts";
import type { LastKnownGood } from "./last-known-good.ts";
import { applyUpdate, emptyRouting, entryKey, type RoutingState, type SealedState } from "./routing-state.ts";
import type { SecretOpener } from "./secret-opener.ts";

const pollEveryMs = 200;
const retryEveryMs = 1_000;
/** A database that was away for longer may have been restored from a copy: it is read as a whole. */
const trustedAwayMs = 60_000;

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
  #databaseDownSince: Date | null = null;
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

  /** Since when the database has been out of reach; null while it is not. */
  get databaseDownSince(): Date | null {
    return this.#databaseDownSince;
  }

  get environmentId(): string | null {
    return this.#environmentId;
  }

  /** Loads the first state, from the database or from the last known good one, then follows changes. */
  async start(): Promise<void> {
    this.#options.lastKnownGood.forgetClearText();
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
      this.#open({ revision: saved.revision, isFull: true, entries: [...saved.entries.values()] });
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
      this.#databaseDownSince = null;
    } catch (error) {
      const isMisnamed = error instanceof UnknownEnvironment;
      if (isMisnamed) log.error(error.message);
      else if (this.#isDatabaseUp)
        log.warn({ err: error }, "the database is out of reach; serving on from memory");
      this.#isDatabaseUp = isMisnamed;
      if (!isMisnamed) this.#databaseDownSince ??= new Date();
    }
  }

  async #read(): Promise<void> {
    const { database, environment, log } = this.#options;
    const db = database.get();
    const isContinuous =
      database.generation() === this.#generation && performance.now() - this.#readAtMs < trustedAwayMs;
    const current = await getRoutingRevision(db);
    if (isContinuous) this.#readAtMs = performance.now();
    if (isContinuous && current === this.#state.revision && this.#environmentId !== null) return;
    this.#environmentId = await findEnvironmentId(db, environment);
    if (this.#environmentId === null) {
      throw new UnknownEnvironment(`GATEWAY_ENVIRONMENT: there is no environment named ${environment}`);
    }
    const since = isContinuous ? this.#state.revision : -1;
    const { update, unreadable } = await readRoutingUpdate(db, this.#environmentId, since);
    for (const entry of unreadable)
      log.error(entry, "a routing entry does not parse; what was known of it stays");
    this.#generation = database.generation();
    this.#readAtMs = performance.now();
    this.#adopt(update, unreadable.map(entryKey));
  }

  /** Workers hear of what is different once it is open: what was only encrypted anew is the same to them. */
  #open(update: SealedUpdate): RoutingUpdate {
    const entries = update.entries.map((entry) => this.#options.opener.open(entry));
    const { state, delta } = applyUpdate(this.#state, { ...update, entries });
    this.#state = state;
    return delta;
  }

  #adopt(update: SealedUpdate, kept: readonly string[]): void {
    const sealed = applyUpdate(this.#sealed, update, kept);
    this.#sealed = sealed.state;
    this.#options.lastKnownGood.save(sealed.state);
    const delta = this.#open(sealed.delta);
    this.#options.onDelta(delta);
    this.#options.log.info({ revision: delta.revision, entries: delta.entries.length }, "routing changed");
  }
}
