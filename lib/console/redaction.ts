// Values of JSON that a file shall not have, named by paths: `$.token`, `$..password`, `$.users[*].name` (RFC 9535: names,
// indices, wildcards and descendants). The rest of a text stays as it was written, every digit of it. Pure.

import type { Entry } from "./transcript.ts";

/** What stands for a value that was taken out. */
const REDACTED = '"[redacted]"';

/** `key` is null for any. */
type Step = { readonly isDescendant: boolean; readonly key: string | null };
export type RedactedPath = readonly Step[];

/** Paths as typed, one on each line or with commas between; `problem` names the first that is none. */
export function readRedactedPaths(typed: string): {
  readonly paths: readonly RedactedPath[];
  readonly problem: string | null;
} {
  const texts = typed.split(/[\n,]/).map((text) => text.trim());
  const paths: RedactedPath[] = [];
  for (const text of texts.filter((it) => it !== "")) {
    const path = pathOf(text);
    if (path === null)
      return { paths: [], problem: `${text} is no path: write $.token, $..password or $.users[*].name` };
    paths.push(path);
  }
  return { paths, problem: null };
}

const NAME = "[A-Za-z_\\u0080-\\uffff][\\w\\u0080-\\uffff-]*";
const BRACKET = `\\[(?:(\\d+)|(\\*)|"([^"\\\\]*)"|'([^'\\\\]*)')\\]`;
const STEP = new RegExp(`(\\.\\.)${BRACKET}|(\\.\\.?)(?:(${NAME})|(\\*))|${BRACKET}`, "y");

function pathOf(text: string): RedactedPath | null {
  if (!text.startsWith("$") || text === "$") return null;
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < text.length) {
    const found = STEP.exec(text);
    if (!found) return null;
    const [, before, i1, any1, d1, s1, dots, name, any2, i2, any3, d2, s2] = found;
    const isAny = [any1, any2, any3].some((it) => it !== undefined);
    const key = i1 ?? d1 ?? s1 ?? name ?? i2 ?? d2 ?? s2 ?? "";
    steps.push({ isDescendant: before !== undefined || dots === "..", key: isAny ? null : key });
  }
  return steps;
}

/** The entries with the texts of their messages redacted, for a file. */
export function redactedEntries(entries: readonly Entry[], paths: readonly RedactedPath[]): readonly Entry[] {
  if (paths.length === 0) return entries;
  return entries.map((entry) =>
    entry.kind === "message" && typeof entry.body === "string"
      ? { ...entry, body: redacted(entry.body, paths) }
      : entry,
  );
}

/**
 * A JSON text without the values at the paths; itself where it is no JSON, or has none of them. `inPlace` writes what stands
 * for a value, whose key it is given; that of a list is its index.
 */
export function redacted(
  text: string,
  paths: readonly RedactedPath[],
  inPlace: (key: string, written: string) => string = () => REDACTED,
): string {
  if (paths.length === 0 || !isJson(text)) return text;
  const cuts = new Cuts(text, paths).all();
  let kept = "";
  let from = 0;
  for (const { start, end, key } of cuts) {
    kept += text.slice(from, start) + inPlace(key, text.slice(start, end));
    from = end;
  }
  return kept + text.slice(from);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What of the paths is still to come below a value: those of its members that are not named stay. */
type Rest = readonly RedactedPath[];
type Frame = { readonly rest: Rest; readonly isList: boolean; index: number; key: string };

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/** Walks a well-formed text without recursion: how deep it is, others decide. */
class Cuts {
  readonly #tokens: Iterator<RegExpExecArray>;
  readonly #paths: Rest;
  readonly #found: { readonly start: number; readonly end: number; readonly key: string }[] = [];

  constructor(text: string, paths: Rest) {
    this.#tokens = text.matchAll(TOKEN);
    this.#paths = paths;
  }

  all() {
    const frames: Frame[] = [];
    let isKey = false;
    for (let token = this.#next(); token; token = this.#next()) {
      const [word] = token;
      const frame = frames.at(-1);
      if (word === "}" || word === "]") {
        frames.pop();
        isKey = false;
      } else if (word === ",") {
        if (frame) frame.index += 1;
        isKey = frame?.isList === false;
      } else if (word === ":") isKey = false;
      else if (isKey && frame) frame.key = String(JSON.parse(word));
      else {
        const rest = frame ? below(frame) : this.#paths;
        if (rest === null) this.#cut(token, frame ? nameIn(frame) : "");
        else if (word === "{" || word === "[") {
          frames.push({ rest, isList: word === "[", index: 0, key: "" });
          isKey = word === "{";
        }
      }
    }
    return this.#found;
  }

  #next(): RegExpExecArray | null {
    const { done, value } = this.#tokens.next();
    return done ? null : value;
  }

  /** Takes a value out, to its last bracket. */
  #cut(first: RegExpExecArray, key: string): void {
    let depth = 0;
    for (let token: RegExpExecArray | null = first; token; token = this.#next()) {
      const [word] = token;
      if (word === "{" || word === "[") depth += 1;
      if (word === "}" || word === "]") depth -= 1;
      if (depth > 0) continue;
      this.#found.push({ start: first.index, end: token.index + word.length, key });
      return;
    }
  }
}

/** What is to come below a member; null where a path ends at it. */
function below(frame: Frame): Rest | null {
  const { rest } = frame;
  const name = nameIn(frame);
  const next: RedactedPath[] = [];
  for (const path of rest) {
    const [step, ...others] = path;
    if (step === undefined) continue;
    if (step.isDescendant) next.push(path);
    if (step.key !== null && step.key !== name) continue;
    if (others.length === 0) return null;
    next.push(tailOf(path, others));
  }
  return [...new Set(next)];
}

function nameIn({ isList, index, key }: Frame): string {
  return isList ? String(index) : key;
}

const tails = new WeakMap<RedactedPath, RedactedPath>();

/** The same tail of a path each time: one that is reached in many ways is followed once. */
function tailOf(path: RedactedPath, tail: RedactedPath): RedactedPath {
  const known = tails.get(path) ?? tail;
  tails.set(path, known);
  return known;
}
