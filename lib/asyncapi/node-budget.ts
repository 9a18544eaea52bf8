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

/** Of a whole that was split, one part in so many is set aside, the same for each section. */
const SET_ASIDE = 4;

/** What a text is cut to where nothing is left: enough to be known by. */
const LONGEST_UNPAID = 80;

export class NodeBudget {
  readonly #nodes: number;
  #left: number;
  /** What a section has of its own, once the whole is spent. */
  #ownLeft = 0;
  #perSection = 0;
  #isOverdrawn = false;
  #hasLeftOut = false;
  readonly #whole: NodeBudget | null;
  /** What was read, of the whole. */
  readonly #read = new Set<string>();

  constructor(nodes: number, whole: NodeBudget | null = null) {
    this.#nodes = nodes;
    this.#left = nodes;
    this.#whole = whole;
  }

  /** A budget for a whole of so many sections: each can spend a little, whatever those before it took. */
  static ofSections(nodes: number, sections: number): NodeBudget {
    const aside = nodes / SET_ASIDE;
    const whole = new NodeBudget(nodes - aside);
    whole.#perSection = aside / Math.max(1, sections);
    return whole;
  }

  /** A budget for one section, spent from that of the whole. */
  section(nodes = SECTION_NODES): NodeBudget {
    const section = new NodeBudget(nodes, this.whole);
    section.#ownLeft = this.whole.#perSection;
    return section;
  }

  /** Pays for nodes; false where there is nothing left, so that whatever they are is left out. */
  spend(nodes = 1): boolean {
    if (this.#payable <= 0) {
      this.#isOverdrawn = true;
      this.#noteLeftOut();
      return false;
    }
    this.#pay(nodes);
    return true;
  }

  get #payable(): number {
    if (this.#whole === null) return this.#left;
    return Math.min(this.#left, Math.max(0, this.#whole.#left) + Math.max(0, this.#ownLeft));
  }

  /** True once the whole is spent: what is long, or takes long to write, is left out then, and a section has what was set aside. */
  mustSpare(): boolean {
    if (this.whole.#left > 0) return false;
    this.#noteLeftOut();
    return true;
  }

  /** False where the names that lead to a part are longer than what is left, so that it is left out. */
  canName(path: readonly (string | number)[]): boolean {
    if (costOf(path) <= this.#payable) return true;
    this.#noteLeftOut();
    return false;
  }

  /** Whether something may be read, by its name: the first time always, and again while half of the whole is left. */
  mayRead(name: string): boolean {
    const whole = this.whole;
    if (whole.#read.has(name)) return whole.#left > whole.#nodes / 2;
    whole.#read.add(name);
    return true;
  }

  /** Pays for a text that is shown and returns it; cut where it is longer than `longest`, or than what is left. */
  text(text: string, longest = 20_000): string {
    const most = Math.max(LONGEST_UNPAID, Math.ceil(this.#payable * TEXT_UNIT));
    if (Math.min(text.length, longest) > most) this.#noteLeftOut();
    const shown = Math.min(longest, most);
    this.#pay(Math.floor(Math.min(text.length, shown) / TEXT_UNIT));
    return text.length > shown ? `${text.slice(0, shown)}… and more` : text;
  }

  /** Pays for the names that lead to a part, which ids and places repeat; those of ordinary length cost nothing. */
  names(path: readonly (string | number)[]): void {
    this.#pay(costOf(path));
  }

  #pay(nodes: number): void {
    this.#left -= nodes;
    if (this.#whole === null) return;
    if (this.#whole.#left > 0) this.#whole.#pay(nodes);
    else this.#ownLeft -= nodes;
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

function costOf(path: readonly (string | number)[]): number {
  const long = path.filter((step) => typeof step === "string" && step.length > LONG_NAME);
  return long.reduce((sum: number, step) => sum + String(step).length / TEXT_UNIT, 0);
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
