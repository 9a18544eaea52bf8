// Makes one document of several files that refer to each other. The main file's text keeps its bytes: its references change,
// and what they lead to is added under `components`. Never throws and never fetches: the files may come from anyone.
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { type objectAt, textAt, valueAt } from "#lib/asyncapi/json-value.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { editSource } from "#lib/asyncapi/source-edit.ts";
import { nearestOffset } from "#lib/asyncapi/source-tokens.ts";
import { glimpseYamlSource, positionAt } from "#lib/asyncapi/yaml-source.ts";
import { BroughtParts, type Finding, TooMuch } from "./brought-parts.ts";
import { KeptNumbers } from "./kept-numbers.ts";

/** A finding, and the file that its line is of. */
export type BundleDiagnostic = Diagnostic & { readonly file: string };

export type Bundle = {
  /** The document; empty where no file is the main one. */
  readonly text: string;
  readonly diagnostics: readonly BundleDiagnostic[];
  /** Path of the file that holds the document. */
  readonly main: string | null;
};

/** The document of some files, by their paths: the one file with a key `asyncapi`, and what it refers to in the others. */
export function bundle(files: ReadonlyMap<string, string>): Bundle {
  const [main, ...others] = [...files].filter(([, text]) => isMain(text)).map(([file]) => file);
  if (main === undefined) return without("", noMain);
  if (others.length > 0) return without(main, severalMains([main, ...others]));
  const text = files.get(main) ?? "";
  try {
    return bundleInto(main, text, files);
  } catch (error) {
    const message =
      error instanceof TooMuch ? error.message : "These files cannot be made one document. Bring it whole.";
    return { text, main, diagnostics: [fault(main, "bundle-too-large", message)] };
  }
}

function bundleInto(main: string, text: string, files: ReadonlyMap<string, string>): Bundle {
  const numbers = new KeptNumbers(files.values());
  const parts = new BroughtParts(main, files, numbers);
  const source = parts.sourceOf(main);
  // What is wrong with its syntax is told by the reader of the document.
  if (source === null) return { text, main, diagnostics: [] };
  const refEdits = parts.collect();
  const edits = [...refEdits, ...additions(parts, source.value)];
  const edited = editSource(text, edits);
  const diagnostics = parts.findings.map((found) => located(parts, found));
  if (!edited.ok) {
    const message =
      "What the document refers to cannot be brought into it: it would be too large, or its components are no object.";
    return { text, main, diagnostics: [...diagnostics, fault(main, "bundle-misfit", message)] };
  }
  return { text: numbers.written(edited.text), main, diagnostics };
}

/** One edit for each group that is not there yet, else one for each part: what stands there keeps its bytes. */
function additions(parts: BroughtParts, document: Parameters<typeof objectAt>[0]): SourceEdit[] {
  const components = parts.components();
  if (Object.keys(components).length === 0) return [];
  if (valueAt(document, ["components"]) === undefined)
    return [{ op: "set", path: ["components"], value: components }];
  return Object.entries(components).flatMap(([kind, members]): SourceEdit[] =>
    valueAt(document, ["components", kind]) === undefined
      ? [{ op: "set", path: ["components", kind], value: members }]
      : Object.entries(members).map(([name, value]) => ({
          op: "set",
          path: ["components", kind, name],
          value,
        })),
  );
}

function isMain(text: string): boolean {
  if (!text.includes("asyncapi")) return false;
  const value = glimpseYamlSource(text)?.value;
  return textAt(value, ["asyncapi"]) !== null || typeof valueAt(value, ["asyncapi"]) === "number";
}

function located(parts: BroughtParts, { file, path, code, message, position }: Finding): BundleDiagnostic {
  const source = parts.sourceOf(file);
  const at = position ?? (source === null ? start : positionAt(source.lines, nearestOffset(source, path)));
  return { severity: "error", code, message, file, ...at };
}

const start = { line: 1, column: 1 };
const noMain = "None of these files is an AsyncAPI document: one must have the key asyncapi.";

function severalMains(names: readonly string[]): string {
  const told = names.length > 5 ? [...names.slice(0, 5), "more"] : names;
  return `Several of these files are AsyncAPI documents: ${told.join(", ")}. Bring one, with the files that it refers to.`;
}

function without(file: string, message: string): Bundle {
  return { text: "", main: null, diagnostics: [fault(file, "bundle-main", message)] };
}

function fault(file: string, code: string, message: string): BundleDiagnostic {
  return { severity: "error", code, message, file, ...start };
}
