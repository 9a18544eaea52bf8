// What was sent before, newest first, and the draft that was at hand when somebody began to look back. Nothing that was
// typed is lost by looking.
import { type Draft, EMPTY_DRAFT } from "./draft.ts";

const MAX_KEPT = 50;
/** Place of the draft at hand: before the newest that was sent. */
const AT_HAND = -1;

export class DraftHistory {
  #past: readonly Draft[];
  readonly #onKept: (past: readonly Draft[]) => void;
  #place = AT_HAND;
  #atHand: Draft = EMPTY_DRAFT;

  /** Begins with what was sent before, newest first; `onKept` has all that is kept whenever that changes. */
  constructor(past: readonly Draft[] = [], onKept: (past: readonly Draft[]) => void = () => {}) {
    this.#past = past.slice(0, MAX_KEPT);
    this.#onKept = onKept;
  }

  /** Forgets all, without a word to anybody. */
  clear(): void {
    this.#past = [];
    this.#place = AT_HAND;
    this.#atHand = EMPTY_DRAFT;
  }

  /** Keeps a draft that was sent, or that another one takes the place of. */
  push(draft: Draft): void {
    if (this.#place !== AT_HAND && !isSame(draft, this.#atHand)) this.#keep(this.#atHand);
    this.#keep(draft);
    this.#place = AT_HAND;
  }

  /** Whether this text can be brought back, whichever message it is meant to be. */
  holds({ kind, text }: Draft): boolean {
    return this.#past.some((past) => past.text === text && past.kind === kind);
  }

  /** The one before what is shown; null where there is none. */
  older(shown: Draft): Draft | null {
    this.#notice(shown);
    const isShown = (draft: Draft | undefined) => draft !== undefined && isSame(draft, shown);
    const place = this.#place === AT_HAND && isShown(this.#past[0]) ? 1 : this.#place + 1;
    const found = this.#past[place];
    if (!found) return null;
    this.#place = place;
    return found;
  }

  /** The one after what is shown, at last the draft that was at hand; null where that is shown. */
  newer(shown: Draft): Draft | null {
    this.#notice(shown);
    if (this.#place === AT_HAND) return null;
    this.#place -= 1;
    return this.#past[this.#place] ?? this.#atHand;
  }

  /** One that was brought back and then changed is the draft at hand; the one before it is kept with the rest. */
  #notice(shown: Draft): void {
    const broughtBack = this.#past[this.#place];
    if (broughtBack && !isSame(broughtBack, shown)) this.push(this.#atHand);
    if (this.#place === AT_HAND) this.#atHand = onlyDraft(shown);
  }

  #keep(draft: Draft): void {
    const [newest] = this.#past;
    if (draft.text === "" || (newest && isSame(newest, draft))) return;
    this.#past = [onlyDraft(draft), ...this.#past].slice(0, MAX_KEPT);
    this.#onKept(this.#past);
  }
}

function onlyDraft({ messageKey, kind, text }: Draft): Draft {
  return { messageKey, kind, text };
}

function isSame(one: Draft, other: Draft): boolean {
  return one.text === other.text && one.kind === other.kind && one.messageKey === other.messageKey;
}
