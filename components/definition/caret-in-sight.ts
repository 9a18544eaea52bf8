// Keeps the caret clear of the bars that stand over the page: the portal's header and the form's Save bar. CodeMirror
// scrolls its own box, then the window as far as that box needs it, and knows of no bar; its scroll margins end at the
// edge of its box. Loaded with the editor (code-editor.tsx).
import type { Extension } from "@codemirror/state";
import { EditorView, type Rect } from "@codemirror/view";

/** Between the caret and a bar. */
const GAP_PX = 8;

/** After each move that CodeMirror scrolls for, scrolls the window on where the caret would stand behind a bar. */
export const caretInSight: Extension = EditorView.scrollHandler.of((view, range) => {
  view.requestMeasure({
    key: "caret-in-sight",
    read: () => {
      const caret = view.coordsAtPos(range.head);
      return caret && pixelsBehind(caret, view);
    },
    write: (pixels) => {
      if (pixels) window.scrollBy(0, pixels);
    },
  });
  return false;
});

/** What of the window no bar stands over, in pixels from its top. */
export function spaceBetweenBars(view: EditorView): Pick<Rect, "top" | "bottom"> {
  const top = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const bar = view.dom.closest("form")?.querySelector("[data-save-bar]")?.getBoundingClientRect();
  return { top, bottom: Math.min(bar?.top ?? window.innerHeight, window.innerHeight) };
}

/** How far the window has to scroll for a caret to be seen: down where positive, 0 where it is. */
function pixelsBehind(caret: Pick<Rect, "top" | "bottom">, view: EditorView): number {
  const { top, bottom } = spaceBetweenBars(view);
  const below = caret.bottom + GAP_PX - bottom;
  return below > 0 ? below : Math.min(0, caret.top - GAP_PX - top);
}
