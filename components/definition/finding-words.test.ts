// The words of a finding stand at its place for who came by the keyboard, and go when they are done with.
import { EditorState } from "@codemirror/state";
import { EditorView, showTooltip } from "@codemirror/view";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { findingTooltip, hideFinding, showFinding } from "./finding-words.ts";

const finding: Diagnostic = { severity: "error", code: "test", message: "Wrong.", line: 2, column: 1 };
const initial = EditorState.create({ doc: "one\ntwo\nthree", extensions: findingTooltip });
const shown = initial.update({
  selection: { anchor: 4 },
  effects: showFinding.of({ finding, at: 4 }),
}).state;

const placesOf = (state: EditorState) =>
  state.facet(showTooltip).flatMap((tooltip) => (tooltip === null ? [] : [tooltip.pos]));

/** What Escape makes of a state, and whether it was taken. */
function pressEscape(state: EditorState): { isTaken: boolean; state: EditorState } {
  let after = state;
  const isTaken = hideFinding({
    state,
    dispatch: (transaction) => {
      after = transaction.state;
    },
  });
  return { isTaken, state: after };
}

describe("the words of a finding that was gone to", () => {
  it("stand at its place, and stay while it is only looked at", () => {
    expect(placesOf(initial)).toEqual([]);
    expect(placesOf(shown)).toEqual([4]);
    expect(placesOf(shown.update({ effects: EditorView.scrollIntoView(0) }).state)).toEqual([4]);
  });

  it("give way to those of the next", () => {
    const next = shown.update({ selection: { anchor: 8 }, effects: showFinding.of({ finding, at: 8 }) });
    expect(placesOf(next.state)).toEqual([8]);
  });

  it("go when the caret moves, and when the text changes", () => {
    expect(placesOf(shown.update({ selection: { anchor: 5 } }).state)).toEqual([]);
    expect(placesOf(shown.update({ changes: { from: 0, insert: "# " } }).state)).toEqual([]);
  });

  it("go with Escape, which is left to others where there are none", () => {
    const closed = pressEscape(shown);
    expect(closed.isTaken).toBe(true);
    expect(placesOf(closed.state)).toEqual([]);
    expect(pressEscape(closed.state).isTaken).toBe(false);
  });
});
