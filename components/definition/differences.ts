// Marks in an editor where its text differs from somebody else's, and lets each place be settled by itself. Loaded with
// the editor (code-editor.tsx).
import { getChunks, goToNextChunk, goToPreviousChunk, unifiedMergeView } from "@codemirror/merge";
import type { EditorState, Extension } from "@codemirror/state";
import { EditorView, type Panel, showPanel } from "@codemirror/view";

/** Their lines stand above those of the text. Taking them is an edit, which Undo takes back. */
export function differencesFrom(theirs: string): Extension {
  return [
    // As the editor splits its own text: what differs in line ends only is the same.
    unifiedMergeView({
      original: theirs.replace(/\r\n?/g, "\n"),
      mergeControls: choiceButton,
      gutter: false,
    }),
    showPanel.of(differencesPanel),
    differencesLook,
  ];
}

const choices = { accept: "Keep mine here", reject: "Take theirs here" } as const;

function choiceButton(choice: keyof typeof choices, choose: (event: MouseEvent) => void): HTMLElement {
  return button(choices[choice], choose);
}

/** A click comes from the keyboard as well; the mouse button must not move the caret before. */
function button(label: string, onClick: (event: MouseEvent) => void, name = label): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "cm-button";
  element.textContent = label;
  element.setAttribute("aria-label", name);
  element.addEventListener("mousedown", (event) => event.preventDefault());
  element.addEventListener("click", onClick);
  return element;
}

/** How many places are left, and the way from one to the next. */
function differencesPanel(view: EditorView): Panel {
  const dom = document.createElement("div");
  dom.className = "cm-differences";
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  const go = (command: typeof goToNextChunk) => () => {
    command(view);
    view.focus();
  };
  const ways = [
    button("Previous", go(goToPreviousChunk), "Previous difference"),
    button("Next", go(goToNextChunk), "Next difference"),
  ];
  dom.append(count, ...ways);
  const draw = (state: EditorState) => {
    const left = getChunks(state)?.chunks.length ?? 0;
    const told = left === 0 ? "No differences left" : left === 1 ? "1 difference" : `${left} differences`;
    if (count.textContent !== told) count.textContent = told;
    for (const way of ways) way.disabled = left === 0;
  };
  draw(view.state);
  return { dom, top: true, update: (update) => draw(update.state) };
}

const tint = (name: string, percent: number) =>
  `color-mix(in srgb, var(--sluice-palette-${name}-main) ${percent}%, transparent)`;
const edge = (name: string) => `3px solid var(--sluice-palette-${name}-main)`;
const label = { display: "block", fontFamily: "inherit", fontWeight: "600", padding: "2px 6px" };

const differencesLook = EditorView.theme({
  "& .cm-deletedChunk": {
    backgroundColor: tint("warning", 8),
    borderLeft: edge("warning"),
    padding: "4px 0 2px",
    "&::before": { ...label, content: '"Theirs"' },
    "& .cm-deletedLine": { clear: "both", padding: "0 6px 0 3px" },
    "& .cm-chunkButtons": {
      position: "static",
      float: "right",
      display: "flex",
      flexWrap: "wrap",
      gap: "6px",
      justifyContent: "flex-end",
      padding: "0 6px 4px",
      marginTop: "-1.6em",
    },
  },
  "&.cm-merge-b .cm-changedLine": {
    backgroundColor: tint("success", 8),
    boxShadow: "inset 3px 0 var(--sluice-palette-success-main)",
  },
  "&.cm-merge-b .cm-changedText": { background: tint("success", 16) },
  "&.cm-merge-b .cm-deletedChunk .cm-deletedText": { background: tint("warning", 16) },
  "& .cm-button, & .cm-deletedChunk .cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--sluice-palette-background-paper)",
    color: "var(--sluice-palette-text-primary)",
    border: "1px solid var(--sluice-palette-text-secondary)",
    borderRadius: "4px",
    margin: "0",
    padding: "2px 8px",
    fontSize: "0.75rem",
    lineHeight: "1.5",
    cursor: "pointer",
    "&:disabled": { opacity: "0.5", cursor: "default" },
    "&:focus-visible": { outline: "2px solid var(--sluice-palette-primary-main)", outlineOffset: "1px" },
  },
  "& .cm-differences": {
    display: "flex",
    flexWrap: "wrap",
    gap: "8px",
    alignItems: "center",
    padding: "6px 12px",
    "& > span": { marginRight: "auto" },
  },
});
