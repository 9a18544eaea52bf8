// The edits of a document, and what they mean for its plain data.
// The text edit (source-edit.ts) is held against this: both must lead to the same data.
import {
  isJsonObject,
  type JsonValue,
  memberOf,
  objectFrom,
  type Path,
  valueAt,
} from "#lib/asyncapi/json-value.ts";

/**
 * One edit. `set` replaces the value at the path, or adds it at the end of its object or array, parents included;
 * `copy` does the same with a value that stands elsewhere, in the words it is written in: comments and digits come along;
 * `delete` removes it, and does nothing where it is absent; `rename` gives a key another name in the same place.
 */
export type SourceEdit =
  | { readonly op: "set"; readonly path: Path; readonly value: JsonValue }
  | { readonly op: "copy"; readonly path: Path; readonly from: Path }
  | { readonly op: "delete"; readonly path: Path }
  | { readonly op: "rename"; readonly path: Path; readonly key: string };

/** The data after an edit, sharing what did not change; undefined where the edit does not fit the data. */
export function editValue(root: JsonValue, edit: SourceEdit): JsonValue | undefined {
  if (edit.op === "set") return setValue(root, edit.path, edit.value);
  if (edit.op === "copy") {
    const value = valueAt(root, edit.from);
    return value === undefined ? undefined : setValue(root, edit.path, value);
  }
  const parentPath = edit.path.slice(0, -1);
  const step = edit.path.at(-1);
  if (step === undefined) return undefined;
  return editParent(root, parentPath, (parent) =>
    edit.op === "delete" ? deleteMember(parent, step) : renameMember(parent, step, edit.key),
  );
}

function setValue(current: JsonValue | undefined, path: Path, value: JsonValue): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const parent = current === undefined || current === null ? (typeof step === "number" ? [] : {}) : current;
  if (!canHold(parent, step)) return undefined;
  const member = setValue(memberOf(parent, step), rest, value);
  return member === undefined ? undefined : withMember(parent, step, member);
}

function editParent(
  current: JsonValue,
  path: Path,
  edit: (parent: JsonValue) => JsonValue | undefined,
): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return edit(current);
  const member = memberOf(current, step);
  if (member === undefined) return current;
  const edited = editParent(member, rest, edit);
  return edited === undefined ? undefined : withMember(current, step, edited);
}

function canHold(parent: JsonValue, step: string | number): boolean {
  if (Array.isArray(parent)) return typeof step === "number" && step >= 0 && step <= parent.length;
  return isJsonObject(parent) && typeof step === "string";
}

function withMember(parent: JsonValue, step: string | number, member: JsonValue): JsonValue {
  if (Array.isArray(parent)) {
    const copy = [...parent];
    if (typeof step === "number") copy[step] = member;
    return copy;
  }
  const entries = isJsonObject(parent) ? Object.entries(parent) : [];
  const key = String(step);
  if (!entries.some(([name]) => name === key)) return objectFrom([...entries, [key, member]]);
  return objectFrom(entries.map(([name, value]) => [name, name === key ? member : value]));
}

function deleteMember(parent: JsonValue, step: string | number): JsonValue | undefined {
  if (Array.isArray(parent)) return parent.filter((_, index) => index !== step);
  if (!isJsonObject(parent)) return undefined;
  return objectFrom(Object.entries(parent).filter(([name]) => name !== step));
}

function renameMember(parent: JsonValue, step: string | number, key: string): JsonValue | undefined {
  if (!isJsonObject(parent) || memberOf(parent, step) === undefined) return undefined;
  if (key !== step && Object.hasOwn(parent, key)) return undefined;
  return objectFrom(Object.entries(parent).map(([name, value]) => [name === step ? key : name, value]));
}
