// Marks what was searched for in the part of the page where it was found, until the next search.

const NAME = "reading-search";

/** The first places of a text within a part; browsers that cannot mark text go without. */
export function markHit(part: HTMLElement, text: string): void {
  const wanted = text.trim().toLowerCase();
  if (wanted === "" || !("highlights" in CSS)) return;
  // A heading names what follows it: that is where its texts stand.
  const area = /^H\d$/.test(part.tagName) ? (part.parentElement ?? part) : part;
  CSS.highlights.set(NAME, new Highlight(...rangesOf(area, wanted)));
}

function rangesOf(area: HTMLElement, wanted: string): Range[] {
  const texts = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
  const ranges: Range[] = [];
  for (let node = texts.nextNode(); node !== null && ranges.length < 50; node = texts.nextNode()) {
    const at = node.textContent?.toLowerCase().indexOf(wanted) ?? -1;
    if (at === -1) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, Math.min(at + wanted.length, node.textContent?.length ?? 0));
    ranges.push(range);
  }
  return ranges;
}
