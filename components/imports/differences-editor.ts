// CodeMirror around two texts that are compared and not edited. Loaded only where differences are shown.
import { yaml } from "@codemirror/lang-yaml";
import { syntaxHighlighting } from "@codemirror/language";
import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { codeHighlight, codeTheme } from "#components/definition/code-look.ts";

/** As the editor splits its own text: what differs in line ends only is the same. */
const plainLines = (text: string) => text.replace(/\r\n?/g, "\n");

const look = EditorView.theme({
  "& .cm-deletedChunk .cm-deletedText, &.cm-merge-b .cm-changedText": { background: "none" },
});

/** Gives back what removes it. */
export function showDifferences(parent: HTMLElement, before: string, after: string): () => void {
  const extensions = [
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": "Differences of the text", tabindex: "0" }),
    lineNumbers(),
    yaml(),
    syntaxHighlighting(codeHighlight),
    codeTheme,
    unifiedMergeView({
      original: plainLines(before),
      mergeControls: false,
      collapseUnchanged: { margin: 3, minSize: 6 },
      diffConfig: { scanLimit: 500, timeout: 200 },
    }),
    look,
  ];
  const view = new EditorView({ parent, state: EditorState.create({ doc: plainLines(after), extensions }) });
  return () => view.destroy();
}
