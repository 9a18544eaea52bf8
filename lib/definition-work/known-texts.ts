// Texts that this thread has read, and what was made of them: a text is parsed once, however many jobs ask about it.

import { type ConsumerSettings, consumerOf } from "#lib/asyncapi/consumer-view.ts";
import type { ParsedDefinition } from "#lib/asyncapi/definition.ts";
import { type ExactMap, plainObject } from "#lib/asyncapi/exact-value.ts";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { nodesFor } from "#lib/asyncapi/node-budget.ts";
import { pageView } from "#lib/asyncapi/reading/page-limit.ts";
import { type ReadingView, readingView } from "#lib/asyncapi/reading/view.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";

/** A tree takes some hundred bytes for each character of its text. */
const MAX_CHARACTERS = 1024 * 1024;
const MAX_TEXTS = 16;

/** A document, and what is read of it. */
export type KnownReading = {
  readonly document: JsonObject;
  readonly view: ReadingView;
  /** The part of the view that a page shows, lists and searches. */
  readonly page: ReadingView;
};

/** The document of a consumer. */
export type KnownConsumer = KnownReading & { readonly exact: ExactMap };

class KnownText {
  readonly #text: string;
  #judged: ParsedDefinition | null = null;
  /** By settings; of several asked for in turn the last. */
  #consumer: { readonly key: string; readonly value: KnownConsumer } | null = null;
  #design: KnownReading | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  get judged(): ParsedDefinition {
    this.#judged ??= judgeDefinition(this.#text);
    return this.#judged;
  }

  /** Throws for a text that cannot be read: texts are checked before they are stored. */
  consumer(settings: ConsumerSettings): KnownConsumer {
    const key = JSON.stringify(settings);
    if (this.#consumer?.key === key) return this.#consumer.value;
    const exact = consumerOf(this.judged, settings);
    const value = { exact, ...this.#read(plainObject(exact)) };
    this.#consumer = { key, value };
    return value;
  }

  /** The design as it stands, with its own servers. Throws as above. */
  get design(): KnownReading {
    if (this.#design !== null) return this.#design;
    const { definition } = this.judged;
    if (definition === null) throw new Error("The definition cannot be read");
    this.#design = this.#read(definition.data);
    return this.#design;
  }

  #read(document: JsonObject): KnownReading {
    const view = readingView(document, nodesFor(this.#text.length));
    return { document, view, page: pageView(view) };
  }
}

const known = new Map<string, KnownText>();

/** What is known of a text. The newest texts are kept, as many as fit. */
export function knownText(text: string): KnownText {
  const entry = known.get(text) ?? new KnownText(text);
  known.delete(text);
  known.set(text, entry);
  let characters = 0;
  for (const [index, other] of [...known.keys()].reverse().entries()) {
    characters += other.length;
    if (index > 0 && (characters > MAX_CHARACTERS || index >= MAX_TEXTS)) known.delete(other);
  }
  return entry;
}
