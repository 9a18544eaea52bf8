// Between the text of a document and its page: where a part stands in the text, what stands at a place there, and which
// address on the page is nearest to it.
import { isMap, isPair, isSeq } from "yaml";
import type { JsonObject, Path } from "#lib/asyncapi/json-value.ts";
import { resolvePath } from "#lib/asyncapi/local-ref.ts";
import { itemStart, keyText, nearestOffset, sourceItems } from "#lib/asyncapi/source-tokens.ts";
import { positionAt, type YamlSource } from "#lib/asyncapi/yaml-source.ts";
import { address } from "./address.ts";
import type { ReadingMessage } from "./message.ts";
import type { ReadingOperation } from "./operation.ts";
import type { ReadingParameter } from "./parameter.ts";
import type { SchemaNode } from "./schema-node.ts";
import { allRows, rowStep } from "./schema-rows.ts";
import type { ReadingView } from "./view.ts";

/** Line and column, from 1. */
export type SourcePlace = { readonly line: number; readonly column: number };

/** Where a part of a document stands in its text; a part that the text has not, at the nearest one around it. */
export function placeInSource(source: YamlSource, path: Path): SourcePlace {
  return positionAt(source.lines, nearestOffset(source, path));
}

/** What stands at a place of the text, or last before it: the first key of a line counts wherever one is in its indent. */
export function pathAtPlace(source: YamlSource, { line, column }: SourcePlace): Path {
  const { lineStarts } = source.lines;
  const start = lineStarts[Math.min(line, lineStarts.length) - 1] ?? 0;
  const indent = /^[ \t]*/.exec(source.text.slice(start, start + 1000))?.[0].length ?? 0;
  return pathAt(source.document.contents, start + Math.max(column - 1, indent));
}

function pathAt(root: unknown, offset: number): Path {
  const path: (string | number)[] = [];
  let holder = root;
  while (isMap(holder) || isSeq(holder)) {
    const items = sourceItems(holder);
    const index = items.findLastIndex((item) => itemStart(item) <= offset);
    const member = index === -1 ? undefined : holder.items[index];
    const step = isPair(member) ? keyText(member) : index;
    if (member === undefined || step === null) break;
    path.push(step);
    holder = isPair(member) ? member.value : member;
  }
  return path;
}

/**
 * Addresses on the page of a document for a part of it, the nearest first: the part itself where it has one, then what is
 * around it. A message that stands in several places is meant where the path says, else where it is first.
 */
export function addressesAt(view: ReadingView, document: JsonObject, path: Path): string[] {
  const places = placesOf(view);
  const found: string[] = [];
  const holders = [2, 3, 4].map((depth) => addressesOf(places, document, path.slice(0, depth))[0]);
  for (let depth = path.length; depth > 0; depth -= 1) {
    const known = addressesOf(places, document, path.slice(0, depth));
    const within = holders.map((holder) => known.find((each) => isWithin(each, holder)));
    const whole = within.find((each) => each !== undefined) ?? known[0];
    if (whole !== undefined) found.push(...partsOf(whole, path.slice(depth)));
  }
  return [...new Set(found)];
}

function isWithin(id: string, holder: string | undefined): boolean {
  return holder !== undefined && (id === holder || id.startsWith(`${holder}.`));
}

type AddressesByPlace = ReadonlyMap<string, readonly string[]>;

function addressesOf(places: AddressesByPlace, document: JsonObject, path: Path): readonly string[] {
  const own = places.get(JSON.stringify(path));
  if (own !== undefined) return own;
  const target = resolvePath(document, path);
  return (target && places.get(JSON.stringify(target))) ?? [];
}

/** Made once for each view: a preview is asked for many places. */
const known = new WeakMap<ReadingView, AddressesByPlace>();

function placesOf(view: ReadingView): AddressesByPlace {
  const places = known.get(view) ?? addressesByPlace(view);
  known.set(view, places);
  return places;
}

function addressesByPlace({ servers, channels, schemas }: ReadingView): AddressesByPlace {
  const places = new Map<string, string[]>();
  const add = (place: Path, where: string) => {
    const key = JSON.stringify(place);
    const others = places.get(key);
    if (others === undefined) places.set(key, [where]);
    else others.push(where);
  };
  const addParameters = (whole: string, parameters: readonly ReadingParameter[]) => {
    for (const { name, place } of parameters) if (place !== null) add(place, address.parameter(whole, name));
  };
  const addTree = (root: SchemaNode | null, id: string) => {
    if (root === null) return;
    for (const row of allRows(root, id))
      for (const place of [row.node.place, row.node.target]) if (place !== null) add(place, row.id);
  };
  const addMessages = (whole: string, messages: readonly ReadingMessage[]) => {
    for (const { key, place, headers, payload } of messages) {
      const id = address.message(whole, key);
      add(place, id);
      addTree(headers, address.part(id, "headers"));
      addTree(payload, address.part(id, "payload"));
    }
  };
  const addOperation = ({ key, place, messages, reply }: ReadingOperation) => {
    const whole = address.operation(key);
    add(place, whole);
    addMessages(whole, messages);
    if (reply === null) return;
    add([...place, "reply"], address.reply(whole));
    addMessages(address.reply(whole), reply.messages);
  };
  add(["info"], address.info);
  // First of all: what a schema's own lines lead to is its entry, not one of the places that use it.
  for (const { name, root } of schemas) {
    add(["components", "schemas", name], address.schema(name));
    addTree(root, address.schema(name));
  }
  for (const { key, place, variables } of servers) {
    add(["servers", key], address.server(key));
    addParameters(address.server(key), variables);
    if (place[0] !== "servers") add(place, address.server(key));
  }
  for (const { key, place, parameters, operations, others, handshake } of channels) {
    const id = address.channel(key);
    add(place, id);
    addParameters(id, parameters);
    addTree(handshake?.query ?? null, address.part(id, "query"));
    addTree(handshake?.headers ?? null, address.part(id, "headers"));
    operations.forEach(addOperation);
    addMessages(address.channel(key), others);
  }
  return places;
}

/** Addresses of a part within a whole that has one, the nearest first: headers or payload, then properties by their names. */
function partsOf(whole: string, rest: Path): string[] {
  const [first, ...steps] = rest;
  const isSchemaOf = first === "payload" || first === "headers";
  const addresses = [whole];
  const add = (name: string) => addresses.unshift(address.part(addresses[0] ?? whole, name));
  if (isSchemaOf) add(first);
  const within = isSchemaOf ? steps : rest;
  for (let index = 0; index + 1 < within.length && within[index] === "properties"; index += 2)
    add(rowStep(String(within[index + 1])));
  return addresses;
}
