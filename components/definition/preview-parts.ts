// The preview's side of the thread that reads the text: asks for what is shown of a newer text, and for parts of the one that is
// shown, one question at a time.
import { PartFetcher, type PartState } from "#components/reading/part-fetcher.ts";
import type { ConsumerSettings, DocumentOf } from "#lib/asyncapi/consumer-view.ts";
import type { Preview } from "./definition-jobs.ts";
import type { DefinitionWork, Worked } from "./definition-work.ts";

export type PreviewedText = {
  readonly text: string;
  readonly of: DocumentOf;
  readonly settings: ConsumerSettings;
};

const PROBLEMS = {
  slow: "Reading this part takes too long.",
  failed: "This part could not be read here.",
} as const;

type Parts = Preview["parts"];

export class PreviewParts {
  readonly fetcher: PartFetcher;
  readonly #work: DefinitionWork;
  #shown: PreviewedText | null = null;
  #reading: Promise<unknown> = Promise.resolve();
  #asking: Promise<unknown> = Promise.resolve();

  constructor(work: DefinitionWork) {
    this.#work = work;
    this.fetcher = new PartFetcher((ids) => this.#askInTurn(ids));
  }

  /**
   * What is shown of a text, as `DefinitionWork` answers. Parts that are near come with it, the others after it. The thread
   * reads at once; `paused` tells whether the text stood long enough to be shown.
   */
  read(text: PreviewedText, paused: Promise<boolean>): Promise<Worked<Preview | null>> {
    const reading = this.#read(text, paused);
    this.#reading = reading;
    return reading;
  }

  async #read(text: PreviewedText, paused: Promise<boolean>): Promise<Worked<Preview | null>> {
    const asked = this.#work.ask("preview", { ...text, ids: this.fetcher.nearIds });
    const [read, isPaused] = await Promise.all([asked, paused]);
    if (!isPaused) return { ok: false, reason: "overtaken" };
    if (read.ok && read.value !== null) {
      this.#shown = text;
      this.fetcher.renew(statesOf(read.value.parts));
    }
    return read;
  }

  /** Of questions of one kind the thread answers the latest only. */
  #askInTurn(ids: readonly string[]): Promise<ReadonlyMap<string, PartState>> {
    const asked = this.#asking.then(() => this.#ask(ids));
    this.#asking = asked;
    return asked;
  }

  async #ask(ids: readonly string[]): Promise<ReadonlyMap<string, PartState>> {
    // Parts of a text that is about to be replaced would be read in vain.
    for (let read: unknown = null; read !== this.#reading; ) {
      read = this.#reading;
      await read;
    }
    if (this.#shown === null) return new Map();
    const read = await this.#work.ask("parts", { ...this.#shown, ids });
    if (read.ok) return statesOf(read.value);
    if (read.reason === "overtaken") return new Map();
    const problem = PROBLEMS[read.reason];
    return new Map(ids.map((id) => [id, { kind: "failed", problem }]));
  }
}

/** Parts that are no more in the text are left out. */
function statesOf(parts: Parts): ReadonlyMap<string, PartState> {
  const states = new Map<string, PartState>();
  for (const [id, part] of parts) if (part !== null) states.set(id, { kind: "here", part });
  return states;
}
