// The text that the thread beside the page read last, and what was made of it: the preview, its parts and the ways between
// picture and source ask about the same text.
import { type ConsumerSettings, consumerOfDesign } from "#lib/asyncapi/consumer-view.ts";
import { type Definition, glimpseDefinition } from "#lib/asyncapi/definition.ts";
import { plainObject } from "#lib/asyncapi/exact-value.ts";
import { type Glimpse, Glimpses } from "#lib/asyncapi/glimpse.ts";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { nodesFor } from "#lib/asyncapi/node-budget.ts";
import { pageView } from "#lib/asyncapi/reading/page-limit.ts";
import { type ReadingView, readingView } from "#lib/asyncapi/reading/view.ts";

/** The consumer's document of a text, and what a page shows of it. */
export type GlimpsedConsumer = { readonly document: JsonObject; readonly page: ReadingView };

const glimpses = new Glimpses();

class GlimpsedText {
  readonly text: string;
  readonly #glimpse: Glimpse | null;
  #definition: Definition | null | undefined;
  #consumer: { readonly key: string; readonly value: GlimpsedConsumer | null } | null = null;

  constructor(text: string) {
    this.text = text;
    this.#glimpse = glimpses.read(text);
  }

  /** With its places in the text; null where nothing can be read. */
  get definition(): Definition | null {
    this.#definition ??= this.#glimpse && glimpseDefinition(this.text);
    return this.#definition;
  }

  /** Null where nothing can be read. */
  consumer(settings: ConsumerSettings): GlimpsedConsumer | null {
    const key = JSON.stringify(settings);
    if (this.#consumer?.key === key) return this.#consumer.value;
    const value = this.#readConsumer(settings);
    this.#consumer = { key, value };
    return value;
  }

  #readConsumer(settings: ConsumerSettings): GlimpsedConsumer | null {
    if (this.#glimpse === null) return null;
    const { exact, data } = this.#glimpse;
    const document = plainObject(consumerOfDesign(exact, data, settings));
    return { document, page: pageView(readingView(document, nodesFor(this.text.length))) };
  }
}

let last: GlimpsedText | null = null;

/** What can be read of a text that may have errors. */
export function glimpsedText(text: string): GlimpsedText {
  if (last?.text !== text) last = new GlimpsedText(text);
  return last;
}

/** To be asked while nothing is typed: the next change, wherever it is, is read sooner then. */
export function settleText(text: string): void {
  glimpses.settle(text);
}
