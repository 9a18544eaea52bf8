// Where in the document each part of another file comes to stand, under a name that nothing else has.
import { type JsonValue, objectAt, type Path } from "#lib/asyncapi/json-value.ts";
import { refToPath } from "#lib/asyncapi/local-ref.ts";

/** What a reference leads to in another file. */
export type Part = {
  readonly file: string;
  readonly path: Path;
  /** The group of `components` that it belongs in. */
  readonly kind: string;
  /** An operation names it as its channel. */
  readonly isServed: boolean;
};
export type PlacedPart = Part & { readonly place: Path };

/** By file and path, in the order in which they were found. */
export type PartsByFile = Map<string, Map<string, Part>>;
export type PlacedParts = ReadonlyMap<string, ReadonlyMap<string, PlacedPart>>;

export function partId(file: string, path: Path): string {
  return `${file}\0${refToPath(path)}`;
}

/**
 * Gives each part a place, but for what stands inside another part of its file. A channel of the document, and one that an
 * operation names, comes to stand under `channels`, where operations have to look for theirs; all else under `components`.
 *
 * @param channelNames Names that the document has for channels of other files, by `partId`.
 */
export function placeParts(
  partsByFile: PartsByFile,
  document: JsonValue,
  channelNames: ReadonlyMap<string, string>,
): PlacedParts {
  const taken = new Map<string, Set<string>>();
  const freeIn = (group: Path, wanted: string): Path => {
    const key = refToPath(group);
    const names = taken.get(key) ?? new Set(["__proto__", ...Object.keys(objectAt(document, group))]);
    taken.set(key, names);
    const name = freeName(wanted, names);
    names.add(name);
    return [...group, name];
  };
  const placeOf = ({ file, path, kind, isServed }: Part): Path => {
    const known = channelNames.get(partId(file, path));
    if (kind === "channels" && known !== undefined) return ["channels", known];
    const group = kind === "channels" && isServed ? ["channels"] : ["components", kind];
    return freeIn(group, String(path.at(-1) ?? stemOf(file)));
  };
  return new Map(
    [...partsByFile].map(([file, parts]) => {
      const outer = [...parts].filter(
        ([, { path }]) => !path.some((_step, depth) => parts.has(refToPath(path.slice(0, depth)))),
      );
      return [file, new Map(outer.map(([key, part]) => [key, { ...part, place: placeOf(part) }]))];
    }),
  );
}

/** The part that holds what stands at a path of a file. */
export function holderOf(placed: PlacedParts, file: string, path: Path): PlacedPart | undefined {
  const parts = placed.get(file);
  for (let depth = 0; depth <= path.length; depth += 1) {
    const part = parts?.get(refToPath(path.slice(0, depth)));
    if (part !== undefined) return part;
  }
  return undefined;
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
