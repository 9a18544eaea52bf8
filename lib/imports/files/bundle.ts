// Makes one document of several files that refer to each other. The main file's text keeps its bytes: its references change,
// and what they lead to is added under `components`. Never throws and never fetches: the files may come from anyone.
import { MAX_DEFINITION_BYTES } from "#lib/asyncapi/definition-size.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { type JsonValue, objectFrom, type Path, valueAt } from "#lib/asyncapi/json-value.ts";
import { listRefs } from "#lib/asyncapi/local-ref.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { editSource } from "#lib/asyncapi/source-edit.ts";
import { nearestOffset } from "#lib/asyncapi/source-tokens.ts";
import { glimpseYamlSource, positionAt } from "#lib/asyncapi/yaml-source.ts";
import { BroughtParts, type Finding, TooMuch } from "./brought-parts.ts";
import { type Fetched, nothingFetched, resolveFileRef } from "./file-ref.ts";
import { KeptNumbers } from "./kept-numbers.ts";
import { withRefs } from "./ref-edits.ts";

/** A finding, and the file that its line is of. */
export type BundleDiagnostic = Diagnostic & { readonly file: string };

export type Bundle = {
  /** The document; empty where it cannot be made. */
  readonly text: string;
  /** What is wrong with references; where the text is empty, the one reason for it. */
  readonly diagnostics: readonly BundleDiagnostic[];
  /** The other files that something was brought from. */
  readonly parts: readonly string[];
  /** Addresses that are referred to, of which nothing is known yet. */
  readonly wanted: readonly string[];
};

/** The files that are AsyncAPI documents and that no other such file refers to: all of them where each is referred to. */
export function mainFiles(files: ReadonlyMap<string, string>): string[] {
  const documents = new Map<string, JsonValue>();
  for (const [file, text] of files) {
    const value = documentIn(text);
    if (value !== undefined) documents.set(file, value);
  }
  const referred = new Set<string>();
  if (documents.size > 1)
    for (const [file, value] of documents)
      for (const { ref } of listRefs(value)) {
        const target = resolveFileRef(ref, file, files);
        if (target.ok && target.file !== file) referred.add(target.file);
      }
  const all = [...documents.keys()];
  const free = all.filter((file) => !referred.has(file));
  return free.length > 0 ? free : all;
}

/** The document in a file, with what it refers to in the others, by their paths. */
export function bundle(
  main: string,
  files: ReadonlyMap<string, string>,
  fetched: Fetched = nothingFetched,
): Bundle {
  const text = files.get(main) ?? "";
  try {
    return bundleInto(main, text, files, fetched);
  } catch (error) {
    const message =
      error instanceof TooMuch ? error.message : "These files cannot be made one document. Bring it whole.";
    return without(main, "bundle-too-large", message);
  }
}

function bundleInto(
  main: string,
  text: string,
  files: ReadonlyMap<string, string>,
  fetched: Fetched,
): Bundle {
  const numbers = new KeptNumbers(files.values());
  const parts = new BroughtParts(main, files, numbers, fetched);
  const source = parts.sourceOf(main);
  // What is wrong with its syntax is told by the reader of the document.
  if (source === null) return { text, parts: [], diagnostics: [], wanted: [] };
  const refs = parts.collect();
  const added = additions(parts.brought(), source.value);
  const linked = withRefs(source, refs);
  const edited =
    linked === null
      ? editSource(text, [...refs.map((ref): SourceEdit => ({ op: "set", ...ref })), ...added])
      : editSource(linked, added);
  if (!edited.ok) {
    const message =
      "What the document refers to cannot be brought into it: it would be too large, or its components or channels are no object.";
    return without(main, "bundle-misfit", message);
  }
  const diagnostics = parts.findings.map((found) => located(parts, found));
  return {
    text: numbers.written(edited.text),
    diagnostics,
    parts: parts.files(),
    wanted: [...parts.wanted],
  };
}

type Brought = ReturnType<BroughtParts["brought"]>;

/** One edit for each group that is not there yet, else one for each part: what stands there keeps its bytes. */
function additions(brought: Brought, document: JsonValue): SourceEdit[] {
  const edits: SourceEdit[] = [];
  const groups = new Map<string, { path: Path; members: [string, JsonValue][] }>();
  for (const { place, value } of brought) {
    const path = place.slice(0, -1);
    if (valueAt(document, path) !== undefined) edits.push({ op: "set", path: place, value });
    else {
      const group = groups.get(path.join("/")) ?? { path, members: [] };
      groups.set(path.join("/"), group);
      group.members.push([String(place.at(-1)), value]);
    }
  }
  const absent = [...groups.values()].map(({ path, members }) => ({ path, value: objectFrom(members) }));
  const isBare = valueAt(document, ["components"]) === undefined;
  const inNew = absent.filter(({ path: [first] }) => isBare && first === "components");
  const components = objectFrom(inNew.map(({ path, value }) => [String(path[1]), value] as const));
  if (inNew.length > 0) edits.push({ op: "set", path: ["components"], value: components });
  for (const group of absent) if (!inNew.includes(group)) edits.push({ op: "set", ...group });
  return edits;
}

/** What a file holds that says which AsyncAPI it is, as far as it can be read; undefined for other files. */
function documentIn(text: string): JsonValue | undefined {
  if (!/^[\s{"'\uFEFF]*asyncapi["']?\s*:|["']asyncapi["']\s*:/m.test(text)) return undefined;
  // Its reader tells that it is too large.
  if (text.length > MAX_DEFINITION_BYTES) return null;
  const value = glimpseYamlSource(text)?.value;
  return valueAt(value, ["asyncapi"]) === undefined ? undefined : value;
}

function located(parts: BroughtParts, { file, path, code, message, position }: Finding): BundleDiagnostic {
  const source = parts.sourceOf(file);
  const at = position ?? (source === null ? start : positionAt(source.lines, nearestOffset(source, path)));
  return { severity: "error", code, message, file, ...at };
}

const start = { line: 1, column: 1 };
function without(file: string, code: string, message: string): Bundle {
  return {
    text: "",
    parts: [],
    wanted: [],
    diagnostics: [{ severity: "error", code, message, file, ...start }],
  };
}
