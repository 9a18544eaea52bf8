// Carries numbers through an edit with every digit: edits are of plain data, in which `1.10` would become `1.1`.

import type { ExactNumber } from "#lib/asyncapi/exact-value.ts";
import { jsonNumber } from "#lib/asyncapi/json-number.ts";

export class KeptNumbers {
  readonly #word: string;
  readonly #kept: string[] = [];

  /** @param texts All that the document is made of: none holds the word that stands for a number. */
  constructor(texts: Iterable<string>) {
    const all = [...texts];
    let word = "number-kept";
    while (all.some((text) => text.includes(word))) word += "-x";
    this.#word = word;
  }

  /** The number itself where plain data keeps all of it, else a text in its place. */
  keep({ value, written }: ExactNumber): number | string {
    return String(value) === written ? value : `${this.#word}-${this.#kept.push(written) - 1}-`;
  }

  /** The text with the numbers back in their places. */
  written(text: string): string {
    if (this.#kept.length === 0) return text;
    return text.replace(new RegExp(`(["']?)${this.#word}-([0-9]+)-\\1`, "g"), (_found, quote, index) => {
      const written = this.#kept[Number(index)] ?? "";
      return quote === "" ? written : (jsonNumber(written) ?? JSON.stringify(written));
    });
  }
}
