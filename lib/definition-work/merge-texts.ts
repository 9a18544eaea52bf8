// Two people changed one text: puts together, line by line, what does not touch, and names the parts that a person has to
// decide (three-way merge, as diff3 does it). Pure. A change of either side is taken or stands in a part, never dropped.
import { diff } from "@codemirror/merge";
import { type Line, linesOf, usualEnd } from "./line-ends.ts";

/** `base` is what `mine` was made of; where it is the same as `theirs`, nothing of theirs is left to be decided. */
export type ThreeTexts = { readonly base: string; readonly mine: string; readonly theirs: string };

/** A part that both changed, as each has it. `line` is where it starts in `mine`, from 1. */
export type OpenPart = ThreeTexts & { readonly line: number };

export type PartChoice = "mine" | "theirs" | "both";

type Region = {
  readonly base: readonly Line[];
  readonly mine: readonly Line[];
  readonly theirs: readonly Line[];
};

/** More changed lines than this in one place are compared less finely, instead of for seconds. */
const FINE_LINES = 1000;

/** Different lines that have a character of their own each; surrogates, above, only count in pairs. */
const SINGLE_CODES = 0xd800;

/** Takes what only they changed into `mine`. The base follows, but for the parts that are to be decided. */
export function mergeTexts(texts: ThreeTexts): ThreeTexts {
  return joined(texts, (region) => {
    if (isSame(region.theirs, region.base)) return taken(region, region.mine);
    return isSame(region.mine, region.base) ? taken(region, region.theirs) : region;
  });
}

/** The parts where their change is not in `mine`. */
export function openParts(texts: ThreeTexts): OpenPart[] {
  const parts: OpenPart[] = [];
  let line = 1;
  for (const { base, mine, theirs } of regionsOf(texts)) {
    const part = { base: partText(base), mine: partText(mine), theirs: partText(theirs) };
    if (isOpen({ base, mine, theirs })) parts.push({ ...part, line });
    line += mine.length;
  }
  return parts;
}

/** The texts once the part at `index` of the open ones is decided. `both` puts theirs after mine. */
export function settlePart(texts: ThreeTexts, index: number, choice: PartChoice): ThreeTexts {
  let at = -1;
  return joined(texts, (region) => {
    if (!isOpen(region)) return region;
    at += 1;
    return at === index ? taken(region, chosenLines(region, choice)) : region;
  });
}

function chosenLines({ mine, theirs }: Region, choice: PartChoice): readonly Line[] {
  if (choice === "both") return [...mine, ...theirs];
  return choice === "mine" ? mine : theirs;
}

function taken({ theirs }: Region, mine: readonly Line[]): Region {
  return { base: theirs, mine, theirs };
}

function isOpen({ base, mine, theirs }: Region): boolean {
  return !isSame(mine, theirs) && !isSame(base, theirs);
}

/** Line ends alone are no difference that anybody decides. */
function isSame(one: readonly Line[], other: readonly Line[]): boolean {
  return one.length === other.length && one.every(({ text }, index) => text === other[index]?.text);
}

function joined(texts: ThreeTexts, settle: (region: Region) => Region): ThreeTexts {
  const regions = regionsOf(texts).map(settle);
  return {
    base: wholeText(regions.flatMap((region) => region.base)),
    mine: wholeText(regions.flatMap((region) => region.mine)),
    theirs: texts.theirs,
  };
}

/** A line that was the last of its text, and is not any more, gets the end that most others have. */
function wholeText(lines: readonly Line[]): string {
  const usual = usualEnd(lines);
  return lines.map(({ text, end }, at) => (at === lines.length - 1 ? text : text + (end || usual))).join("");
}

function partText(lines: readonly Line[]): string {
  return lines.map(({ text }) => text).join("\n");
}

type Change = { readonly fromA: number; readonly toA: number; readonly fromB: number; readonly toB: number };

type Side = { readonly lines: readonly Line[]; readonly changes: readonly Change[] };

/** The whole of the three texts, in order: lines that all have, and between them what one or both changed. */
function regionsOf({ base, mine, theirs }: ThreeTexts): Region[] {
  const lines = linesOf(base);
  const sideOf = (text: string): Side => {
    const own = linesOf(text);
    return { lines: own, changes: changesBetween(lines, own) };
  };
  const [my, their] = [sideOf(mine), sideOf(theirs)];
  const regions: Region[] = [];
  let at = 0;
  for (const { from, to } of touching([...my.changes, ...their.changes])) {
    const kept = {
      base: lines.slice(at, from),
      mine: keptLines(my, at, from),
      theirs: keptLines(their, at, from),
    };
    regions.push(withLineEnds(kept));
    regions.push({
      base: lines.slice(from, to),
      mine: changedLines(my, from, to),
      theirs: changedLines(their, from, to),
    });
    at = to;
  }
  const end = lines.length;
  regions.push(
    withLineEnds({ base: lines.slice(at), mine: keptLines(my, at, end), theirs: keptLines(their, at, end) }),
  );
  return regions;
}

/** Ranges of the base that changed on either side. Changes that touch are one, so that neither is judged alone. */
function touching(changes: readonly Change[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (const { fromA, toA } of [...changes].sort((one, other) => one.fromA - other.fromA)) {
    const last = ranges.at(-1);
    if (last === undefined || fromA > last.to) ranges.push({ from: fromA, to: toA });
    else last.to = Math.max(last.to, toA);
  }
  return ranges;
}

/** A side's lines for a changed range of the base: every change that touches the range is within it. */
function changedLines({ lines, changes }: Side, from: number, to: number): Line[] {
  const start = from + shift(changes.filter((change) => change.toA < from));
  return lines.slice(start, to + shift(changes.filter((change) => change.fromA <= to)));
}

/** A side's lines for a range of the base that nobody changed. */
function keptLines({ lines, changes }: Side, from: number, to: number): Line[] {
  const start = from + shift(changes.filter((change) => change.toA <= from));
  return lines.slice(start, start + to - from);
}

function shift(changes: readonly Change[]): number {
  return changes.reduce((sum, { fromA, toA, fromB, toB }) => sum + (toB - fromB) - (toA - fromA), 0);
}

/** Lines that all three have, with the line ends of whoever changed them. */
function withLineEnds({ base, mine, theirs }: Region): Region {
  const merged = mine.map((line, at) => (line.end === base[at]?.end ? (theirs[at] ?? line) : line));
  return { base: theirs, mine: merged, theirs };
}

/** The lines that differ, found in two strings that have one character for each line. */
function changesBetween(before: readonly Line[], after: readonly Line[]): readonly Change[] {
  const codes = new Map<string, number>();
  for (const { text } of [...before, ...after]) if (!codes.has(text)) codes.set(text, codes.size);
  if (codes.size > SINGLE_CODES) return [changedMiddle(before, after)];
  const encode = (lines: readonly Line[]) =>
    lines.map(({ text }) => String.fromCharCode(codes.get(text) ?? 0)).join("");
  return diff(encode(before), encode(after), { scanLimit: FINE_LINES });
}

/** All between the lines that are the same at the start and at the end. */
function changedMiddle(before: readonly Line[], after: readonly Line[]): Change {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start]?.text === after[start]?.text) start += 1;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail)?.text === after.at(-1 - tail)?.text) tail += 1;
  return { fromA: start, toA: before.length - tail, fromB: start, toB: after.length - tail };
}
