// A text that a simple pattern matches, for an example: the first character of each class, each part as often as it has to
// stand there. What is more than that (looking around, references back) is left to others. Pure.
import { patternCost } from "./example-pattern.ts";

const MAX_TEXT = 500;
const MAX_STEPS = 50_000;
/** Tried for a class of characters, the first that it takes. */
const LIKELY = [..."aA0 -_./:@#,;+*=!?$%&'\"()[]{}<>|\\^~`é"];
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/;

type Cursor = { readonly pattern: string; at: number };
/** Nothing can be made of the pattern. */
class Unmade extends Error {}

/** Undefined where none is found; one that is has been tried by the pattern itself. */
export function textLike(pattern: string, least: number, most: number): string | undefined {
  if (patternCost(pattern, 0) === Number.POSITIVE_INFINITY) return undefined;
  const expression = new RegExp(pattern);
  const fits = (text: string) =>
    text.length >= least &&
    text.length <= most &&
    patternCost(pattern, text.length) <= MAX_STEPS &&
    expression.test(text);
  for (const wish of [0, 1, least]) {
    const text = made(pattern, wish);
    // What is too short may go on as it ends, where the pattern has no end.
    const found = [text, text?.padEnd(least, text.at(-1) || "a")].find(
      (one) => one !== undefined && fits(one),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `wish`: how often a part that may stand there any number of times does. */
function made(pattern: string, wish: number): string | undefined {
  try {
    return choice({ pattern, at: 0 }, wish);
  } catch (error) {
    if (error instanceof Unmade) return undefined;
    throw error;
  }
}

/** The first of the alternatives up to the end of the group, all of which are read. */
function choice(cursor: Cursor, wish: number): string {
  const branches = [""];
  while (cursor.at < cursor.pattern.length && cursor.pattern[cursor.at] !== ")") {
    if (cursor.pattern[cursor.at] === "|") {
      cursor.at += 1;
      branches.push("");
      continue;
    }
    const atom = atomAt(cursor, wish);
    const [quantifier = "", from, to] = QUANTIFIER.exec(cursor.pattern.slice(cursor.at)) ?? [];
    cursor.at += quantifier.length;
    const text = atom.repeat(timesOf(quantifier, { from, to }, wish));
    if (text.length > MAX_TEXT) throw new Unmade();
    branches.push(`${branches.pop() ?? ""}${text}`);
  }
  return branches[0] ?? "";
}

type Bounds = { readonly from: string | undefined; readonly to: string | undefined };

function timesOf(quantifier: string, { from, to }: Bounds, wish: number): number {
  if (quantifier === "") return 1;
  const least = from === undefined ? Number(quantifier.startsWith("+")) : Number(from);
  if (quantifier.startsWith("?")) return Math.min(1, wish);
  const isOpen = from === undefined || to === "";
  const most = isOpen ? MAX_TEXT : Number(to ?? from);
  return Math.min(MAX_TEXT, most, Math.max(least, wish));
}

function atomAt(cursor: Cursor, wish: number): string {
  const { pattern, at } = cursor;
  const [group] = /^\((?:\?:)?/.exec(pattern.slice(at)) ?? [];
  if (group !== undefined) {
    cursor.at += group.length;
    const text = choice(cursor, wish);
    cursor.at += 1;
    return text;
  }
  const [atom = ""] =
    /^(?:\\[dDwWsS]|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\.|\[(?:\\.|[^\]\\])*\]|.)/s.exec(pattern.slice(at)) ??
    [];
  cursor.at += atom.length;
  // They stand for no character.
  if (atom === "^" || atom === "$" || atom === "\\b" || atom === "\\B") return "";
  return characterOf(atom);
}

/** Plain characters, and of a class or an escape one that it takes: the first that it names, where it does. */
function characterOf(atom: string): string {
  if (atom.length === 1 && atom !== ".") return atom;
  const isNamed = atom !== "." && !atom.startsWith("[^");
  const named = isNamed ? (/^\[?\\?(.)/s.exec(atom)?.[1] ?? "") : "";
  const expression = new RegExp(`^${atom}$`);
  const found = [named, ...LIKELY].find((one) => expression.test(one));
  if (found === undefined) throw new Unmade();
  return found;
}
