// What can be read of a text that is being typed, again after each key: of a text that differs from one that was read in a
// single member of an object, only that member's lines are read. For showing, never for saving.
import { isMap, isScalar, type Pair, type YAMLMap } from "yaml";
import { type Definition, glimpseDefinition } from "#lib/asyncapi/definition.ts";
import { MAX_DEFINITION_BYTES } from "#lib/asyncapi/definition-size.ts";
import {
  type ExactMap,
  type ExactValue,
  exactValue,
  isExactMap,
  withExact,
} from "#lib/asyncapi/exact-value.ts";
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from "#lib/asyncapi/json-value.ts";
import { walk } from "#lib/asyncapi/source-walk.ts";
import { glimpseYamlSource, type YamlSource } from "#lib/asyncapi/yaml-source.ts";

/** A document as plain data, and with the order of its keys and all digits. */
export type Glimpse = { readonly data: JsonObject; readonly exact: ExactMap };

/** Reads texts that follow each other. */
export class Glimpses {
  #base: Base | null = null;

  /** Null where nothing can be read. */
  read(text: string): Glimpse | null {
    return this.#base?.readAgain(text) ?? this.#readWhole(text);
  }

  /** Reads all of a text, if it was read in part only: what changes next may then be somewhere else. */
  settle(text: string): void {
    if (this.#base?.text !== text) this.#readWhole(text);
  }

  #readWhole(text: string): Glimpse | null {
    this.#base = null;
    const definition = glimpseDefinition(text);
    const exact = definition && exactValue(definition.source);
    if (definition === null || exact === null || !isExactMap(exact)) return null;
    this.#base = new Base(text, definition, exact);
    return { data: definition.data, exact };
  }
}

/** Members that decide whether there is anything to work with (definition-checks.ts). */
const DECIDING: ReadonlySet<string> = new Set(["asyncapi", "channels"]);

/** Lines of the text that hold one member of a block mapping, from its key to the next. */
type Member = { readonly pair: Pair; readonly key: string; readonly start: number; readonly end: number };

/** A text that was read whole. */
class Base {
  readonly text: string;
  readonly #source: YamlSource;
  readonly #whole: Glimpse;
  /** Reading a part gives the same as reading the whole: nothing refers from one part to another. */
  readonly #isSeparable: boolean;

  constructor(text: string, { source, data }: Definition, exact: ExactMap) {
    this.text = text;
    this.#source = source;
    this.#whole = { data, exact };
    this.#isSeparable = source.document.errors.length === 0 && !hasAliases(source) && !/^%/m.test(text);
  }

  /** Null where more than one member has changed, or how far the change goes cannot be told. */
  readAgain(text: string): Glimpse | null {
    if (text === this.text) return this.#whole;
    if (!this.#isSeparable || text.length > MAX_DEFINITION_BYTES) return null;
    const members = this.#membersAround(changeIn(this.text, text));
    const innermost = members.at(-1);
    if (innermost === undefined) return null;
    const end = innermost.end + text.length - this.text.length;
    const value = readMember(text.slice(innermost.start, end), innermost, end === text.length);
    if (value === null) return null;
    const path = members.map(({ key }) => key);
    if (path.length === 1 && DECIDING.has(innermost.key)) return null;
    const exact = withExact(this.#whole.exact, path, value.exact);
    return isExactMap(exact) ? { data: withMember(this.#whole.data, path, value.data), exact } : null;
  }

  /** Members within each other that hold all of a change, the outermost first. */
  #membersAround(change: Change): Member[] {
    const around: Member[] = [];
    let holder: unknown = this.#source.document.contents;
    let end = this.text.length;
    while (isMap(holder) && holder.flow !== true) {
      const member = this.#memberAround(holder, end, change);
      if (member === null) break;
      around.push(member);
      holder = member.pair.value;
      end = member.end;
    }
    return around;
  }

  #memberAround({ items }: YAMLMap, end: number, { from, to }: Change): Member | null {
    const starts = items.map(({ key }) =>
      isScalar(key) && key.range ? this.#lineStart(key.range[0]) : null,
    );
    const index = starts.findLastIndex((start) => start !== null && start <= from);
    const [pair, start] = [items[index], starts[index] ?? null];
    const next = starts[index + 1] === undefined ? end : (starts[index + 1] ?? null);
    if (pair === undefined || start === null || next === null || to > next) return null;
    const names = items.map(nameOf);
    const key = names[index] ?? null;
    if (key === null || names.includes(null) || new Set(names).size < names.length) return null;
    return { pair, key, start, end: next };
  }

  /** Where a line starts that has nothing but spaces before an offset; null where it has. */
  #lineStart(offset: number): number | null {
    const start = this.text.lastIndexOf("\n", offset - 1) + 1;
    return /^ *$/.test(this.text.slice(start, offset)) ? start : null;
  }
}

/** What differs: `from` to `to` of the text before. */
type Change = { readonly from: number; readonly to: number };

function changeIn(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from += 1;
  let same = 0;
  while (
    same < shorter - from &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same += 1;
  return { from, to: before.length - same };
}

/** Null where the lines are not that member alone, as a mapping of one. */
function readMember(
  lines: string,
  { key, start, pair }: Member,
  isLast: boolean,
): { data: JsonValue; exact: ExactValue } | null {
  // Another document, or a line that goes on into the next member.
  if (/^(?:---|\.\.\.|%)/m.test(lines) || (!isLast && !lines.endsWith("\n"))) return null;
  const source = glimpseYamlSource(lines);
  if (source === null || source.document.errors.length > 0) return null;
  const { contents } = source.document;
  if (!isMap(contents) || contents.flow === true || contents.items.length !== 1) return null;
  const [only] = contents.items;
  const indent = (isScalar(pair.key) ? (pair.key.range?.[0] ?? start) : start) - start;
  if (only === undefined || nameOf(only) !== key || !isScalar(only.key)) return null;
  if (only.key.range?.[0] !== indent || only.key.anchor !== undefined) return null;
  const exact = exactValue(source);
  const member = isExactMap(exact) ? exact.members.get(key) : undefined;
  const data = memberOf(source.value, key);
  return member === undefined || data === undefined ? null : { data, exact: member };
}

/** A key that is a text; null for any other, and for one that merges. */
function nameOf({ key }: Pair): string | null {
  return isScalar(key) && typeof key.value === "string" && key.value !== "<<" ? key.value : null;
}

function hasAliases({ document }: YamlSource): boolean {
  let found = false;
  walk(document.contents, {
    alias: () => {
      found = true;
    },
    map: () => {},
  });
  return found;
}

function withMember(holder: JsonObject, [key, ...rest]: readonly string[], value: JsonValue): JsonObject {
  if (key === undefined) return holder;
  const before = memberOf(holder, key);
  const member = rest.length > 0 && isJsonObject(before) ? withMember(before, rest, value) : value;
  return { ...holder, [key]: member };
}
