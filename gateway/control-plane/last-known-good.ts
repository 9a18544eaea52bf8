// The last known good routing state in DATA_DIR: what the gateway starts from when the database is out of reach. Secrets
// in it are encrypted; a file from before that is rewritten as soon as it is found.
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Logger } from "pino";
import { z } from "zod";
import type { Keyring } from "#lib/kernel/keyring.ts";
import { credentialRecordSchema, type SealedEntry, sealedRouteSchema } from "#lib/routes/route-record.ts";
import { sealClearRoute } from "#lib/secrets/clear-text.ts";
import { newDataKey, sealText, wrapDataKey } from "#lib/secrets/envelope.ts";
import { bindingOf } from "#lib/secrets/secret.ts";
import { entryKey, type SealedState } from "./routing-state.ts";
import { writeDraft, writeDraftInPieces } from "./whole-file.ts";

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

/** Entries that are written in one go. */
const AT_ONCE = 200;
/** Pause after a failed save, in milliseconds. */
const RETRY_MS = 5_000;

type SavedFile = { readonly environment: string; readonly isClear: boolean; readonly state: SealedState };

export type SaveFault = { readonly since: Date; readonly isDiskFull: boolean };

export class LastKnownGood {
  readonly #path: string;
  readonly #environment: string;
  readonly #log: Logger;
  #pending: SealedState | null = null;
  #timer: NodeJS.Timeout | undefined;
  #notBeforeMs = 0;
  /** What is being written piece by piece. */
  #writing: SealedState | null = null;
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
    const saved = this.#parse(text);
    if (saved.environment !== this.#environment) return null;
    if (saved.isClear) this.save(saved.state);
    return saved.state;
  }

  /** Throws where the text is damaged, or nothing in it can be read. Secrets that it has in the clear come back encrypted. */
  #parse(text: string): SavedFile {
    const file = fileSchema.parse(JSON.parse(text));
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
    return { environment: file.environment, isClear, state: { revision: file.revision, entries } };
  }

  /**
   * Leaves nothing in the clear that an earlier version wrote, for whatever environment: a renamed one has no gateway that
   * would read its file. What is whole is encrypted, since a gateway may start from it yet; the rest is deleted.
   */
  forgetClearText(): void {
    const aside = `${this.#path}.corrupt`;
    if (!hasOwnFormat(aside)) rmSync(aside, { force: true });
    try {
      for (const path of listClearFiles(dirname(this.#path)))
        if (path !== this.#path) this.#forgetClear(path);
    } catch (error) {
      this.#log.warn({ err: error }, "files in DATA_DIR that have secrets in the clear cannot be removed");
    }
  }

  #forgetClear(path: string): void {
    let saved: SavedFile | null = null;
    try {
      if (path.endsWith(".json")) saved = this.#parse(readFileSync(path, "utf8"));
    } catch {
      // damaged: nobody can start from it
    }
    if (saved === null) rmSync(path, { force: true });
    else writeDraft(path, textsOf(saved.environment, saved.state));
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
   * Saves a state, at once where the last save was quick or long ago: writing takes at most a twentieth of the time,
   * however large the state and however many deployments follow. The primary also hands out connections: a large state
   * is written piece by piece, between other things.
   */
  save(state: SealedState): void {
    this.#pending = state;
    const waitMs = this.#notBeforeMs - performance.now();
    if (waitMs <= 0) this.#start();
    else this.#timer ??= setTimeout(() => this.#start(), waitMs);
  }

  /** Writes what is still to be saved, now and in one go. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = null; // what is being written piece by piece is given up
    if (this.#pending === null) return;
    const startedMs = performance.now();
    try {
      writeDraft(this.#path, textsOf(this.#environment, this.#pending));
      this.#noteSaved(this.#pending, startedMs);
    } catch (error) {
      this.#noteFailed(error, startedMs);
    }
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending === null || this.#writing !== null) return;
    if (this.#pending.entries.size <= AT_ONCE) this.flush();
    else void this.#writeInPieces(this.#pending);
  }

  async #writeInPieces(state: SealedState): Promise<void> {
    const startedMs = performance.now();
    this.#writing = state;
    const isWanted = () => this.#writing === state;
    try {
      const isWritten = await writeDraftInPieces(this.#path, textsOf(this.#environment, state), isWanted);
      if (!isWritten) return;
      this.#writing = null;
      this.#noteSaved(state, startedMs);
    } catch (error) {
      if (!isWanted()) return;
      this.#writing = null;
      this.#noteFailed(error, startedMs);
    }
  }

  #noteSaved(state: SealedState, startedMs: number): void {
    if (this.#saveFault !== null) this.#log.info("the last known good routing state is saved again");
    this.#saveFault = null;
    const nowMs = performance.now();
    const pauseMs = 20 * (nowMs - startedMs);
    this.#notBeforeMs = nowMs + pauseMs;
    if (this.#pending === state) this.#pending = null;
    else this.#timer ??= setTimeout(() => this.#start(), pauseMs);
  }

  /** Says once when saving begins to fail, and once more where it then fails for another reason. */
  #noteFailed(error: unknown, startedMs: number): void {
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
    const nowMs = performance.now();
    this.#notBeforeMs = nowMs + 20 * (nowMs - startedMs);
    this.#timer ??= setTimeout(() => this.#start(), RETRY_MS).unref();
  }
}

/** The text of the file, a few entries at a time. */
function* textsOf(environment: string, { revision, entries }: SealedState): Generator<string> {
  const head = JSON.stringify({ format: FORMAT, environment, revision });
  yield `${head.slice(0, -1)},"entries":[`;
  const all = [...entries.values()];
  for (let start = 0; start < all.length; start += AT_ONCE) {
    const text = JSON.stringify(all.slice(start, start + AT_ONCE)).slice(1, -1);
    yield start === 0 ? text : `,${text}`;
  }
  yield "]}";
}

/** What gateways of any environment saved, began to save or set aside in a folder with secrets in the clear. */
function listClearFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^routing-[A-Za-z0-9_-]+\.json(?:\.corrupt|\.\d+\.tmp)?$/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => startOf(path).startsWith(`{"format":${CLEAR_FORMAT},`));
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
  const start = startOf(path);
  return start === "" || start.startsWith(`{"format":${FORMAT},`);
}

/** Nothing where the file cannot be read. */
function startOf(path: string): string {
  try {
    return readFileSync(path, "utf8").slice(0, 64);
  } catch {
    return "";
  }
}
