// What is said of a conversion: what was put right, and what the result does not carry.
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import type { Path } from "#lib/asyncapi/json-value.ts";

/** At a place of the text as it came. */
export type ConversionNote = Pick<Diagnostic, "severity" | "code" | "message"> & { readonly path: Path };

/** Notes in the order they are made, of each kind so many. */
export class ConversionNotes {
  readonly #notes: ConversionNote[] = [];
  readonly #countByCode = new Map<string, number>();

  /** Something to know: nothing is lost. */
  info(code: string, message: string, path: Path): void {
    this.#add({ severity: "info", code, message, path });
  }

  /** Something is not in the result, or may mean something else there. */
  warning(code: string, message: string, path: Path): void {
    this.#add({ severity: "warning", code, message, path });
  }

  #add(note: ConversionNote): void {
    const count = (this.#countByCode.get(note.code) ?? 0) + 1;
    this.#countByCode.set(note.code, count);
    if (count <= MAX_OF_A_KIND) this.#notes.push(note);
  }

  list(): readonly ConversionNote[] {
    const more = [...this.#countByCode].flatMap(([code, count]): ConversionNote[] => {
      if (count <= MAX_OF_A_KIND) return [];
      const message = `The same is so in ${count - MAX_OF_A_KIND} more places.`;
      return [{ severity: "info", code, message, path: [] }];
    });
    return [...this.#notes, ...more];
  }
}

const MAX_OF_A_KIND = 10;
