// Values that are filled into a message when it is sent: the time, an id, a count, a number by chance.

/** Where filled-in values come from. */
export type TemplateValues = {
  readonly now: () => Date;
  readonly uuid: () => string;
  /** One more with each call. */
  readonly counter: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
};

/** While a message is typed: the same for the same text. */
export const SAMPLE_VALUES: TemplateValues = {
  now: () => new Date(0),
  uuid: () => "00000000-0000-4000-8000-000000000000",
  counter: () => 1,
  random: () => 0,
};

export type Filled =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

const TEMPLATE = /\{\{([^{}]*)\}\}/g;

/**
 * The text with `{{now}}` (ISO 8601), `{{uuid}}`, `{{counter}}` and `{{random 1 100}}` (an integer, both ends included)
 * filled in. Any other `{{…}}` is refused with its place.
 */
export function fillTemplates(text: string, values: TemplateValues): Filled {
  const unknown = [...text.matchAll(TEMPLATE)].find(([, words = ""]) => fillerOf(words, values) === null);
  if (unknown) {
    const before = text.slice(0, unknown.index).split("\n");
    const column = (before.at(-1)?.length ?? 0) + 1;
    return {
      ok: false,
      message: `Line ${before.length}, column ${column}: ${unknown[0]} is unknown. There are {{now}}, {{uuid}}, {{counter}} and {{random 1 100}}. To send it as it is written, turn off "Fill in".`,
    };
  }
  return { ok: true, text: text.replace(TEMPLATE, (_, words: string) => fillerOf(words, values)?.() ?? "") };
}

function fillerOf(words: string, { now, uuid, counter, random }: TemplateValues): (() => string) | null {
  const [name, ...rest] = words.trim().split(/\s+/);
  if (name === "random") {
    const [least, most] = rest.map(Number);
    if (rest.length !== 2 || !Number.isSafeInteger(least) || !Number.isSafeInteger(most)) return null;
    const [low, high] = [Math.min(least ?? 0, most ?? 0), Math.max(least ?? 0, most ?? 0)];
    return () => String(low + Math.floor(random() * (high - low + 1)));
  }
  if (rest.length > 0) return null;
  if (name === "now") return () => now().toISOString();
  if (name === "uuid") return uuid;
  return name === "counter" ? () => String(counter()) : null;
}
