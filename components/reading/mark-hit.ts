// Marks what was searched for in the part of the page where it was found, until the next search.

const NAME = "reading-search";
const MOST_MARKS = 50;

/** Marks the first places of a text within a part, and brings the first in view; browsers that cannot mark go without. */
export function markHit(part: HTMLElement, text: string): void {
  const wanted = text.trim().toLowerCase();
  if (wanted === "" || !("highlights" in CSS)) return;
  // A heading names what follows it: that is where its texts stand.
  const area = /^H\d$/.test(part.tagName) ? (part.parentElement ?? part) : part;
  const ranges = rangesOf(area, wanted);
  CSS.highlights.set(NAME, new Highlight(...ranges));
  ranges[0]?.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
}

/** Also where a text goes through several elements, as words with code or links among them do. */
function rangesOf(area: HTMLElement, wanted: string): Range[] {
  const nodes: { readonly node: Node; readonly start: number }[] = [];
  let whole = "";
  const texts = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    nodes.push({ node, start: whole.length });
    whole += node.textContent ?? "";
  }
  const searched = whole.toLowerCase();
  const ranges: Range[] = [];
  for (
    let at = searched.indexOf(wanted);
    at !== -1 && ranges.length < MOST_MARKS;
    at = searched.indexOf(wanted, at + wanted.length)
  ) {
    const first = nodes.findLast(({ start }) => start <= at);
    const last = nodes.findLast(({ start }) => start < at + wanted.length);
    if (first === undefined || last === undefined) continue;
    const range = document.createRange();
    range.setStart(first.node, Math.min(at - first.start, first.node.textContent?.length ?? 0));
    range.setEnd(last.node, Math.min(at + wanted.length - last.start, last.node.textContent?.length ?? 0));
    ranges.push(range);
  }
  return ranges;
}
