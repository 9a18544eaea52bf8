// Brings a part of a page that is folded away into view: opens the `details` around it and chooses the tabs that hide it.

/** On a panel that is hidden until it is chosen: the id of what chooses it, a tab or a `select`. */
export const SHOWN_BY = "data-shown-by";
/** On such a panel of a `select`: the value to choose. */
export const SHOWN_FOR = "data-shown-for";

/** The part a link of this page leads to; null where it leads nowhere. */
export function linkedPart(hash: string): HTMLElement | null {
  try {
    return document.getElementById(decodeURIComponent(hash.replace(/^#/, "")));
  } catch {
    return null;
  }
}

/** Opens all that hides a part, the outermost first, and scrolls to it. */
export function reveal(part: HTMLElement): void {
  const around: Element[] = [];
  for (let at: Element | null = part; at !== null; at = at.parentElement) around.unshift(at);
  for (const element of around) {
    if (element instanceof HTMLDetailsElement) element.open = true;
    if (element.hasAttribute("hidden")) choose(element);
  }
  const own = part.querySelector(":scope > details, :scope > dd > details");
  if (own instanceof HTMLDetailsElement) own.open = true;
  requestAnimationFrame(() => part.scrollIntoView());
}

function choose(panel: Element): void {
  const id = panel.getAttribute(SHOWN_BY) ?? panel.getAttribute("aria-labelledby") ?? "";
  const control = document.getElementById(id);
  if (control instanceof HTMLSelectElement) {
    control.value = panel.getAttribute(SHOWN_FOR) ?? control.value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  if (control?.getAttribute("role") === "tab") control.click();
}
