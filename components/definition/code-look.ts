// How the editor looks: colours come from the theme's CSS variables, so light and dark follow without a second theme.
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const color = (path: string) => `var(--sluice-palette-${path})`;
const muted = color("text-secondary");

/** Every colour reaches AA on the paper of both schemes; comments are slanted as well. */
export const codeHighlight = HighlightStyle.define([
  {
    tag: [tags.propertyName, tags.definition(tags.propertyName)],
    color: color("primary-main"),
    fontWeight: "600",
  },
  { tag: [tags.string, tags.special(tags.string), tags.content], color: color("success-main") },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword, tags.atom], color: color("warning-main") },
  { tag: [tags.labelName, tags.typeName, tags.meta], color: color("info-main") },
  { tag: tags.comment, color: muted, fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.brace, tags.squareBracket], color: muted },
]);

export const codeTheme = EditorView.theme({
  "&": {
    backgroundColor: color("background-paper"),
    color: color("text-primary"),
    fontSize: "0.8125rem",
    maxHeight: "min(70vh, 720px)",
  },
  "&.cm-focused": { outline: `2px solid ${color("primary-main")}`, outlineOffset: "-2px" },
  ".cm-scroller": {
    overflow: "auto",
    minHeight: "240px",
    fontFamily: "var(--sluice-mono)",
    lineHeight: "1.6",
  },
  ".cm-content": { caretColor: color("text-primary"), padding: "12px 0" },
  ".cm-cursor": { borderLeftColor: color("text-primary") },
  ".cm-gutters": { backgroundColor: color("background-paper"), color: muted, border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 12px 0 16px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: color("action-hover") },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: color("action-focus"),
  },
  ".cm-panels": {
    backgroundColor: color("background-default"),
    color: color("text-primary"),
    borderColor: color("divider"),
  },
  ".cm-panel input, .cm-panel button": {
    color: color("text-primary"),
    backgroundColor: color("background-paper"),
  },
  ".cm-panel button": {
    backgroundImage: "none",
    border: `1px solid ${color("divider")}`,
    borderRadius: "4px",
  },
});
