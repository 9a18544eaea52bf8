// Values of JSON that a file shall not have, named by paths: `$.token`, `$..password`, `$.users[*].name` (json-path.ts). The rest of a text stays as it was written, every digit of it. Pure.
import { type JsonPath, type PathSegment, pathProblem, readPath } from "./json-path.ts";
import type { Entry } from "./transcript.ts";

/** What stands for a value that was taken out. */
const REDACTED = '"[redacted]"';

export type RedactedPath = JsonPath;

/** Paths as typed, one on each line or with commas between; `problem` names the first that is none. */
export function readRedactedPaths(typed: string): {
  readonly paths: readonly RedactedPath[];
  readonly problem: string | null;
} {
  const texts = typed.split(/[\n,]/).map((text) => text.trim());
  const paths: RedactedPath[] = [];
  for (const text of texts.filter((it) => it !== "")) {
    const read = readPath(text);
    if (!read.ok) return { paths: [], problem: read.message };
    if (read.path.length === 0)
      return { paths: [], problem: `${text} is no path to a value: ${pathProblem(text, text.length)}` };
    paths.push(read.path);
  }
  return { paths, problem: null };
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
/** `length` counts the items of a list, where a path counts from its end. */
type Frame = {
  readonly rest: Rest;
  readonly isList: boolean;
  readonly length: number;
  index: number;
  key: string;
};

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/** Walks a well-formed text without recursion: how deep it is, others decide. */
class Cuts {
  readonly #tokens: Iterator<RegExpExecArray>;
  readonly #paths: Rest;
  /** By the place of its bracket: how many items a list has. */
  readonly #lengths: ReadonlyMap<number, number>;
  readonly #found: { readonly start: number; readonly end: number; readonly key: string }[] = [];

  constructor(text: string, paths: Rest) {
    this.#tokens = text.matchAll(TOKEN);
    this.#paths = paths;
    this.#lengths = paths.some(countsFromEnd) ? lengthsIn(text) : new Map();
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
          const length = this.#lengths.get(token.index) ?? 0;
          frames.push({ rest, isList: word === "[", length, index: 0, key: "" });
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

function countsFromEnd(path: RedactedPath): boolean {
  return path.some(({ selector }) => selector.kind === "index" && selector.index < 0);
}

/** Of a well-formed text, also of its objects, whose members are as many. */
function lengthsIn(text: string): ReadonlyMap<number, number> {
  const lengths = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: word, index } of text.matchAll(TOKEN)) {
    const isEnd = word === "]" || word === "}";
    if (isEnd) open.pop();
    const holder = open.at(-1);
    const length = lengths.get(holder ?? -1) ?? 0;
    if (holder !== undefined && !isEnd && (length === 0 || word === ",")) lengths.set(holder, length + 1);
    if (word === "[" || word === "{") open.push(index);
  }
  return lengths;
}

/** What is to come below a member; null where a path ends at it. */
function below(frame: Frame): Rest | null {
  const { rest } = frame;
  const next: RedactedPath[] = [];
  for (const path of rest) {
    const [step, ...others] = path;
    if (step === undefined) continue;
    if (step.isDescendant) next.push(path);
    if (!isSelected(frame, step)) continue;
    if (others.length === 0) return null;
    next.push(tailOf(path, others));
  }
  return [...new Set(next)];
}

function isSelected({ isList, length, index, key }: Frame, { selector }: PathSegment): boolean {
  if (selector.kind === "any") return true;
  if (selector.kind === "name") return !isList && selector.name === key;
  return isList && (selector.index < 0 ? length + selector.index : selector.index) === index;
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
