// The last known good routing state in DATA_DIR: what the gateway starts from when the database is out of reach. Secrets
// in it are encrypted; a file from before that is rewritten as soon as it is found.
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Logger } from "pino";
import { z } from "zod";
import type { Keyring } from "#lib/kernel/keyring.ts";
import { credentialRecordSchema, type SealedEntry, sealedRouteSchema } from "#lib/routes/route-record.ts";
import { sealClearRoute } from "#lib/secrets/clear-text.ts";
import { newDataKey, sealText, wrapDataKey } from "#lib/secrets/envelope.ts";
import { bindingOf } from "#lib/secrets/secret.ts";
import { entryKey, type SealedState } from "./routing-state.ts";

const entrySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("route"), id: z.string(), record: sealedRouteSchema }),
  z.object({ kind: z.literal("credential"), id: z.string(), record: credentialRecordSchema }),
]);
/** Format 1 had secrets in the clear. */
const CLEAR_FORMAT = 1;
const FORMAT = 2;
const fileSchema = z.object({
  format: z.union([z.literal(CLEAR_FORMAT), z.literal(FORMAT)]),
  environment: z.string(),
  revision: z.int(),
  entries: z.array(z.unknown()),
});

/** Pause after a failed save, in milliseconds. */
const RETRY_MS = 5_000;

export type SaveFault = { readonly since: Date; readonly isDiskFull: boolean };

export class LastKnownGood {
  readonly #path: string;
  readonly #environment: string;
  readonly #log: Logger;
  #pending: SealedState | null = null;
  #timer: NodeJS.Timeout | undefined;
  #notBeforeMs = 0;
  #saveFault: SaveFault | null = null;

  readonly #keyring: Keyring;

  constructor(folder: string, environment: string, keyring: Keyring, log: Logger) {
    this.#log = log;
    this.#keyring = keyring;
    this.#path = join(folder, `routing-${environment.replaceAll(/[^A-Za-z0-9_-]/g, "_")}.json`);
    this.#environment = environment;
  }

  /** Since when and why saving has failed; null while it succeeds. */
  get saveFault(): SaveFault | null {
    return this.#saveFault;
  }

  /**
   * Moves a damaged file out of the way, for whoever wants to look at it; returns where to, null where it stayed or, for
   * it might have secrets in the clear, was deleted.
   */
  setAside(): string | null {
    const path = `${this.#path}.corrupt`;
    try {
      if (!hasOwnFormat(this.#path)) {
        rmSync(this.#path);
        return null;
      }
      renameSync(this.#path, path);
      return path;
    } catch {
      return null;
    }
  }

  /** The saved state, or null where there is none for this environment. Throws where the file is damaged, or nothing in it can be read. */
  read(): SealedState | null {
    let text: string;
    try {
      text = readFileSync(this.#path, "utf8");
    } catch {
      return null; // nothing was saved yet
    }
    const file = fileSchema.parse(JSON.parse(text));
    if (file.environment !== this.#environment) return null;
    const entries = new Map<string, SealedEntry>();
    const isClear = file.format === CLEAR_FORMAT;
    for (const saved of isClear ? this.#sealed(file.entries) : file.entries) {
      const entry = entrySchema.safeParse(saved);
      if (entry.success) entries.set(entryKey(entry.data), entry.data);
      else
        this.#log.error(
          { problem: entry.error.message },
          "a saved routing entry does not parse and was passed over",
        );
    }
    if (entries.size === 0 && file.entries.length > 0) throw new Error("none of the saved entries parses");
    const state = { revision: file.revision, entries };
    if (isClear) this.save(state);
    return state;
  }

  /** Deletes what an earlier version set aside with secrets in the clear. */
  forgetClearText(): void {
    const aside = `${this.#path}.corrupt`;
    if (!hasOwnFormat(aside)) rmSync(aside, { force: true });
  }

  /** Deletes what was begun by processes that ended before it was whole: nobody else would, and each has another name. */
  removeStaleDrafts(): void {
    const folder = dirname(this.#path);
    const start = `${basename(this.#path)}.`;
    try {
      for (const name of readdirSync(folder)) {
        const pid = name.startsWith(start) ? /^(\d+)\.tmp$/.exec(name.slice(start.length))?.[1] : undefined;
        if (pid !== undefined && !isOtherRunning(Number(pid))) rmSync(join(folder, name), { force: true });
      }
    } catch (error) {
      if (hasCode(error, "ENOENT")) return; // nothing was ever saved
      this.#log.warn({ err: error }, "drafts of earlier processes in DATA_DIR cannot be removed");
    }
  }

  /** The entries with their secrets encrypted, under a data key of this file's own. */
  #sealed(entries: readonly unknown[]): unknown[] {
    const dataKey = newDataKey(randomUUID());
    const wrapped = wrapDataKey(dataKey, this.#keyring);
    return entries.map((entry) =>
      sealClearRoute(entry, (apiId, { kind, value, origins }) => {
        const id = randomUUID();
        const sealed = sealText(dataKey, value, bindingOf(apiId, kind, { id, origins }));
        return { id, origins: [...origins], sealed, dataKey: wrapped };
      }),
    );
  }

  /**
   * Saves a state, at once where the last save was quick or long ago: the primary also hands out connections, so
   * writing takes at most a twentieth of its time, however large the state and however many deployments follow.
   */
  save(state: SealedState): void {
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

  /** Says once when saving begins to fail, once more where it then fails for another reason, and once when it succeeds again. */
  #tryToWrite(state: SealedState): boolean {
    try {
      this.#write(state);
      if (this.#saveFault !== null) this.#log.info("the last known good routing state is saved again");
      this.#saveFault = null;
      return true;
    } catch (error) {
      const isFull = isDiskFull(error);
      if (this.#saveFault?.isDiskFull !== isFull) {
        this.#log.error(
          { err: error },
          isFull
            ? "the disk that holds DATA_DIR is full: the last known good routing state cannot be saved; free space there, it is tried again"
            : "the last known good routing state cannot be saved; trying again",
        );
      }
      this.#saveFault = { since: this.#saveFault?.since ?? new Date(), isDiskFull: isFull };
      return false;
    }
  }

  /** Replaces the file in one step, so that a crash leaves the former one. */
  #write(state: SealedState): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    const { revision } = state;
    const file = {
      format: FORMAT,
      environment: this.#environment,
      revision,
      entries: [...state.entries.values()],
    };
    const draft = `${this.#path}.${process.pid}.tmp`;
    try {
      writeFileSync(draft, JSON.stringify(file), { mode: 0o600 });
      renameSync(draft, this.#path);
    } catch (error) {
      rmSync(draft, { force: true }); // half a file takes up room, and on a full disk that is what is short
      throw error;
    }
  }
}

/** True where the disk, or what this user may have of it, is used up. */
function isDiskFull(error: unknown): boolean {
  return hasCode(error, "ENOSPC") || hasCode(error, "EDQUOT");
}

/** True where another process has this id: gateways may share a folder, and one of them may be writing. */
function isOtherRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** True for a file that was written with its secrets encrypted, damaged or not; also where there is none. */
function hasOwnFormat(path: string): boolean {
  try {
    return readFileSync(path, "utf8").startsWith(`{"format":${FORMAT},`);
  } catch {
    return true;
  }
}
