// How much of a document is made ready to be read: one budget for all of a view, spent by everything that is looked at,
// shown or not. References make a small text mean a tree without end; what a budget cannot pay for is left out, and said.

/** Characters of text that cost as much as one node. */
const TEXT_UNIT = 256;

/** Nodes of a whole view. More makes a page that takes seconds to draw and that nobody reads. */
export const VIEW_NODES = 4000;

export class NodeBudget {
  #left: number;
  #isOverdrawn = false;

  constructor(nodes: number) {
    this.#left = nodes;
  }

  /** Pays for nodes; false where there is nothing left, so that whatever they are is left out. */
  spend(nodes = 1): boolean {
    if (this.#left <= 0) {
      this.#isOverdrawn = true;
      return false;
    }
    this.#left -= nodes;
    return true;
  }

  /** Pays for a text that is shown and returns it; cut where it is longer than `longest`. */
  text(text: string, longest = 20_000): string {
    this.#left -= Math.floor(Math.min(text.length, longest) / TEXT_UNIT);
    return text.length > longest ? `${text.slice(0, longest)}… and more` : text;
  }

  /** True once something had to be left out. */
  get isOverdrawn(): boolean {
    return this.#isOverdrawn;
  }
}

/** The first items, as many as can be paid for. */
export function affordable<Item>(budget: NodeBudget, items: readonly Item[]): Item[] {
  const kept: Item[] = [];
  for (const item of items) {
    if (!budget.spend()) break;
    kept.push(item);
  }
  return kept;
}
