// The words of a finding at its place in an editor, for who came there by the keyboard: the tooltip of its mark needs a
// pointer. Not for who hears the page: what was gone to is said to them under the text (source-help.tsx). Loaded with the
// editor (code-editor.tsx).
import {
  type EditorState,
  type Extension,
  Prec,
  type StateCommand,
  StateEffect,
  StateField,
} from "@codemirror/state";
import { EditorView, keymap, showTooltip, type Tooltip, tooltips } from "@codemirror/view";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { spaceBetweenBars } from "./caret-in-sight.ts";
import { findingWords } from "./finding-steps.ts";

type Shown = { readonly finding: Diagnostic; readonly at: number };

/** Shows a finding's words at an offset of the text; null takes them away. */
export const showFinding = StateEffect.define<Shown | null>();

const shownTooltip = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, { effects, docChanged, selection }) {
    const effect = effects.findLast((one) => one.is(showFinding));
    if (effect !== undefined) return effect.value === null ? null : tooltipOf(effect.value);
    return docChanged || selection !== undefined ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

function tooltipOf({ finding, at }: Shown): Tooltip {
  return {
    pos: at,
    create: () => {
      const dom = document.createElement("div");
      dom.ariaHidden = "true";
      const words = document.createElement("div");
      words.className = `cm-diagnostic cm-diagnostic-${finding.severity}`;
      words.textContent = findingWords(finding);
      dom.append(words);
      return { dom };
    },
  };
}

/** False where nothing was shown: Escape then does what it does without. */
export const hideFinding: StateCommand = ({ state, dispatch }) => {
  if (!isShown(state)) return false;
  dispatch(state.update({ effects: showFinding.of(null) }));
  return true;
};

function isShown(state: EditorState): boolean {
  return (state.field(shownTooltip, false) ?? null) !== null;
}

/** They go with Escape, when the caret moves, when the text changes, and when the keyboard goes elsewhere. */
export const findingTooltip: Extension = [
  shownTooltip,
  Prec.highest(keymap.of([{ key: "Escape", run: hideFinding }])),
  EditorView.focusChangeEffect.of((state, isFocused) =>
    isFocused || !isShown(state) ? null : showFinding.of(null),
  ),
  tooltips({
    tooltipSpace: (view) => ({
      left: 0,
      right: document.documentElement.clientWidth,
      ...spaceBetweenBars(view),
    }),
  }),
];
