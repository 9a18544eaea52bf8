// Where the keyboard goes when the control that had it is gone: what took its place, the neighbouring item of its list,
// the heading of its section, the heading of the page. Reads the page, changes nothing.

/** An element and its neighbours. */
type Step = {
  readonly element: Element;
  readonly previous: Element | null;
  readonly next: Element | null;
};

/** Where a control stood while it had the focus: itself first, then what it stood in, outwards. */
export type Trail = readonly Step[];

const controls =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex="0"]';
/** Marks the control that a list or a form offers first: "Add backend". */
const preferred = "[data-focus-home]";

/** True where an element can hold the focus: in the page, drawn, not disabled. */
export function isUsable(element: Element): boolean {
  return element.isConnected && element.getClientRects().length > 0 && !element.matches(":disabled");
}

export function trailOf(control: Element): Trail {
  const trail: Step[] = [];
  for (let element: Element | null = control; element !== null; element = element.parentElement) {
    trail.push({ element, previous: element.previousElementSibling, next: element.nextElementSibling });
  }
  return trail;
}

/**
 * The element to go to within the page, null where nothing is left of the part that the control stood in. What was
 * confirmed in a dialog is done, so that what took its place (the opposite action) is not offered at once: `isAnswered`.
 */
export function nextFocus(trail: Trail, isAnswered: boolean): HTMLElement | null {
  const index = trail.findIndex(({ element }, at) => at > 0 && element.isConnected);
  const lost = trail[index - 1];
  const survivor = trail[index]?.element;
  if (!lost || !survivor?.closest("#main > *")) return null;
  return inPlaceOf(lost, survivor, isAnswered) ?? headingAround(survivor);
}

function inPlaceOf(lost: Step, survivor: Element, isAnswered: boolean): HTMLElement | null {
  // Still there, but disabled or hidden: what stands beside it goes on.
  if (lost.element.isConnected) return controlIn(survivor);
  if (survivor.matches("ul, ol, tbody")) {
    const neighbours = [lost.next, lost.previous].filter((item) => item?.parentElement === survivor);
    return firstControl(neighbours) ?? homeOfList(survivor);
  }
  return isAnswered ? null : firstControl(replacements(lost, survivor));
}

/** What stands now where the lost element stood. */
function replacements({ previous, next }: Step, parent: Element): Element[] {
  const siblings = [...parent.children];
  const from = previous ? siblings.indexOf(previous) + 1 : 0;
  const to = next ? siblings.indexOf(next) : -1;
  return siblings.slice(from, to < 0 ? undefined : to);
}

function firstControl(places: readonly (Element | null)[]): HTMLElement | null {
  for (const place of places) {
    const control = place && controlIn(place);
    if (control) return control;
  }
  return null;
}

function controlIn(place: Element): HTMLElement | null {
  const inside = [preferred, controls].flatMap((selector) => [
    ...(place instanceof HTMLElement && place.matches(selector) ? [place] : []),
    ...place.querySelectorAll<HTMLElement>(selector),
  ]);
  return inside.find(isUsable) ?? null;
}

/** An emptied list offers what adds to it, wherever in its surroundings that stands. */
function homeOfList(list: Element): HTMLElement | null {
  const near = list.closest("details, section, form") ?? list.parentElement;
  return near?.querySelector<HTMLElement>(preferred) ?? null;
}

/** The heading of the nearest part of the page that has one, or the control in it. */
function headingAround(survivor: Element): HTMLElement | null {
  const parts = "section, li, article, [role=region]";
  for (let part = survivor.closest(parts); part; part = part.parentElement?.closest(parts) ?? null) {
    const heading = part.querySelector<HTMLElement>("h2, h3, h4, h5");
    if (heading) return heading.querySelector<HTMLElement>(controls) ?? heading;
  }
  return null;
}
