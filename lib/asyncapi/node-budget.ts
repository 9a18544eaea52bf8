// How much of a document is made ready to be read: one budget for all of a view, spent by everything that is looked at,
// shown or not. References make a small text mean a tree without end; what a budget cannot pay for is left out, and said.

/** Characters of text that cost as much as one node. */
const TEXT_UNIT = 128;

/** Characters of a name that nobody would call long. */
const LONG_NAME = 256;

/** Nodes of one section of a view: a message, or what stands around messages. More is nothing that anybody reads. */
export const SECTION_NODES = 4000;

/** Nodes of a whole view, which is drawn a section at a time. */
export const VIEW_NODES = 40_000;

/** Nodes for a text of so many characters: a short text that means very much is made to be slow. */
export function nodesFor(characters: number): number {
  return Math.min(VIEW_NODES, SECTION_NODES + Math.floor(characters / 4));
}

export class NodeBudget {
  #left: number;
  #isOverdrawn = false;
  #hasLeftOut = false;
  readonly #whole: NodeBudget | null;

  constructor(nodes: number, whole: NodeBudget | null = null) {
    this.#left = nodes;
    this.#whole = whole;
  }

  /** A budget for one section, spent from that of the whole. */
  section(nodes = SECTION_NODES): NodeBudget {
    return new NodeBudget(nodes, this.whole);
  }

  /** Pays for nodes; false where there is nothing left, so that whatever they are is left out. */
  spend(nodes = 1): boolean {
    if (this.#left <= 0 || this.#whole?.spend(nodes) === false) {
      this.#isOverdrawn = true;
      this.#noteLeftOut();
      return false;
    }
    this.#left -= nodes;
    return true;
  }

  /** Pays for a text that is shown and returns it; cut where it is longer than `longest`. */
  text(text: string, longest = 20_000): string {
    this.#pay(Math.floor(Math.min(text.length, longest) / TEXT_UNIT));
    return text.length > longest ? `${text.slice(0, longest)}… and more` : text;
  }

  /** Pays for the names that lead to a part, which ids and places repeat; those of ordinary length cost nothing. */
  names(path: readonly (string | number)[]): void {
    for (const step of path)
      if (typeof step === "string" && step.length > LONG_NAME) this.#pay(step.length / TEXT_UNIT);
  }

  #pay(nodes: number): void {
    this.#left -= nodes;
    if (this.#whole) this.#whole.#pay(nodes);
  }

  #noteLeftOut(): void {
    this.#hasLeftOut = true;
    if (this.#whole) this.#whole.#noteLeftOut();
  }

  /** The budget that this one is a section of, or itself. */
  get whole(): NodeBudget {
    return this.#whole ?? this;
  }

  /** True once something had to be left out. */
  get isOverdrawn(): boolean {
    return this.#isOverdrawn;
  }

  /** True once something had to be left out here or in a section. */
  get hasLeftOut(): boolean {
    return this.#hasLeftOut;
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
