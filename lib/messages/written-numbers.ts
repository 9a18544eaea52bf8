// Carries numbers through the edits of a text with every digit: plain data rounds `9223372036854775807` and makes `1.1` of
// `1.10`. While edits are planned a word stands for such a number, which is put back into the text.
import { ExactNumber, type ExactValue, isExactList, isExactMap } from "#lib/asyncapi/exact-value.ts";
import { jsonNumber } from "#lib/asyncapi/json-number.ts";
import { type JsonValue, objectFrom } from "#lib/asyncapi/json-value.ts";
import type { TextLanguage } from "./value-text.ts";

export class WrittenNumbers {
  readonly #mark: string;

  /** `texts` are all that takes part: no word of theirs is taken for a number. */
  constructor(texts: readonly string[]) {
    let number = 1;
    while (texts.some((text) => text.includes(`exactNumber${number}x`))) number += 1;
    this.#mark = `exactNumber${number}x`;
  }

  /** Plain data in which words stand for the numbers that it cannot say as they were written. */
  toPlain(value: ExactValue): JsonValue {
    if (isExactMap(value))
      return objectFrom([...value.members].map(([key, member]) => [key, this.toPlain(member)] as const));
    if (isExactList(value)) return value.items.map((item) => this.toPlain(item));
    const scalar = value.value;
    if (!(scalar instanceof ExactNumber)) return scalar;
    return String(scalar.value) === scalar.written ? scalar.value : this.#mark + scalar.written;
  }

  /** The text with the numbers back in their places. What JSON has no number for, such as `.inf`, becomes a text there. */
  restore(text: string, language: TextLanguage): string {
    return text.replace(new RegExp(`"?${this.#mark}([-+.\\w]+)"?`, "g"), (_, written: string) =>
      language === "yaml" ? written : (jsonNumber(written) ?? JSON.stringify(written)),
    );
  }
}
