// The values of a definition as its text has them: keys in their order, numbers with every digit. Plain data has neither:
// JavaScript moves keys like `200` to the front and rounds what is longer than 2^53.
import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, Scalar, type YAMLMap } from "yaml";
import { type JsonObject, type JsonValue, objectFrom, type Path } from "#lib/asyncapi/json-value.ts";
import { keyText } from "#lib/asyncapi/source-tokens.ts";
import { noteDigits } from "#lib/asyncapi/written-digits.ts";
import type { YamlSource } from "#lib/asyncapi/yaml-source.ts";

/** A number and how it was written: `1.10`, `0x10`, `9223372036854775807`, `.inf`. */
export class ExactNumber {
  readonly value: number;
  readonly written: string;
  constructor(value: number, written: string) {
    this.value = value;
    this.written = written;
  }
}

/** An object: what its aliases and merge keys mean is written out. `isFlow`: it stood in braces on one line. */
export type ExactMap = { readonly members: ReadonlyMap<string, ExactValue>; readonly isFlow: boolean };
export type ExactList = { readonly items: readonly ExactValue[]; readonly isFlow: boolean };
/** Text, number, truth value or null; text with the quotes that it had. Never changed. */
export type ExactScalar = Scalar<string | boolean | null | ExactNumber>;
/** Parts that an anchor names are shared, not copied. */
export type ExactValue = ExactMap | ExactList | ExactScalar;

export function isExactMap(value: ExactValue | undefined): value is ExactMap {
  return value !== undefined && "members" in value;
}

export function isExactList(value: ExactValue | undefined): value is ExactList {
  return value !== undefined && "items" in value;
}

/** The values of a text that was read. Comments and the names of anchors are not among them. */
export function exactValue(source: YamlSource): ExactValue {
  return new Reader(source).read(source.document.contents);
}

/** The exact form of plain data. */
export function exactFrom(value: JsonValue): ExactValue {
  if (Array.isArray(value)) return { items: value.map(exactFrom), isFlow: false };
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, member]) => [key, exactFrom(member)] as const);
    return { members: new Map(entries), isFlow: false };
  }
  return new Scalar(typeof value === "number" ? new ExactNumber(value, String(value)) : value);
}

/** Plain data, for readers that need not the order of keys; digits that it cannot say are noted beside it. */
export function plainValue(value: ExactValue): JsonValue {
  if (isExactMap(value)) return plainObject(value);
  if (!isExactList(value)) return value.value instanceof ExactNumber ? value.value.value : value.value;
  const list = value.items.map(plainValue);
  for (const [index, item] of value.items.entries()) noteMember(list, index, item);
  return list;
}

export function plainObject({ members }: ExactMap): JsonObject {
  const object = objectFrom([...members].map(([key, member]) => [key, plainValue(member)] as const));
  for (const [key, member] of members) noteMember(object, key, member);
  return object;
}

function noteMember(holder: JsonObject | JsonValue[], key: string | number, member: ExactValue): void {
  if (isExactMap(member) || isExactList(member) || !(member.value instanceof ExactNumber)) return;
  noteDigits(holder, key, member.value.value, member.value.written);
}

/** The value with another one at a path; as it is where the path leaves it. The last step may be a new key. */
export function withExact(value: ExactValue, path: Path, member: ExactValue): ExactValue {
  const [step, ...rest] = path;
  if (step === undefined) return member;
  if (isExactMap(value)) {
    const old = value.members.get(String(step));
    if (old === undefined && rest.length > 0) return value;
    const next = old === undefined ? member : withExact(old, rest, member);
    const members = new Map([...value.members, [String(step), next]]);
    return { members, isFlow: value.isFlow && old !== undefined };
  }
  if (!isExactList(value)) return value;
  const items = value.items.map((item, index) => (index === step ? withExact(item, rest, member) : item));
  return { ...value, items };
}

/** Follows the tree in the order of the text, so that an alias finds the anchor that stands last before it. */
class Reader {
  readonly #text: string;
  readonly #isAllFlow: boolean;
  readonly #nodeByAnchor = new Map<string, Node>();
  readonly #valueByNode = new Map<Node, ExactValue>();

  constructor({ text, document }: YamlSource) {
    this.#text = text;
    // A JSON text is not written as YAML with braces.
    this.#isAllFlow = isMap(document.contents) && document.contents.flow === true;
  }

  read(node: unknown): ExactValue {
    if (!isNode(node)) return new Scalar(null);
    if (isAlias(node)) return this.#target(node.source);
    if (node.anchor !== undefined) this.#nodeByAnchor.set(node.anchor, node);
    const value = this.#valueOf(node);
    if (node.anchor !== undefined) this.#valueByNode.set(node, value);
    return value;
  }

  #target(anchor: string): ExactValue {
    const node = this.#nodeByAnchor.get(anchor);
    const value = node === undefined ? undefined : this.#valueByNode.get(node);
    if (value === undefined) throw new ReferenceError(`The alias ${anchor} leads nowhere`);
    return value;
  }

  #valueOf(node: Node): ExactValue {
    if (isMap(node)) return this.#map(node);
    if (isSeq(node)) {
      return { items: node.items.map((item) => this.read(item)), isFlow: this.#isFlow(node) };
    }
    return isScalar(node) ? exactScalar(node) : new Scalar(null);
  }

  #map(map: YAMLMap): ExactMap {
    const members = new Map<string, ExactValue>();
    for (const pair of map.items) {
      if (isMergeKey(pair.key)) {
        for (const [key, value] of this.#merged(this.read(pair.value)))
          if (!members.has(key)) members.set(key, value);
      } else {
        const key = this.#key(pair);
        members.set(key, this.read(pair.value));
      }
    }
    return { members, isFlow: this.#isFlow(map) };
  }

  /** Earlier sources win (yaml.org/type/merge.html). */
  #merged(source: ExactValue): (readonly [string, ExactValue])[] {
    if (isExactMap(source)) return [...source.members];
    return isExactList(source) ? source.items.flatMap((item) => this.#merged(item)) : [];
  }

  /** A key as it was written: `key-checks.ts` reports those that are no texts. */
  #key(pair: Pair): string {
    const key = this.read(pair.key);
    if (isExactMap(key) || isExactList(key)) return JSON.stringify(plainValue(key));
    if (key.value instanceof ExactNumber) return key.value.written;
    return typeof key.value === "string" ? key.value : (key.source ?? keyText(pair) ?? "");
  }

  #isFlow({ flow, range }: { flow?: boolean; range?: [number, number, number] | null }): boolean {
    if (flow !== true || this.#isAllFlow || !range) return false;
    return !this.#text.slice(range[0], range[1]).includes("\n");
  }
}

function isMergeKey(key: unknown): boolean {
  if (!isScalar(key)) return false;
  if (typeof key.value === "symbol") return true;
  return key.value === "<<" && key.type === Scalar.PLAIN;
}

function exactScalar({ value, source = "", type }: Scalar): ExactScalar {
  const known = typeof value === "string" || typeof value === "boolean" ? value : null;
  const scalar = new Scalar(typeof value === "number" ? new ExactNumber(value, source) : known);
  scalar.source = source;
  if (type !== undefined && typeof value === "string") scalar.type = type;
  return scalar;
}
