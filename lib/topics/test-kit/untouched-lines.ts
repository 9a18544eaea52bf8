// For tests: which lines of a text an edit of some nodes must leave alone, read from the tree and not from the code under test.
import { isMap, isNode, type Node, type Pair, parseDocument } from "yaml";

/** Lines of `before` outside the members at `paths` that `after` does not have in the same order. */
export function linesLost(before: string, after: string, paths: readonly (readonly string[])[]): string[] {
  const own = [...paths, ...emptiedBraces(before, after)].flatMap((path) => linesOf(before, path));
  const remaining = after.split("\n").map(bare);
  let position = 0;
  return before
    .split("\n")
    .filter((_, index) => !own.some(([first, last]) => first <= index && index <= last))
    .map(bare)
    .filter((line) => {
      if (line === "") return false;
      const found = remaining.indexOf(line, position);
      if (found !== -1) position = found + 1;
      return found === -1;
    });
}

/** Lists in braces that lost their last member, and with it the lines between the braces. */
function emptiedBraces(before: string, after: string): string[][] {
  const [old, now] = [before, after].map((text) => parseDocument(text, { merge: true, uniqueKeys: false }));
  return ["channels", "operations"].flatMap((name) => {
    const [was, is]: unknown[] = [old?.get(name), now?.get(name)];
    return isMap(was) && was.flow === true && isMap(is) && is.items.length === 0 ? [[name]] : [];
  });
}

/** A comma comes and goes with a neighbour, and so do the braces of the lists that topics stand in. */
function bare(line: string): string {
  return line
    .trimEnd()
    .replace(/,$/, "")
    .replace(/^(\s*"?(?:channels|operations)"?\s*:)\s*(?:\{\s*\}?|null)?/, "$1");
}

/** First and last line, from 0, of a member with its key. */
function linesOf(text: string, path: readonly string[]): [number, number][] {
  let holder: unknown = parseDocument(text, { merge: true, uniqueKeys: false }).contents;
  let pair: Pair | undefined;
  for (const step of path) {
    if (!isMap(holder)) return [];
    pair = holder.items.find(({ key }) => isNode(key) && String(key) === step);
    holder = pair?.value;
  }
  if (pair === undefined) return [];
  const start = (pair.key as Node).range?.[0] ?? 0; // found by its key, which is a node
  const end = isNode(pair.value) ? (pair.value.range?.[1] ?? start) : start;
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length - 1;
  return [[lineAt(start), lineAt(Math.max(start, end - 1))]];
}
