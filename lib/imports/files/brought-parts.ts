// What one file of a bundle refers to in the others: each part once, under a name of its own, with its references rewritten.

import { componentKind } from "#lib/asyncapi/component-kind.ts";
import { MAX_DEFINITION_BYTES } from "#lib/asyncapi/definition-size.ts";
import {
  ExactNumber,
  type ExactValue,
  exactValue,
  isExactList,
  isExactMap,
} from "#lib/asyncapi/exact-value.ts";
import { type JsonValue, memberOf, objectFrom, type Path, valueAt } from "#lib/asyncapi/json-value.ts";
import { listRefs, refToPath } from "#lib/asyncapi/local-ref.ts";
import { readYamlSource, type YamlSource } from "#lib/asyncapi/yaml-source.ts";
import { isAddress } from "#lib/imports/external-address.ts";
import { ownMessageRef } from "./channel-messages.ts";
import { type Fetched, type FileRef, resolveFileRef } from "./file-ref.ts";
import type { KeptNumbers } from "./kept-numbers.ts";
import {
  holderOf,
  type Part,
  type PartsByFile,
  type PlacedParts,
  partId,
  placeParts,
} from "./part-places.ts";
import { type RefEdit, unfollowedRefs } from "./ref-edits.ts";

const MAX_PARTS = 1000;
/** Values of all parts together: a document holds at most half as many. */
const MAX_VALUES = 500_000;
/** Characters of all keys and texts that are brought: the document is never shorter. */
const MAX_CHARACTERS = MAX_DEFINITION_BYTES;

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

type Read = { readonly source: YamlSource; exact?: ExactValue };

export class BroughtParts {
  readonly findings: Finding[] = [];
  /** Addresses that something is referred to at, and that nobody has asked yet. */
  readonly wanted = new Set<string>();
  readonly #main: string;
  readonly #files: ReadonlyMap<string, string>;
  readonly #numbers: KeptNumbers;
  readonly #fetched: Fetched;
  readonly #readByFile = new Map<string, Read | null>();
  /** By file, in the order in which they were found. */
  readonly #partsByFile: PartsByFile = new Map();
  #placed: PlacedParts = new Map();
  readonly #followed = new WeakSet<object>();
  #count = 0;
  #values = 0;
  #characters = 0;

  constructor(main: string, files: ReadonlyMap<string, string>, numbers: KeptNumbers, fetched: Fetched) {
    this.#main = main;
    this.#files = files;
    this.#numbers = numbers;
    this.#fetched = fetched;
  }

  /** What a file holds; null where it cannot be read. */
  sourceOf(file: string): YamlSource | null {
    return this.#read(file)?.source ?? null;
  }

  /** Finds all parts; the edits that make the main file's references lead to them. */
  collect(): RefEdit[] {
    const document = this.sourceOf(this.#main)?.value ?? null;
    const refs = listRefs(document).filter(({ ref }) => !ref.startsWith("#"));
    const queue: Part[] = [];
    for (const { path, ref } of refs) this.#follow(this.#main, path, ref, componentKind("root", path), queue);
    for (const { file, path, kind } of queue) {
      const value = valueAt(this.sourceOf(file)?.value, path);
      for (const { path: inner, ref } of unfollowedRefs(value, this.#followed))
        this.#follow(file, [...path, ...inner], ref, componentKind(kind, inner), queue);
    }
    this.#placed = placeParts(this.#partsByFile, document, this.#channelNames(refs));
    return refs.flatMap(({ path, ref }): RefEdit[] => {
      const value =
        this.#ownMessage(document, path, ref) ??
        this.#rewritten(this.#main, ref, componentKind("root", path));
      const isItself = value === refToPath(path);
      return value === ref || isItself ? [] : [{ path: [...path, "$ref"], value }];
    });
  }

  /** All parts, each with its place in the document. Throws `TooMuch`. */
  brought(): { readonly place: Path; readonly value: JsonValue }[] {
    return [...this.#placed.values()]
      .flatMap((parts) => [...parts.values()])
      .flatMap(({ file, path, kind, place }) => {
        const read = this.#read(file);
        if (read === null) return [];
        read.exact ??= exactValue(read.source);
        return [{ place, value: this.#copy(file, exactAt(read.exact, path), kind, []) }];
      });
  }

  /** The files that something was brought from. */
  files(): string[] {
    return [...this.#placed].filter(([, parts]) => parts.size > 0).map(([file]) => file);
  }

  /** Names under which the document itself has channels that stand in other files. */
  #channelNames(refs: readonly { readonly path: Path; readonly ref: string }[]): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    for (const { path, ref } of refs) {
      if (path.length !== 2 || path[0] !== "channels") continue;
      const target = this.#target(ref, this.#main);
      if (!target.ok || target.file === this.#main) continue;
      const id = partId(target.file, indexed(this.sourceOf(target.file)?.value, target.pointer));
      if (!names.has(id)) names.set(id, String(path[1]));
    }
    return names;
  }

  #ownMessage(document: JsonValue, path: Path, ref: string): string | null {
    return ownMessageRef({ file: this.#main, document }, path, ref, {
      rewritten: (channel) => this.#rewritten(this.#main, channel, "channels"),
      follow: (from, step) => {
        const target = this.#target(step, from);
        const source = target.ok ? this.sourceOf(target.file) : null;
        if (!target.ok || source === null) return null;
        const at = indexed(source.value, target.pointer);
        const value = valueAt(source.value, at);
        return value === undefined ? null : { file: target.file, path: at, value };
      },
    });
  }

  #target(ref: string, from: string): FileRef {
    return resolveFileRef(ref, from, this.#files, this.#fetched);
  }

  #read(file: string): Read | null {
    const known = this.#readByFile.get(file);
    if (known !== undefined) return known;
    const read = readYamlSource(this.#files.get(file) ?? "");
    if (!read.ok && file !== this.#main) {
      const [{ message, line, column } = { message: "It cannot be read.", line: 1, column: 1 }] =
        read.diagnostics;
      // What a server answers is not told, and words about its syntax may quote it.
      const told = isAddress(file) ? "What stands there cannot be read as YAML or JSON." : message;
      this.findings.push({
        file,
        path: [],
        code: "bundle-unreadable",
        message: told,
        position: { line, column },
      });
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
    const known = parts.get(key);
    const isServed = known?.isServed === true || isOfOperation(from === this.#main, path);
    parts.set(key, { ...part, kind: known?.kind ?? part.kind, isServed });
    if (known !== undefined) return;
    this.#count += 1;
    if (this.#count > MAX_PARTS) throw new TooMuch();
    queue.push(part);
  }

  /** Null where nothing is to be brought, or where that was told already. */
  #partOf(from: string, ref: string, kind: string | null): Part | Pick<Finding, "code" | "message"> | null {
    const target = this.#target(ref, from);
    if (!target.ok) {
      const { code, message, address } = target;
      if (code === "bundle-address" && address !== undefined) this.wanted.add(address);
      return { code, message };
    }
    const { file, pointer } = target;
    if (file === this.#main) return null;
    const source = this.sourceOf(file);
    if (source === null) return null;
    const path = indexed(source.value, pointer);
    const value = valueAt(source.value, path);
    if (value === undefined)
      return { code: "bundle-nowhere", message: `There is nothing at ${refToPath(pointer)} of ${file}.` };
    if (typeof value !== "object" && typeof value !== "boolean")
      return {
        code: "bundle-value",
        message: `${file} holds no object there, which "$ref" could stand for.`,
      };
    if (kind !== null) return { file, path, kind, isServed: false };
    const message = "A reference cannot stand for a whole group of parts: refer to each of them.";
    return { code: "bundle-group", message };
  }

  /** The reference as the document has it; as it was where it leads nowhere. */
  #rewritten(from: string, ref: string, kind: string | null): string {
    const target = this.#target(ref, from);
    if (!target.ok) {
      // From within the document a relative reference would lead elsewhere than from the file it stood in.
      const { address } = target;
      return address === undefined || from === this.#main ? ref : `${address}${/#.*$/s.exec(ref)?.[0] ?? ""}`;
    }
    if (target.file === this.#main) return refToPath(target.pointer);
    if (kind === null) return ref;
    const at = indexed(this.sourceOf(target.file)?.value, target.pointer);
    const part = holderOf(this.#placed, target.file, at);
    return part === undefined ? ref : refToPath([...part.place, ...at.slice(part.path.length)]);
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

/** True where an operation or its reply names its channel: such a channel has to be one of the document's own. */
function isOfOperation(isInMain: boolean, path: Path): boolean {
  return path.at(-1) === "channel" && !(isInMain && path[0] === "components");
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
