// The text that the thread beside the page read last, and what was made of it: the preview, its parts and the ways between
// picture and source ask about the same text.
import { type ConsumerSettings, consumerOfDesign, type DocumentOf } from "#lib/asyncapi/consumer-view.ts";
import { type Definition, glimpseDefinition } from "#lib/asyncapi/definition.ts";
import { plainObject } from "#lib/asyncapi/exact-value.ts";
import { type Glimpse, Glimpses } from "#lib/asyncapi/glimpse.ts";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { nodesFor } from "#lib/asyncapi/node-budget.ts";
import { pageView } from "#lib/asyncapi/reading/page-limit.ts";
import { type ReadingView, readingView } from "#lib/asyncapi/reading/view.ts";

/** A document of a text, the design's or the consumer's, and what a page shows of it. */
export type GlimpsedDocument = { readonly document: JsonObject; readonly page: ReadingView };

const glimpses = new Glimpses();

class GlimpsedText {
  readonly text: string;
  readonly #glimpse: Glimpse | null;
  #definition: Definition | null | undefined;
  #document: { readonly key: string; readonly value: GlimpsedDocument | null } | null = null;

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
  document(of: DocumentOf, settings: ConsumerSettings): GlimpsedDocument | null {
    const key = JSON.stringify([of, settings]);
    if (this.#document?.key === key) return this.#document.value;
    const value = this.#readDocument(of, settings);
    this.#document = { key, value };
    return value;
  }

  #readDocument(of: DocumentOf, settings: ConsumerSettings): GlimpsedDocument | null {
    if (this.#glimpse === null) return null;
    const { exact, data } = this.#glimpse;
    const document = of === "design" ? data : plainObject(consumerOfDesign(exact, data, settings));
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
