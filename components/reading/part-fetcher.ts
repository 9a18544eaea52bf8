// Gets the parts of a document that are not there yet: those wanted at about the same time together, each once. What fails
// can be wanted again. Where a document is being written, what is there is got again once the document has changed.
import type { ReadingPart } from "#lib/asyncapi/reading/sections.ts";
import { keepEqual } from "./keep-equal.ts";

export type PartState =
  | { readonly kind: "here"; readonly part: ReadingPart }
  | { readonly kind: "failed"; readonly problem: string };

/** Parts that come into view together are wanted within so long. */
const GATHER_MS = 40;
/** As many as the portal gives at once. */
const MOST_AT_ONCE = 20;
/** Characters of their ids in one address, which is bounded everywhere; one that is longer is asked for alone. */
const MOST_CHARACTERS = 6000;

/** Characters, as JSON, of all parts that one page fetches before anybody wants them: some 16 MB of memory. */
const MOST_AHEAD = 8_000_000;

/** Gives parts by their ids; one that is left out is not to be had now, and may be wanted again. Never fails. */
export type PartSource = (ids: readonly string[]) => Promise<ReadonlyMap<string, PartState>>;

export class PartFetcher {
  readonly #source: PartSource;
  readonly #states = new Map<string, PartState>();
  readonly #listeners = new Map<string, Set<() => void>>();
  /** Parts that are here and not shown yet. */
  readonly #ahead = new Map<string, PartState>();
  #aheadLeft = MOST_AHEAD;
  readonly #near = new Set<string>();
  readonly #wanted = new Set<string>();
  readonly #asked = new Map<string, Promise<void>>();
  /** What is here of a document as it was before. */
  readonly #outdated = new Set<string>();
  #edition = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(source: PartSource) {
    this.#source = source;
  }

  /** Those near to what is seen. */
  get nearIds(): readonly string[] {
    return [...this.#near];
  }

  /** What is known of a part; undefined while it has not come. */
  stateOf(id: string): PartState | undefined {
    return this.#states.get(id);
  }

  subscribe(id: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Fetches it soon, unless it is taken back before. */
  want(id: string): void {
    this.#near.add(id);
    if (this.#states.has(id) || this.#show(id) || this.#asked.has(id)) return;
    this.#wanted.add(id);
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  /** It has gone out of view: what is not asked for yet will not be. */
  unwant(id: string): void {
    this.#near.delete(id);
    this.#wanted.delete(id);
  }

  /** Fetches it at once, also where it has failed before. */
  fetchNow(id: string): Promise<void> {
    if (this.#states.get(id)?.kind === "here" || this.#show(id)) return Promise.resolve();
    if (this.#states.delete(id)) this.#tell(id);
    const asked = this.#asked.get(id);
    if (asked === undefined) return this.#ask([id]);
    return asked.then(() => (this.#states.has(id) || this.#show(id) ? undefined : this.#ask([id])));
  }

  /** Fetches all of them, some at a time; what fails stays failed. */
  async fetchAll(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => this.#states.get(id)?.kind !== "here" && !this.#show(id));
    for (const batch of batchesOf(missing)) await this.#ask(batch);
  }

  /**
   * Fetches parts, as many as are asked for together, without showing them: that is done when they are wanted or by `showAll`.
   * Resolves to those that came, less those that were here already; null where one did not, or where enough was fetched so.
   */
  async fetchAhead(ids: readonly string[]): Promise<ReadonlyMap<string, ReadingPart> | null> {
    if (this.#aheadLeft <= 0) return null;
    const edition = this.#edition;
    const missing = ids.filter((id) => ![this.#states, this.#ahead, this.#asked].some((one) => one.has(id)));
    if (missing.length === 0) return new Map();
    const asked = this.#source(missing);
    const kept = asked.then((states) => {
      for (const id of missing) this.#asked.delete(id);
      if (edition === this.#edition) for (const id of missing) this.#keepAhead(id, states.get(id));
    });
    for (const id of missing) this.#asked.set(id, kept);
    await kept;
    const came = [...(await asked)].flatMap(([id, state]) =>
      state.kind === "here" ? [[id, state.part] as const] : [],
    );
    return came.length === missing.length && edition === this.#edition ? new Map(came) : null;
  }

  /** Shows all that was fetched ahead. */
  showAll(): void {
    for (const id of [...this.#ahead.keys()]) this.#show(id);
  }

  /** What has come into view meanwhile is shown, or said to have failed. */
  #keepAhead(id: string, state: PartState | undefined): void {
    if (this.#states.has(id)) return;
    if (this.#near.has(id)) this.#take(id, state);
    else if (state?.kind === "here") {
      this.#aheadLeft -= JSON.stringify(state.part).length;
      this.#ahead.set(id, state);
    }
  }

  /** Shows a part that was fetched ahead; false where it was not. */
  #show(id: string): boolean {
    const state = this.#ahead.get(id);
    if (state === undefined) return false;
    this.#ahead.delete(id);
    this.#take(id, state);
    return true;
  }

  /** The document has changed, and these are parts of it; what else is here is got again after them. */
  renew(parts: ReadonlyMap<string, PartState>): void {
    this.#edition += 1;
    this.#ahead.clear();
    for (const id of this.#states.keys()) this.#outdated.add(id);
    for (const [id, state] of parts) this.#take(id, state);
    void this.#renewRest(this.#edition);
  }

  /** A part that the document has no more is forgotten: it may come back. */
  async #renewRest(edition: number): Promise<void> {
    for (const batch of batchesOf([...this.#outdated])) {
      const states = await this.#source(batch);
      if (edition !== this.#edition) return;
      for (const id of batch) this.#take(id, states.get(id));
    }
  }

  #flush(): void {
    this.#timer = null;
    const ids = [...this.#wanted];
    this.#wanted.clear();
    for (const batch of batchesOf(ids)) void this.#ask(batch);
  }

  #ask(ids: readonly string[]): Promise<void> {
    const edition = this.#edition;
    const asked = this.#source(ids).then((states) => {
      for (const id of ids) this.#asked.delete(id);
      if (edition !== this.#edition) return this.#askAgain(ids);
      for (const id of ids) this.#take(id, states.get(id));
    });
    for (const id of ids) this.#asked.set(id, asked);
    return asked;
  }

  /** The document has changed meanwhile: what it has brought itself is newer. */
  async #askAgain(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.#states.has(id));
    if (missing.length > 0) await this.#ask(missing);
  }

  /** What is as it was before stays the same object, so that it is not drawn again. */
  #take(id: string, state: PartState | undefined): void {
    this.#outdated.delete(id);
    const before = this.#states.get(id);
    const next = keepEqual(before, state);
    if (next === before) return;
    if (next === undefined) this.#states.delete(id);
    else this.#states.set(id, next);
    this.#tell(id);
  }

  #tell(id: string): void {
    for (const listener of this.#listeners.get(id) ?? []) listener();
  }
}

/** Ids as they are asked for together. */
export function batchesOf(ids: readonly string[]): string[][] {
  const batches: string[][] = [];
  let characters = 0;
  for (const id of ids) {
    const own = new URLSearchParams({ id }).toString().length;
    const last = batches.at(-1);
    if (last && last.length < MOST_AT_ONCE && characters + own <= MOST_CHARACTERS) {
      last.push(id);
      characters += own;
    } else {
      batches.push([id]);
      characters = own;
    }
  }
  return batches;
}
