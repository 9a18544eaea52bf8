// What one file of a bundle refers to in the others: each part once, under a name of its own, with its references rewritten.
import {
  ExactNumber,
  type ExactValue,
  exactValue,
  isExactList,
  isExactMap,
} from "#lib/asyncapi/exact-value.ts";
import {
  type JsonObject,
  type JsonValue,
  memberOf,
  objectAt,
  objectFrom,
  type Path,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { listRefs, refToPath } from "#lib/asyncapi/local-ref.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { readYamlSource, type YamlSource } from "#lib/asyncapi/yaml-source.ts";
import { componentKind } from "./component-kind.ts";
import { resolveFileRef } from "./file-ref.ts";
import type { KeptNumbers } from "./kept-numbers.ts";

const MAX_PARTS = 1000;
/** Values of all parts together: a document holds at most half as many. */
const MAX_VALUES = 250_000;
const MAX_CHARACTERS = 2_000_000;

/** Something wrong in a file, at a path, or at a position where the file cannot be read. */
export type Finding = {
  readonly file: string;
  readonly path: Path;
  readonly code: string;
  readonly message: string;
  readonly position?: { readonly line: number; readonly column: number };
};

/** More is referred to than a document may hold. */
export class TooMuch extends Error {
  override message =
    "With all that it refers to the document is too large. Bring fewer files, or smaller ones.";
}

type Part = { readonly file: string; readonly path: Path; readonly kind: string };
type Named = Part & { readonly place: Path };
type Read = { readonly source: YamlSource; exact?: ExactValue };

export class BroughtParts {
  readonly findings: Finding[] = [];
  readonly #main: string;
  readonly #files: ReadonlyMap<string, string>;
  readonly #numbers: KeptNumbers;
  readonly #readByFile = new Map<string, Read | null>();
  /** By file, in the order in which they were found. */
  readonly #partsByFile = new Map<string, Map<string, Part>>();
  readonly #namedByFile = new Map<string, Named[]>();
  #values = 0;
  #characters = 0;

  constructor(main: string, files: ReadonlyMap<string, string>, numbers: KeptNumbers) {
    this.#main = main;
    this.#files = files;
    this.#numbers = numbers;
  }

  /** What a file holds; null where it cannot be read. */
  sourceOf(file: string): YamlSource | null {
    return this.#read(file)?.source ?? null;
  }

  /** Finds all parts; the edits that make the main file's references lead to them. */
  collect(): SourceEdit[] {
    const source = this.sourceOf(this.#main);
    const refs = source === null ? [] : listRefs(source.value).filter(({ ref }) => !ref.startsWith("#"));
    const queue: Part[] = [];
    for (const { path, ref } of refs) this.#follow(this.#main, path, ref, componentKind("root", path), queue);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { file, path, kind } = next;
      const value = valueAt(this.sourceOf(file)?.value, path);
      for (const { path: inner, ref } of listRefs(value ?? null))
        this.#follow(file, [...path, ...inner], ref, componentKind(kind, inner), queue);
    }
    this.#name();
    return refs.flatMap(({ path, ref }): SourceEdit[] => {
      const value = this.#rewritten(this.#main, ref, componentKind("root", path));
      return value === ref ? [] : [{ op: "set", path: [...path, "$ref"], value }];
    });
  }

  /** All parts, by group and name. Throws `TooMuch`. */
  components(): { [kind: string]: JsonObject } {
    const groups = new Map<string, [string, JsonValue][]>();
    for (const { file, path, kind, place } of [...this.#namedByFile.values()].flat()) {
      const read = this.#read(file);
      if (read === null) continue;
      read.exact ??= exactValue(read.source);
      const value = this.#copy(file, exactAt(read.exact, path), kind, []);
      groups.set(kind, [...(groups.get(kind) ?? []), [String(place.at(-1)), value]]);
    }
    return Object.fromEntries([...groups].map(([kind, members]) => [kind, objectFrom(members)]));
  }

  #read(file: string): Read | null {
    const known = this.#readByFile.get(file);
    if (known !== undefined) return known;
    const read = readYamlSource(this.#files.get(file) ?? "");
    if (!read.ok && file !== this.#main) {
      const [{ message, line, column } = { message: "It cannot be read.", line: 1, column: 1 }] =
        read.diagnostics;
      this.findings.push({ file, path: [], code: "bundle-unreadable", message, position: { line, column } });
    }
    const found = read.ok ? { source: read.source } : null;
    this.#readByFile.set(file, found);
    return found;
  }

  /** Notes what a reference leads to, to be followed in turn; or what is wrong with it. */
  #follow(from: string, path: Path, ref: string, kind: string | null, queue: Part[]): void {
    const part = this.#partOf(from, ref, kind);
    if (part === null) return;
    if ("code" in part) {
      this.findings.push({ ...part, file: from, path: [...path, "$ref"] });
      return;
    }
    const parts = this.#partsByFile.get(part.file) ?? new Map<string, Part>();
    this.#partsByFile.set(part.file, parts);
    const key = refToPath(part.path);
    if (parts.has(key)) return;
    if (this.#count() >= MAX_PARTS) throw new TooMuch();
    parts.set(key, part);
    queue.push(part);
  }

  /** Null where nothing is to be brought, or where that was told already. */
  #partOf(from: string, ref: string, kind: string | null): Part | Pick<Finding, "code" | "message"> | null {
    const target = resolveFileRef(ref, from, this.#files);
    if (!target.ok) return { code: target.code, message: target.message };
    const { file, pointer } = target;
    if (file === this.#main) return null;
    const source = this.sourceOf(file);
    if (source === null) return null;
    const path = indexed(source.value, pointer);
    const value = valueAt(source.value, path);
    if (value === undefined)
      return { code: "bundle-missing", message: `There is nothing at ${refToPath(pointer)} of ${file}.` };
    if (typeof value !== "object" && typeof value !== "boolean")
      return {
        code: "bundle-value",
        message: `${file} holds no object there, which "$ref" could stand for.`,
      };
    if (kind !== null) return { file, path, kind };
    const message = "A reference cannot stand for a whole group of parts: refer to each of them.";
    return { code: "bundle-group", message };
  }

  #count(): number {
    return [...this.#partsByFile.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Gives each part a place, but for what stands inside another part of its file. */
  #name(): void {
    const taken = new Map<string, Set<string>>();
    const document = this.sourceOf(this.#main)?.value;
    for (const [file, parts] of this.#partsByFile) {
      const outer = [...parts.values()].filter(
        ({ path }) => !path.some((_step, depth) => parts.has(refToPath(path.slice(0, depth)))),
      );
      const named = outer.map((part): Named => {
        const { kind, path } = part;
        const names =
          taken.get(kind) ?? new Set(["__proto__", ...Object.keys(objectAt(document, ["components", kind]))]);
        taken.set(kind, names);
        const name = freeName(String(path.at(-1) ?? stemOf(file)), names);
        names.add(name);
        return { ...part, place: ["components", kind, name] };
      });
      this.#namedByFile.set(file, named);
    }
  }

  /** The reference as the document has it; as it was where it leads nowhere. */
  #rewritten(from: string, ref: string, kind: string | null): string {
    const target = resolveFileRef(ref, from, this.#files);
    if (!target.ok) return ref;
    if (target.file === this.#main) return refToPath(target.pointer);
    if (kind === null) return ref;
    const place = indexed(this.sourceOf(target.file)?.value, target.pointer);
    const holds = ({ path }: Named) => path.every((step, depth) => step === place[depth]);
    const part = this.#namedByFile.get(target.file)?.find(holds);
    return part === undefined ? ref : refToPath([...part.place, ...place.slice(part.path.length)]);
  }

  #copy(file: string, value: ExactValue, kind: string, path: Path): JsonValue {
    this.#values += 1;
    if (isExactList(value)) {
      this.#spend(0);
      return value.items.map((item, index) => this.#copy(file, item, kind, [...path, index]));
    }
    if (isExactMap(value)) {
      return objectFrom(
        [...value.members].map(([key, member]) => {
          this.#spend(key.length);
          const ref = key === "$ref" && !isExactMap(member) && !isExactList(member) ? member.value : null;
          const copy =
            typeof ref === "string"
              ? this.#rewritten(file, ref, componentKind(kind, path))
              : this.#copy(file, member, kind, [...path, key]);
          return [key, copy] as const;
        }),
      );
    }
    const scalar = value.value;
    this.#spend(typeof scalar === "string" ? scalar.length : 0);
    return scalar instanceof ExactNumber ? this.#numbers.keep(scalar) : scalar;
  }

  #spend(characters: number): void {
    this.#characters += characters;
    if (this.#values > MAX_VALUES || this.#characters > MAX_CHARACTERS) throw new TooMuch();
  }
}

/** A file's name without its folders and its ending. */
function stemOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1).replace(/(?<=.)\.[^.]*$/, "");
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const base = wanted.replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, 100) || "part";
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
  return name;
}

/** The steps of a pointer, numbers where the data has a list. */
function indexed(root: JsonValue | undefined, pointer: readonly string[]): Path {
  let value = root;
  return pointer.map((step) => {
    const found = Array.isArray(value) ? Number(step) : step;
    value = memberOf(value, found);
    return found;
  });
}

function exactAt(value: ExactValue, path: Path): ExactValue {
  return path.reduce<ExactValue>((current, step) => {
    const member = isExactMap(current)
      ? current.members.get(String(step))
      : isExactList(current)
        ? current.items[Number(step)]
        : undefined;
    if (member === undefined) throw new RangeError("A part is not where it was found");
    return member;
  }, value);
}
