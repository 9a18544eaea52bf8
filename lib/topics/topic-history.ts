// The steps of a person on the Topics page since the last save, to be taken back and done again. Pure. A save ends them: what
// it wrote has keys of its own in the text, which an older row does not know.
import { changeDraft, type DraftChange, type DraftRow, type TopicDraft } from "./topic-draft.ts";

type Step = {
  /** The rows before the step; of an undone one, those after it. */
  readonly rows: readonly DraftRow[];
  /** What the step changes: typing on in one field is one step. Null where the next is a step of its own. */
  readonly field: string | null;
};

export type TopicHistory = { readonly past: readonly Step[]; readonly future: readonly Step[] };

/** A draft with its steps. */
export type Stepped = { readonly draft: TopicDraft; readonly history: TopicHistory };

/** More than anybody takes back one by one; rows that did not change are shared by the steps. */
const MOST_STEPS = 200;

export const noHistory: TopicHistory = { past: [], future: [] };

/** The draft after a step, which can be taken back. Reset ends the steps, as it says. */
export function takeStep({ draft, history }: Stepped, change: DraftChange): Stepped {
  const changed = changeDraft(draft, change);
  if (change.kind === "reset") return { draft: changed, history: noHistory };
  const field = fieldOf(change);
  const isTypedOn = field !== null && history.future.length === 0 && history.past.at(-1)?.field === field;
  const past = isTypedOn ? history.past : [...history.past, { rows: draft.rows, field }].slice(-MOST_STEPS);
  return { draft: changed, history: { past, future: [] } };
}

/** The draft before the last step; as it is where there is none. */
export function undoStep(stepped: Stepped): Stepped {
  const { draft, history } = stepped;
  const last = history.past.at(-1);
  if (last === undefined) return stepped;
  const future = [...history.future, { rows: draft.rows, field: null }];
  return { draft: { ...draft, rows: last.rows }, history: { past: history.past.slice(0, -1), future } };
}

/** The draft with the step that was taken back last; as it is where there is none. */
export function redoStep(stepped: Stepped): Stepped {
  const { draft, history } = stepped;
  const next = history.future.at(-1);
  if (next === undefined) return stepped;
  const past = [...history.past, { rows: draft.rows, field: null }];
  return { draft: { ...draft, rows: next.rows }, history: { past, future: history.future.slice(0, -1) } };
}

function fieldOf(change: DraftChange): string | null {
  return change.kind === "edit" ? `${change.id} ${Object.keys(change.patch).sort().join(" ")}` : null;
}
