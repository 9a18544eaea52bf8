// What is typed or chosen in a form, as a change of the text that the form shows. Pure.
import type { JsonValue } from "#lib/asyncapi/json-value.ts";
import { withJsonAt, withoutJsonAt } from "./edit-json.ts";
import { formShape, newJson } from "./form-shape.ts";
import { canBeBare, jsonParts, type PartPath, partAt } from "./json-parts.ts";

type Field = { readonly kind: "text" | "number"; readonly isRequired: boolean };

/**
 * The text with what was typed into a field. Numbers keep every digit; what can be none stands in quotes, so that nothing
 * typed is lost. An emptied member leaves the text, unless it is a text that must be there; an item stays.
 */
export function withTyped(text: string, path: PartPath, typed: string, { kind, isRequired }: Field): string {
  const isKept = typeof path.at(-1) === "number" || (kind === "text" && isRequired);
  if (typed === "" && !isKept) return withoutJsonAt(text, path);
  return withJsonAt(text, path, kind === "number" && canBeBare(typed) ? typed : JSON.stringify(typed));
}

/** The text with a new value where there is none. */
export function withStarted(text: string, path: PartPath, root: JsonValue, schema: JsonValue): string {
  return withJsonAt(text, path, newJson(root, schema) ?? emptyOf(root, schema));
}

/** The text with one more item at the end of a list, which is made where there is none. */
export function withItem(text: string, path: PartPath, root: JsonValue, item: JsonValue): string {
  const list = partAt(jsonParts(text), path);
  return withStarted(text, [...path, list?.kind === "list" ? list.items.length : 0], root, item);
}

/**
 * The text with an alternative taken: what marks it is written, and all else that an object holds stays. A value of
 * another kind stays too, until somebody replaces it.
 */
export function withOption(text: string, path: PartPath, root: JsonValue, schema: JsonValue): string {
  const part = partAt(jsonParts(text), path);
  const made = newJson(root, schema);
  if (part === null) return made === null ? text : withJsonAt(text, path, made);
  const shape = formShape(root, schema);
  if (shape.kind !== "object" || part.kind !== "object") return text;
  return shape.members.reduce((before, { name, isRequired, schema: member }) => {
    const mark = isRequired && formShape(root, member).kind === "values" ? newJson(root, member) : null;
    return mark === null ? before : withJsonAt(before, [...path, name], mark);
  }, text);
}

function emptyOf(root: JsonValue, schema: JsonValue): string {
  const shape = formShape(root, schema);
  if (shape.kind === "number") return "0";
  if (shape.kind === "truth") return "false";
  if (shape.kind === "values") return shape.values[0] ?? "null";
  return shape.kind === "text" ? '""' : "null";
}
