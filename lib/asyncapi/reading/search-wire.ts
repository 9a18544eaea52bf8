// The index of the search as it travels to the browser: what entries have in common is written once, so that all of a large
// document fits. What does not is left out from the end, and said.
import type { SearchEntry } from "./search.ts";

type PackedEntry = readonly [
  place: number,
  stem: number,
  tail: string,
  name: string,
  text: string,
  values: readonly string[],
];

export type PackedIndex = {
  /** What entries stand in: the number of the place around it (-1 for none), and its name. */
  readonly places: readonly (readonly [around: number, name: string])[];
  /** Addresses up to their last part. */
  readonly stems: readonly string[];
  readonly entries: readonly PackedEntry[];
  /** True where the document goes on beyond what is searched. */
  readonly isCut: boolean;
};

/** The index of a view, and whether the view itself has less than the document. */
export type PackedSearch = PackedIndex & {
  /** True where trees or texts were cut, so that their ends cannot be found. */
  readonly hasCutParts: boolean;
};

/** Characters of an index; more than documents of 2.5 MB have. */
const MOST_CHARACTERS = 6_000_000;
/** What an entry takes beside its texts: numbers, quotes, commas. */
const ENTRY_CHARACTERS = 24;

export function packIndex(entries: readonly SearchEntry[], most = MOST_CHARACTERS): PackedIndex {
  const places = new Numbers();
  const stems = new Numbers();
  const packed: PackedEntry[] = [];
  let characters = 0;
  for (const { id, within, name, text, values } of entries) {
    const end = id.lastIndexOf(".") + 1;
    const place = within.reduce((around, one) => places.of(`${around} ${one}`), -1);
    packed.push([place, stems.of(id.slice(0, end)), id.slice(end), name, text, values]);
    characters += sizeOf([id.slice(end), name, text, ...values]) + ENTRY_CHARACTERS;
    if (characters + places.characters + stems.characters <= most) continue;
    packed.pop();
    break;
  }
  return {
    places: places.all.map((key) => {
      const end = key.indexOf(" ");
      return [Number(key.slice(0, end)), key.slice(end + 1)] as const;
    }),
    stems: stems.all,
    entries: packed,
    isCut: packed.length < entries.length,
  };
}

export function unpackIndex({ places, stems, entries }: PackedIndex): SearchEntry[] {
  const within: (readonly string[])[] = [];
  for (const [around, name] of places) within.push([...(within[around] ?? []), name]);
  return entries.map(([place, stem, tail, name, text, values]) => ({
    id: `${stems[stem] ?? ""}${tail}`,
    within: within[place] ?? [],
    name,
    text,
    values,
  }));
}

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((sum, one) => sum + one.length, 0);
}

/** Texts by the number in which they came first. */
class Numbers {
  readonly #numbers = new Map<string, number>();
  /** Of all of them together. */
  characters = 0;

  get all(): readonly string[] {
    return [...this.#numbers.keys()];
  }

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    this.characters += text.length;
    return this.#numbers.size - 1;
  }
}
