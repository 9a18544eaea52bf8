// Lossless editing of a definition's text: outside the edited node not a byte changes (DESIGN.md section 4).
// Every new text is parsed again and held against the same edit of the plain data; what differs is never returned.
import { stringify } from "yaml";
import { detachmentEdits } from "#lib/asyncapi/alias-detachment.ts";
import { anchorKeepingSplices } from "#lib/asyncapi/anchor-keeping.ts";
import { isSameValue, type JsonValue, valueAt } from "#lib/asyncapi/json-value.ts";
import { editValue, type SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { splicesFor } from "#lib/asyncapi/source-splice.ts";
import { PLAIN_YAML, styleOf } from "#lib/asyncapi/source-style.ts";
import { applySplices, type Splice } from "#lib/asyncapi/splice.ts";
import { readYamlSource, type YamlSource } from "#lib/asyncapi/yaml-source.ts";

/** Byte order mark. */
const MARK = "\uFEFF";

/** `unreadable`: the text does not parse; `misfit`: an edit does not fit the data, or its result breaks a bound. */
export type SourceEditResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: "unreadable" | "misfit"; readonly message: string };

/**
 * Applies edits one after the other and returns the new text. An edit that changes nothing leaves the text as it is.
 *
 * @example
 * editSource("info:\n  title: Chats # ours\n", [{ op: "set", path: ["info", "title"], value: "Rooms" }]);
 * // { ok: true, text: "info:\n  title: Rooms # ours\n" }
 */
export function editSource(text: string, edits: readonly SourceEdit[]): SourceEditResult {
  const read = readYamlSource(text);
  if (!read.ok) {
    return {
      ok: false,
      code: "unreadable",
      message: read.diagnostics[0]?.message ?? "The text cannot be read.",
    };
  }
  const edited = applyAll(read.source, edits);
  if (edited !== null) return { ok: true, text: edited.text };
  const paths = edits.map((edit) => `${edit.op} ${edit.path.join(" / ")}`).join(", ");
  return { ok: false, code: "misfit", message: `This does not fit the definition: ${paths.slice(0, 200)}` };
}

/** All edits at once where they keep out of each other's way; else each half on its own, the first half first. */
function applyAll(source: YamlSource, edits: readonly SourceEdit[]): YamlSource | null {
  const [only, second] = edits;
  if (only === undefined) return source;
  if (second === undefined) return applyOne(source, only);
  const together = applyTogether(source, edits);
  if (together !== null) return together;
  const middle = edits.length >> 1;
  const half = applyAll(source, edits.slice(0, middle));
  return half === null ? null : applyAll(half, edits.slice(middle));
}

/** All edits against the one tree: quick, and right where they do not touch each other; null where they do. */
function applyTogether(source: YamlSource, edits: readonly SourceEdit[]): YamlSource | null {
  let expected = source.value;
  const splices: Splice[] = [];
  for (const edit of edits) {
    const value = editValue(expected, edit);
    if (value === undefined) return null;
    if (isSameValue(value, expected)) continue;
    const found = splicesFor(source, edit);
    if (found === null) return null;
    splices.push(...found);
    expected = value;
  }
  return splices.length === 0 ? source : spliced(source, splices, expected);
}

function applyOne(source: YamlSource, edit: SourceEdit): YamlSource | null {
  const expected = editValue(source.value, edit);
  if (expected === undefined) return null;
  if (isSameValue(expected, source.value)) return source;
  return (
    spliced(source, splicesFor(source, edit), expected) ??
    spliced(source, anchorKeepingSplices(source, edit), expected) ??
    withoutAliases(source, edit, expected) ??
    rewritten(source, edit, expected)
  );
}

/** The edit after aliases that lean on the edited node have been written out. */
function withoutAliases(source: YamlSource, edit: SourceEdit, expected: JsonValue): YamlSource | null {
  let current = source;
  for (const detachment of detachmentEdits(source, edit.path)) {
    const next = spliced(current, splicesFor(current, detachment), source.value);
    if (next === null) return null;
    current = next;
  }
  return current === source ? null : spliced(current, splicesFor(current, edit), expected);
}

/** Last resort: writes the nearest node around the edit anew, the whole document if need be. */
function rewritten(source: YamlSource, edit: SourceEdit, expected: JsonValue): YamlSource | null {
  for (let depth = edit.path.length - 1; depth > 0; depth -= 1) {
    const path = edit.path.slice(0, depth);
    const value = valueAt(expected, path);
    if (value === undefined) continue;
    const around: SourceEdit = { op: "set", path, value };
    const result =
      spliced(source, splicesFor(source, around), expected) ?? withoutAliases(source, around, expected);
    if (result !== null) return result;
  }
  const { isJson, indent, lineBreak } = styleOf(source);
  const options = { indent: indent.length, ...PLAIN_YAML };
  const text = isJson
    ? JSON.stringify(expected, null, indent)
    : stringify(expected, options).replace(/\n$/, "");
  const [mark, end] = [source.text.startsWith(MARK) ? MARK : "", /\n\s*$/.test(source.text) ? "\n" : ""];
  return matching(mark + (text + end).replaceAll("\n", lineBreak), expected);
}

function spliced(
  source: YamlSource,
  splices: readonly Splice[] | null,
  expected: JsonValue,
): YamlSource | null {
  const text = splices === null ? null : applySplices(source.text, splices);
  return text === null ? null : matching(text, expected);
}

function matching(text: string, expected: JsonValue): YamlSource | null {
  const read = readYamlSource(text);
  return read.ok && isSameValue(read.source.value, expected) ? read.source : null;
}
