// A schema or an example as a text of its own in a form: YAML or JSON, as the document it stands in.
import { exactJson, exactYaml } from "#lib/asyncapi/exact-text.ts";
import {
  type ExactValue,
  exactFrom,
  exactValue,
  isExactList,
  isExactMap,
  plainValue,
} from "#lib/asyncapi/exact-value.ts";
import { isJsonObject, isSameValue, type JsonValue, type Path } from "#lib/asyncapi/json-value.ts";
import { editSource } from "#lib/asyncapi/source-edit.ts";
import { valueEdits } from "#lib/asyncapi/value-edits.ts";
import { readYamlSource } from "#lib/asyncapi/yaml-source.ts";

export type TextLanguage = "yaml" | "json";

type Read =
  | { readonly ok: true; readonly value: JsonValue | undefined }
  | { readonly ok: false; readonly message: string };

/** The last texts that were read: a form reads all of its texts again at each key. */
const known = new Map<string, Read>();
const MAX_KNOWN = 40;

/** The value that a text writes, its digits noted, YAML or JSON; undefined for an empty text. What is wrong is said with its line. */
export function readValueText(text: string): Read {
  const found = known.get(text) ?? readText(text);
  known.delete(text);
  known.set(text, found);
  for (const oldest of known.keys()) if (known.size > MAX_KNOWN) known.delete(oldest);
  return found;
}

function readText(text: string): Read {
  if (text.trim() === "") return { ok: true, value: undefined };
  const read = readYamlSource(text);
  if (read.ok) return { ok: true, value: plainValue(exactValue(read.source)) };
  const [first] = read.diagnostics;
  return { ok: false, message: first ? `Line ${first.line}: ${first.message}` : "This cannot be read." };
}

/** The exact values of a text that `readValueText` takes, numbers as they are written; null for an empty one. */
export function readExactText(text: string): ExactValue | null {
  const read = text.trim() === "" ? null : readYamlSource(text);
  return read?.ok ? exactValue(read.source) : null;
}

/** Writes a value. Nothing for one that is not there. */
export function writeValueText(value: ExactValue | undefined, language: TextLanguage): string {
  if (value === undefined) return "";
  return (language === "yaml" ? exactYaml(value) : exactJson(value)).trimEnd();
}

/** Writes plain data: for what a person made in a form. */
export function writePlainText(value: JsonValue | undefined, language: TextLanguage): string {
  return value === undefined ? "" : writeValueText(exactFrom(value), language);
}

/** The text with its value made like another: what is the same stays as it is written. */
export function patchValueText(text: string, wanted: JsonValue | undefined, language: TextLanguage): string {
  const read = readValueText(text);
  if (!read.ok || !isJsonObject(read.value) || !isJsonObject(wanted)) return writePlainText(wanted, language);
  if (isSameValue(read.value, wanted)) return text;
  const edited = editSource(text, valueEdits([], read.value, wanted));
  return edited.ok ? edited.text : writePlainText(wanted, language);
}

/** The exact value at a path; undefined where it leaves the data. */
export function exactAt(value: ExactValue, path: Path): ExactValue | undefined {
  return path.reduce<ExactValue | undefined>(exactMember, value);
}

/** A member of an exact object or list. */
export function exactMember(value: ExactValue | undefined, step: string | number): ExactValue | undefined {
  if (value === undefined) return undefined;
  if (isExactMap(value)) return value.members.get(String(step));
  return isExactList(value) ? value.items[Number(step)] : undefined;
}
