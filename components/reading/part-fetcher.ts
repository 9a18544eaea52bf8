// Fetches the parts of a document that its page did not bring: those wanted at about the same time in one request, each
// once. What fails can be wanted again.
import type { ReadingPart } from "#lib/asyncapi/reading/sections.ts";

export type PartState =
  | { readonly kind: "here"; readonly part: ReadingPart }
  | { readonly kind: "failed"; readonly problem: string };

/** Parts that come into view together are wanted within so long. */
const GATHER_MS = 40;
/** As many as the portal gives at once. */
const MOST_AT_ONCE = 20;
/** Characters of their ids in one address, which is bounded everywhere; one that is longer is asked for alone. */
const MOST_CHARACTERS = 6000;

const UNREACHABLE = "The portal does not answer, so this part is not here yet.";
const GONE = "This part is no longer in the definition: somebody has changed it. Reload the page.";

export class PartFetcher {
  readonly #href: string;
  readonly #states = new Map<string, PartState>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #wanted = new Set<string>();
  readonly #asked = new Map<string, Promise<void>>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** `href` answers to `?id=…&id=…` with an object of parts by id. */
  constructor(href: string) {
    this.#href = href;
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
    if (this.#states.has(id) || this.#asked.has(id)) return;
    this.#wanted.add(id);
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  /** It has gone out of view: what is not asked for yet will not be. */
  unwant(id: string): void {
    this.#wanted.delete(id);
  }

  /** Fetches it at once, also where it has failed before. */
  fetchNow(id: string): Promise<void> {
    if (this.#states.get(id)?.kind === "here") return Promise.resolve();
    this.#states.delete(id);
    this.#tell(id);
    return this.#asked.get(id) ?? this.#ask([id]);
  }

  /** Fetches all of them, some at a time; what fails stays failed. */
  async fetchAll(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => this.#states.get(id)?.kind !== "here");
    for (const batch of batchesOf(missing)) await this.#ask(batch);
  }

  #flush(): void {
    this.#timer = null;
    const ids = [...this.#wanted];
    this.#wanted.clear();
    for (const batch of batchesOf(ids)) void this.#ask(batch);
  }

  #ask(ids: readonly string[]): Promise<void> {
    const asked = fetchParts(this.#href, ids).then((states) => {
      for (const [id, state] of states) {
        this.#asked.delete(id);
        this.#states.set(id, state);
        this.#tell(id);
      }
    });
    for (const id of ids) this.#asked.set(id, asked);
    return asked;
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

async function fetchParts(href: string, ids: readonly string[]): Promise<[string, PartState][]> {
  const failed = (problem: string) => ids.map((id): [string, PartState] => [id, { kind: "failed", problem }]);
  try {
    const query = new URLSearchParams(ids.map((id) => ["id", id]));
    const answer = await fetch(`${href}?${query}`);
    if (!answer.ok || answer.redirected) return failed(await toldBy(answer));
    // The portal's own route writes it.
    const parts = (await answer.json()) as Record<string, ReadingPart | null>;
    return ids.map((id): [string, PartState] => {
      const part = parts[id];
      return [id, part ? { kind: "here", part } : { kind: "failed", problem: GONE }];
    });
  } catch {
    return failed(UNREACHABLE);
  }
}

/** What the portal says of a part that it does not give: that the definition has to be mended, or is being read. */
async function toldBy(answer: Response): Promise<string> {
  const isTold = [409, 503].includes(answer.status) && !answer.redirected;
  return (isTold && (await answer.text())) || UNREACHABLE;
}
