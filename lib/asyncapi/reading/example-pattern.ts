// What trying a pattern may cost. A regular expression of a document can take longer than the sun shines ((a+)+$); only
// those are tried whose steps can be told beforehand. Pure.

const MAX_PATTERN = 500;
const MAX_REPEATS = 1000;
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/;

type Group = { branches: number; isAmbiguous: boolean };

/** Steps at most, tried on a text of `longest` characters; Infinity where that cannot be told, or it is no pattern. */
export function patternCost(pattern: string, longest: number): number {
  if (pattern.length > MAX_PATTERN || !isRegExp(pattern)) return Number.POSITIVE_INFINITY;
  // References back and looking around are more than a walk along the text.
  if (/\\[1-9k]|\(\?(?!:)/.test(pattern)) return Number.POSITIVE_INFINITY;
  const groups: Group[] = [{ branches: 1, isAmbiguous: false }];
  let cost = pattern.length;
  for (let at = 0; at < pattern.length; ) {
    const atom = atomAt(pattern, at, groups);
    const [quantifier = "", from, comma, to] = QUANTIFIER.exec(pattern.slice(at + atom.length)) ?? [];
    const range = rangeOf(quantifier, { from, comma, to }, longest);
    if (range.most > MAX_REPEATS && range.isBounded) return Number.POSITIVE_INFINITY;
    const isRepeated = quantifier !== "" && !quantifier.startsWith("?");
    // What can be read in several ways, repeated, can be read in any number of ways: also deep within.
    const isAmbiguous = atom.group !== null && (atom.group.isAmbiguous || atom.group.branches > 1);
    if (isRepeated && isAmbiguous) return Number.POSITIVE_INFINITY;
    const holder = groups.at(-1);
    if (holder && (quantifier !== "" || isAmbiguous)) holder.isAmbiguous = true;
    cost *= range.ways * (atom.group?.branches ?? 1);
    at += atom.length + quantifier.length;
  }
  const branches = groups[0]?.branches ?? 1;
  // Each branch has an anchor of its own.
  const starts = pattern.startsWith("^") && branches === 1 ? 1 : longest + 1;
  return cost * branches * starts;
}

type Atom = { readonly length: number; readonly group: Group | null };

/** The next part of a pattern: a character, a class, or the end of a group; groups are opened and closed on the way. */
function atomAt(pattern: string, at: number, groups: Group[]): Atom {
  const char = pattern[at];
  if (char === "\\") return { length: 2, group: null };
  if (char === "[") return { length: classLength(pattern, at), group: null };
  if (char === "(") {
    groups.push({ branches: 1, isAmbiguous: false });
    return { length: pattern.startsWith("(?:", at) ? 3 : 1, group: null };
  }
  if (char === ")") return { length: 1, group: groups.pop() ?? null };
  const current = groups.at(-1);
  if (char === "|" && current) current.branches += 1;
  return { length: 1, group: null };
}

function classLength(pattern: string, start: number): number {
  let at = start + 1;
  while (at < pattern.length && pattern[at] !== "]") at += pattern[at] === "\\" ? 2 : 1;
  return at - start + 1;
}

type Bounds = { from: string | undefined; comma: string | undefined; to: string | undefined };

/** How often a part may stand there: in how many ways, and how often at most. */
function rangeOf(quantifier: string, { from, comma, to }: Bounds, longest: number) {
  if (quantifier === "") return { ways: 1, most: 1, isBounded: true };
  if (quantifier.startsWith("?")) return { ways: 2, most: 1, isBounded: true };
  if (from === undefined) return { ways: longest + 1, most: longest, isBounded: false };
  if (comma === undefined) return { ways: 1, most: Number(from), isBounded: true };
  const most = to ? Number(to) : Math.max(longest, Number(from));
  return {
    ways: Math.min(most - Number(from), longest) + 1,
    most,
    isBounded: to !== "" || Number(from) > longest,
  };
}

function isRegExp(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
