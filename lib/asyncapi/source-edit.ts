// Lossless editing of a definition's text: outside the edited node not a byte changes (DESIGN.md section 4).
// Every new text is parsed again and held against the same edit of the plain data; what differs is never returned.
import { anchorsInUse, detachingSplices } from "#lib/asyncapi/alias-detachment.ts";
import { isSameValue, type JsonValue, valueAt } from "#lib/asyncapi/json-value.ts";
import { stepTowards } from "#lib/asyncapi/own-lines.ts";
import { editValue, type SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { splicesFor } from "#lib/asyncapi/source-splice.ts";
import { nearestOffset } from "#lib/asyncapi/source-tokens.ts";
import { applySplices, type Splice } from "#lib/asyncapi/splice.ts";
import { positionAt, readYamlSource, type YamlSource } from "#lib/asyncapi/yaml-source.ts";

/** Steps that make room for one edit, each of which reads the text again. */
const MAX_STEPS = 40;

/**
 * `unreadable`: the text does not parse; `misfit`: an edit does not fit the data, or its result breaks a bound;
 * `entangled`: it cannot be made without writing anew lines that are not its own. The message starts with a capital.
 */
export type SourceEditResult =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly code: "unreadable" | "misfit" | "entangled";
      readonly message: string;
      /** Where the text stands in the way, from 1. */
      readonly line: number;
      readonly column: number;
    };

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
    const { message, line, column } = read.diagnostics[0] ?? UNREADABLE;
    return { ok: false, code: "unreadable", message, line, column };
  }
  const edited = applyAll(read.source, edits);
  return edited.ok ? { ok: true, text: edited.source.text } : refusal(read.source, edited.refused);
}

const UNREADABLE = { message: "The text cannot be read.", line: 1, column: 1 };

/** Why an edit was not made, at the line of the text as it came. */
function refusal(source: YamlSource, edit: SourceEdit): Extract<SourceEditResult, { ok: false }> {
  const place = positionAt(source.lines, nearestOffset(source, edit.path));
  const what = edit.path.join(" / ").slice(0, 200);
  if (editValue(source.value, edit) === undefined) {
    const message = `This does not fit the definition: ${edit.op} ${what}`;
    return { ok: false, code: "misfit", message, ...place };
  }
  const isShared = anchorsInUse(source).size > 0;
  const reason = isShared
    ? "anchors and aliases (& and *) share it with other places"
    : "the lines around it would have to be written anew";
  const message = `Line ${place.line}: ${what} cannot be changed in place, because ${reason}.`;
  return { ok: false, code: "entangled", message, ...place };
}

type Applied =
  | { readonly ok: true; readonly source: YamlSource }
  | { readonly ok: false; readonly refused: SourceEdit };

/** All edits at once where they keep out of each other's way; else each half on its own, the first half first. */
function applyAll(source: YamlSource, edits: readonly SourceEdit[]): Applied {
  const [only, second] = edits;
  if (only === undefined) return { ok: true, source };
  if (second === undefined) {
    const edited = applyOne(source, only);
    return edited === null ? { ok: false, refused: only } : { ok: true, source: edited };
  }
  const together = applyTogether(source, edits);
  if (together !== null) return { ok: true, source: together };
  const middle = edits.length >> 1;
  const half = applyAll(source, edits.slice(0, middle));
  return half.ok ? applyAll(half.source, edits.slice(middle)) : half;
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
  if (edit.op === "copy") return applyCopy(source, edit, expected);
  return (
    spliced(source, splicesFor(source, edit), expected) ??
    afterSteps(source, edit, expected, stepTowards) ??
    afterSteps(source, edit, expected, (current) => detachingSplices(current, edit.path, "on the node")) ??
    afterSteps(source, edit, expected, (current) => nextStepAmongHolders(current, edit))
  );
}

/** In the words of the text where the layout allows it, else written anew. */
function applyCopy(
  source: YamlSource,
  edit: Extract<SourceEdit, { op: "copy" }>,
  expected: JsonValue,
): YamlSource | null {
  const copied = spliced(source, splicesFor(source, edit), expected);
  const value = valueAt(source.value, edit.from);
  if (copied !== null || value === undefined) return copied;
  return applyOne(source, { op: "set", path: edit.path, value });
}

/** The edit after steps that change no data; null where they end before it can be made. */
function afterSteps(
  source: YamlSource,
  edit: SourceEdit,
  expected: JsonValue,
  nextStep: (source: YamlSource, edit: SourceEdit) => readonly Splice[] | null,
): YamlSource | null {
  let current = source;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const next = spliced(current, nextStep(current, edit), source.value);
    if (next === null) return null;
    current = next;
    const edited = spliced(current, splicesFor(current, edit), expected);
    if (edited !== null) return edited;
  }
  return null;
}

/** What others read of the holders is written out where they do, then the edit's own lines make room. */
function nextStepAmongHolders(source: YamlSource, edit: SourceEdit): readonly Splice[] | null {
  return detachingSplices(source, edit.path, "on its holders") ?? stepTowards(source, edit);
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
