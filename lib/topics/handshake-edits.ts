// The edits that bring a channel's WebSockets binding from what its handshake form says to what it should say: only the
// keywords of the rows that changed. Pure planning, no text here.
import {
  isSameValue,
  type JsonObject,
  type JsonValue,
  objectAt,
  objectFrom,
  type Path,
} from "#lib/asyncapi/json-value.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { HANDSHAKE_LISTS, type Handshake, type HandshakeList, type HandshakeRow } from "./handshake.ts";
import { handshakeFingerprint, NEW_ROW, NO_HANDSHAKE } from "./handshake-form.ts";
import { typedValue } from "./handshake-values.ts";
import { requiredOf } from "./read-handshake.ts";

const BINDING_VERSION = "0.1.0";

/** The bindings of a new channel; null where its handshake says nothing. */
export function newBindings(handshake: Handshake | undefined): JsonObject | null {
  if (handshake === undefined || handshakeFingerprint(handshake) === handshakeFingerprint(NO_HANDSHAKE))
    return null;
  return objectFrom([["ws", newBinding(handshake)]]);
}

/** Edits of the channel at `path`; parts that only the text can change are left alone. Undefined changes nothing. */
export function handshakeEdits(
  channel: JsonObject,
  path: Path,
  before: Handshake | undefined,
  wanted: Handshake | undefined,
): SourceEdit[] {
  if (wanted === undefined || handshakeFingerprint(before) === handshakeFingerprint(wanted)) return [];
  const place = [...path, "bindings", "ws"];
  if (before === undefined) return [{ op: "set", path: place, value: newBinding(wanted) }];
  const binding = objectAt(channel, ["bindings", "ws"]);
  const { locked } = before.written;
  const method = locked.includes("method") ? [] : methodEdits(place, before.method, wanted.method);
  const lists = HANDSHAKE_LISTS.filter((list) => !locked.includes(list));
  return [...method, ...lists.flatMap((list) => listEdits(binding, place, list, before[list], wanted[list]))];
}

function methodEdits(place: Path, before: string | null, wanted: string | null): SourceEdit[] {
  const path = [...place, "method"];
  if (before === wanted) return [];
  return [wanted === null ? { op: "delete", path } : { op: "set", path, value: wanted }];
}

function newBinding({ method, query, headers }: Handshake): JsonObject {
  return objectFrom([
    ...(method === null ? [] : [["method", method] as const]),
    ...(query.length === 0 ? [] : [["query", newList(query)] as const]),
    ...(headers.length === 0 ? [] : [["headers", newList(headers)] as const]),
    ["bindingVersion", BINDING_VERSION],
  ]);
}

function newList(rows: readonly HandshakeRow[]): JsonObject {
  const required = rows.filter((row) => row.isRequired).map((row) => row.name);
  return objectFrom([
    ["type", "object"],
    ["properties", objectFrom(rows.map((row) => [row.name, newProperty(row)]))],
    ...(required.length === 0 ? [] : [["required", required] as const]),
  ]);
}

function newProperty(row: HandshakeRow): JsonObject {
  return objectFrom(
    Object.entries(keywordsOf(row)).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

/** What a row says, by JSON Schema's keywords; null where it does not say it. */
function keywordsOf(row: HandshakeRow): Record<string, JsonValue> {
  const { type, description, values, fallback, example } = row;
  return {
    type,
    description: description === "" ? null : description,
    enum: values.length === 0 ? null : values.map((value) => typedValue(value, type)),
    default: fallback === "" ? null : typedValue(fallback, type),
    examples: example === "" ? null : [typedValue(example, type)],
  };
}

function listEdits(
  binding: JsonObject,
  place: Path,
  list: HandshakeList,
  before: readonly HandshakeRow[],
  wanted: readonly HandshakeRow[],
): SourceEdit[] {
  const path = [...place, list];
  if (!Object.hasOwn(binding, list)) {
    return wanted.length === 0 ? [] : [{ op: "set", path, value: newList(wanted) }];
  }
  const schema = objectAt(binding, [list]);
  const keys = new Set(before.map(({ key }) => key));
  const known = wanted.map((row) => (keys.has(row.key) ? row : { ...row, key: null }));
  const removed = before.filter(({ key }) => !known.some((row) => row.key === key)).map(({ name }) => name);
  const properties = objectAt(schema, ["properties"]);
  const deletions = removed.map(
    (name): SourceEdit => ({ op: "delete", path: [...path, "properties", name] }),
  );
  const changes = known.flatMap((row) => {
    const old = before.find(({ key }) => key !== null && key === row.key);
    return rowEdits([...path, "properties"], properties, old, row);
  });
  return [...deletions, ...changes, ...requiredEdits(path, schema, removed, known)];
}

function rowEdits(
  place: Path,
  properties: JsonObject,
  old: HandshakeRow | undefined,
  row: HandshakeRow,
): SourceEdit[] {
  const path = [...place, row.name];
  if (old === undefined) return [{ op: "set", path, value: newProperty(row) }];
  const isThere = Object.hasOwn(properties, old.name);
  const rename: SourceEdit[] =
    isThere && old.name !== row.name ? [{ op: "rename", path: [...place, old.name], key: row.name }] : [];
  const property = objectAt(properties, [old.name]);
  const [before, after] = [keywordsOf(isThere ? old : { ...NEW_ROW, type: null }), keywordsOf(row)];
  const changes = Object.entries(after).flatMap(([keyword, value]): SourceEdit[] => {
    if (isSameValue(before[keyword], value)) return [];
    if (value === null) return [{ op: "delete", path: [...path, keyword] }];
    // Further examples stay: the form shows the first.
    const hasExamples =
      keyword === "examples" && Array.isArray(property.examples) && property.examples.length > 0;
    if (hasExamples && Array.isArray(value))
      return [{ op: "set", path: [...path, keyword, 0], value: value[0] ?? null }];
    return [{ op: "set", path: [...path, keyword], value }];
  });
  return [...rename, ...changes];
}

/** Name by name, so that the others keep their place and comments. */
function requiredEdits(
  place: Path,
  schema: JsonObject,
  removed: readonly string[],
  rows: readonly HandshakeRow[],
): SourceEdit[] {
  const path = [...place, "required"];
  const old = requiredOf(schema);
  const rowOf = new Map(rows.map((row) => [row.key, row]));
  const kept = old.map((name) => {
    const row = rowOf.get(name);
    if (row === undefined) return removed.includes(name) ? null : name;
    return row.isRequired ? row.name : null;
  });
  const names = kept.filter((name) => name !== null);
  const added = rows.filter((row) => row.isRequired && !names.includes(row.name)).map((row) => row.name);
  if (names.length + added.length === 0) return old.length === 0 ? [] : [{ op: "delete", path }];
  if (old.length === 0) return [{ op: "set", path, value: added }];
  const renames = kept.flatMap((name, index): SourceEdit[] =>
    name === null || name === old[index] ? [] : [{ op: "set", path: [...path, index], value: name }],
  );
  const gone = kept.flatMap((name, index) => (name === null ? [index] : [])).toReversed();
  return [
    ...renames,
    ...added.map((value, index): SourceEdit => ({ op: "set", path: [...path, old.length + index], value })),
    ...gone.map((index): SourceEdit => ({ op: "delete", path: [...path, index] })),
  ];
}
