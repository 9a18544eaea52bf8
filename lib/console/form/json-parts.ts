// JSON as it is written: its values with where they stand, so that one of them can be changed and all else stays as it is.
// Templates (`{{counter}}`) may stand where a value stands, and what is half typed does too. Pure.
import { jsonProblem } from "../json-text.ts";

/** Steps from the whole to one of its values: names of members, numbers of items. */
export type PartPath = readonly (string | number)[];

type Place = { readonly from: number; readonly to: number };

export type JsonMember = { readonly key: string; readonly from: number; readonly part: JsonPart };

/** `bare` is what stands without quotes: a number with every digit, `true`, `null`, a template, or half of one. */
export type JsonPart = Place &
  (
    | { readonly kind: "object"; readonly members: readonly JsonMember[] }
    | { readonly kind: "list"; readonly items: readonly JsonPart[] }
    | { readonly kind: "text"; readonly value: string }
    | { readonly kind: "bare"; readonly written: string }
  );

const MAX_DEPTH = 60;
const SPACE = /[ \t\r\n]*/y;
const TEXT = /"(?:[^"\\]|\\.)*"/y;
const BARE = /(?:[-+.\w]|\{\{[^{}]*\}\})+/y;
const IS_BARE = /^(?:[-+.\w]|\{\{[^{}]*\}\})+$/;

/** Whether a text can stand without quotes: `12`, `-1.50`, `{{random 1 100}}`. */
export function canBeBare(written: string): boolean {
  return IS_BARE.test(written);
}

/** The values of a text; null where they cannot be told. */
export function jsonParts(text: string): JsonPart | null {
  const reader = new Reader(text);
  const whole = reader.value(0);
  return whole !== null && reader.isAtEnd() ? whole : null;
}

/** Where a text stops to be JSON, templates filled in; null where it does not. */
export function brokenAt(text: string): number | null {
  const reader = new Reader(text);
  const whole = reader.value(0);
  const wrong = whole && brokenBare(whole);
  if (wrong !== null) return wrong;
  return whole !== null && reader.isAtEnd() ? null : reader.at;
}

/** Where the first stands without quotes that cannot. */
function brokenBare(part: JsonPart): number | null {
  if (part.kind === "bare") return canStandBare(part.written) ? null : part.from;
  const inner =
    part.kind === "object"
      ? part.members.map((member) => member.part)
      : part.kind === "list"
        ? part.items
        : [];
  for (const one of inner) {
    const at = brokenBare(one);
    if (at !== null) return at;
  }
  return null;
}

function canStandBare(written: string): boolean {
  return written.includes("{{") || jsonProblem(written) === null;
}

/** The value at a path; of members with one name the last, as with `JSON.parse`. Null where there is none. */
export function partAt(whole: JsonPart | null, path: PartPath): JsonPart | null {
  return path.reduce<JsonPart | null>((part, step) => {
    if (part?.kind === "list") return typeof step === "number" ? (part.items[step] ?? null) : null;
    if (part?.kind === "object") return part.members.findLast(({ key }) => key === step)?.part ?? null;
    return null;
  }, whole);
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where it reads on, or could not. */
  get at(): number {
    return this.#at;
  }

  isAtEnd(): boolean {
    this.#take(SPACE);
    return this.#at === this.#text.length;
  }

  value(depth: number): JsonPart | null {
    if (depth > MAX_DEPTH) return null;
    this.#take(SPACE);
    const from = this.#at;
    const written = this.#take(BARE);
    if (written !== null) return { kind: "bare", written, from, to: this.#at };
    if (this.#text[from] === "{") return this.#object(from, depth);
    if (this.#text[from] === "[") return this.#list(from, depth);
    const value = this.#quoted();
    return value === null ? null : { kind: "text", value, from, to: this.#at };
  }

  #object(from: number, depth: number): JsonPart | null {
    const members: JsonMember[] = [];
    const isRead = this.#inside("}", () => {
      const at = this.#at;
      const key = this.#quoted();
      if (key === null || !this.#sign(":")) return false;
      const part = this.value(depth + 1);
      if (part !== null) members.push({ key, from: at, part });
      return part !== null;
    });
    return isRead ? { kind: "object", members, from, to: this.#at } : null;
  }

  #list(from: number, depth: number): JsonPart | null {
    const items: JsonPart[] = [];
    const isRead = this.#inside("]", () => {
      const item = this.value(depth + 1);
      if (item !== null) items.push(item);
      return item !== null;
    });
    return isRead ? { kind: "list", items, from, to: this.#at } : null;
  }

  /** What stands between brackets, parted by commas; the opening one is next. */
  #inside(end: string, readOne: () => boolean): boolean {
    this.#at += 1;
    if (this.#sign(end)) return true;
    do {
      this.#take(SPACE);
      if (!readOne()) return false;
    } while (this.#sign(","));
    return this.#sign(end);
  }

  #sign(sign: string): boolean {
    this.#take(SPACE);
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #quoted(): string | null {
    const from = this.#at;
    const written = this.#take(TEXT);
    if (written === null) return null;
    try {
      return String(JSON.parse(written));
    } catch {
      this.#at = from;
      return null;
    }
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    this.#at += found?.length ?? 0;
    return found;
  }
}
