// Marks of findings in an editor: underlines, signs in the gutter, and the words with their mend beside the pointer. Loaded
// with the editor (code-editor.tsx).
import { linter, lintGutter, type Diagnostic as Mark, setDiagnostics } from "@codemirror/lint";
import type { Extension, Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { Diagnostic, Mend } from "#lib/asyncapi/diagnostic.ts";
import { isSameButLineEnds } from "#lib/definition-work/line-ends.ts";
import { tokenRange } from "./token-range.ts";

/** Findings, and the text that they were found in. */
export type CodeFindings = { readonly text: string; readonly diagnostics: readonly Diagnostic[] };

/** More would be as many elements as there are lines, and slow each key. */
const MOST_MARKS = 500;

/** Marks what was found, unless the editor has another text by now: its marks move along until that one was checked too. */
export function markFindings(
  editor: EditorView,
  { text, diagnostics }: CodeFindings,
  onMend: ((mend: Mend) => void) | undefined,
): void {
  const { doc } = editor.state;
  if (!isSameButLineEnds(doc.toString(), text)) return;
  const marks = diagnostics.slice(0, MOST_MARKS).map((finding) => markOf(doc, finding, onMend));
  editor.dispatch(setDiagnostics(editor.state, marks));
}

function markOf(doc: Text, finding: Diagnostic, onMend: ((mend: Mend) => void) | undefined): Mark {
  const line = doc.line(Math.min(Math.max(finding.line, 1), doc.lines));
  const [from, to] = tokenRange(line.text, finding.column);
  const { severity, message, mend } = finding;
  const actions = mend && onMend ? [{ name: mend.label, apply: () => onMend(mend) }] : [];
  return { from: line.from + from, to: line.from + to, severity, message, actions };
}

const color = (path: string) => `var(--sluice-palette-${path})`;

/** Each severity has a shape of its own: colour alone says nothing to many (WCAG 1.4.1). */
const signs = {
  error: { borderRadius: "50%" },
  warning: { clipPath: "polygon(50% 4%, 100% 96%, 0 96%)" },
  info: { clipPath: "polygon(50% 0, 100% 50%, 50% 100%, 0 50%)" },
};

const severityLook = Object.fromEntries(
  Object.entries(signs).flatMap(([severity, shape]) => {
    const main = color(`${severity}-main`);
    return [
      [`& .cm-lint-marker-${severity}`, { content: "normal", backgroundColor: main, ...shape }],
      [`& .cm-diagnostic-${severity}`, { borderLeft: `4px solid ${main}` }],
      [
        `& .cm-lintRange-${severity}`,
        {
          backgroundImage: "none",
          textDecoration: `underline ${severity === "info" ? "dotted" : "wavy"} ${main} 1.5px`,
          textUnderlineOffset: "3px",
          textDecorationSkipInk: "none",
        },
      ],
      [`& .cm-lintPoint-${severity}::after`, { borderBottomColor: main }],
    ];
  }),
);

const marksLook = EditorView.theme({
  ...severityLook,
  "& .cm-gutter-lint": { width: "1.3em" },
  "& .cm-lint-marker": { width: "0.75em", height: "0.75em", marginTop: "0.4em" },
  "& .cm-lintRange-active": { backgroundColor: color("action-focus") },
  "& .cm-tooltip": {
    maxWidth: "min(60ch, 90vw)",
    backgroundColor: color("background-paper"),
    color: color("text-primary"),
    border: `1px solid ${color("text-secondary")}`,
    borderRadius: "4px",
    overflowWrap: "anywhere",
  },
  "& .cm-diagnostic": { padding: "6px 10px", fontFamily: "inherit" },
  "& .cm-diagnosticAction": {
    backgroundColor: color("background-paper"),
    color: color("primary-main"),
    border: `1px solid ${color("primary-main")}`,
    borderRadius: "4px",
    cursor: "pointer",
    marginLeft: "8px",
    padding: "2px 8px",
  },
});

export const findingMarks: Extension = [linter(null), lintGutter(), marksLook];
