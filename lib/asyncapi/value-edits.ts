// From a value that a document has to one that it should have, by the smallest edits: what is the same stays untouched,
// comments and order with it. Pure planning; source-edit.ts carries them out.
import { isJsonObject, isSameValue, type JsonObject, type JsonValue, type Path } from "./json-value.ts";
import type { SourceEdit } from "./plain-edit.ts";

/**
 * The edits, in the order they are to be made. Undefined stands for a value that is not there. A key that goes while its
 * value comes back under another is renamed.
 *
 * @example
 * valueEdits(["a"], { b: 1, c: 2 }, { b: 1, c: 3 }); // [{ op: "set", path: ["a", "c"], value: 3 }]
 */
export function valueEdits(
  path: Path,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): SourceEdit[] {
  if (isSameValue(before, after)) return [];
  if (after === undefined) return [{ op: "delete", path }];
  if (isJsonObject(before) && isJsonObject(after)) return objectEdits(path, before, after);
  if (Array.isArray(before) && Array.isArray(after)) return listEdits(path, before, after);
  return [{ op: "set", path, value: after }];
}

function objectEdits(path: Path, before: JsonObject, after: JsonObject): SourceEdit[] {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const come = new Set(Object.keys(after).filter((key) => !Object.hasOwn(before, key)));
  const edits: SourceEdit[] = [];
  for (const key of gone) {
    const other = [...come].find((candidate) => isSameValue(after[candidate], before[key]));
    if (other === undefined) edits.push({ op: "delete", path: [...path, key] });
    else {
      come.delete(other);
      edits.push({ op: "rename", path: [...path, key], key: other });
    }
  }
  const kept = Object.keys(after).filter((key) => Object.hasOwn(before, key));
  return [
    ...edits,
    ...kept.flatMap((key) => valueEdits([...path, key], before[key], after[key])),
    ...[...come].map((key): SourceEdit => ({ op: "set", path: [...path, key], value: after[key] ?? null })),
  ];
}

function listEdits(path: Path, before: readonly JsonValue[], after: readonly JsonValue[]): SourceEdit[] {
  if (after.length < before.length) {
    const gone = leftOut(before, after);
    if (gone === null) return [{ op: "set", path, value: [...after] }];
    // From the end, so that the places of the others stay what they are.
    return gone.toReversed().map((index) => ({ op: "delete", path: [...path, index] }));
  }
  return after.flatMap((item, index) =>
    index < before.length
      ? valueEdits([...path, index], before[index], item)
      : [{ op: "set", path: [...path, index], value: item }],
  );
}

/** Indexes of the items that are missing from the shorter list; null where it is not the longer one with some left out. */
function leftOut(longer: readonly JsonValue[], shorter: readonly JsonValue[]): number[] | null {
  const gone: number[] = [];
  let next = 0;
  for (const [index, item] of longer.entries()) {
    if (next < shorter.length && isSameValue(item, shorter[next])) next += 1;
    else gone.push(index);
  }
  return next === shorter.length ? gone : null;
}
