// Answers about texts that a process remembers: pages ask for the same ones again and again. Bounded; pure but for what it holds.
import type { Outcome } from "#lib/kernel/outcome.ts";

/** A refusal is tried again after this: the machine may have been busy. */
const REMEMBER_REFUSAL_MS = 60_000;
/** Bound on what is remembered, in characters of the texts and of the answers. */
const REMEMBERED_CHARACTERS = 32 * 1024 * 1024;

type Remembered = { readonly answer: Outcome<unknown>; readonly size: number; readonly until: number };

export class RememberedAnswers {
  /** The one that was asked for last comes last. */
  readonly #answers = new Map<string, Remembered>();

  /** What was answered; null where it is not known, or was a refusal a while ago. */
  find(key: string, nowMs: number): Outcome<unknown> | null {
    const known = this.#answers.get(key);
    if (known === undefined || nowMs >= known.until) return null;
    this.#answers.delete(key);
    this.#answers.set(key, known);
    return known.answer;
  }

  /** Refusals are forgotten soon, and at once unless the text is what is wrong. */
  note(key: string, answer: Outcome<unknown>, textLength: number, nowMs: number): void {
    if (answer.ok) {
      const size = sizeOf(answer.value) + textLength;
      this.#answers.set(key, { answer, size, until: Number.POSITIVE_INFINITY });
    } else if (answer.code === "definition_too_slow") {
      this.#answers.set(key, { answer, size: 0, until: nowMs + REMEMBER_REFUSAL_MS });
    }
    this.#forgetOldest();
  }

  #forgetOldest(): void {
    let total = 0;
    for (const [key, { size }] of [...this.#answers].reverse()) {
      total += size + 1024;
      if (total > REMEMBERED_CHARACTERS) this.#answers.delete(key);
    }
  }
}

/** Characters that an answer takes, beside those of its text; objects, which say their size, take more than their JSON does. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  const says = typeof value === "object" && value !== null && "size" in value ? value.size : 0;
  return typeof says === "number" ? 2 * says : 0;
}
