// The text of a page that React has drawn, whole and by the items on it that have an address: what a reader finds there after
// opening what can be opened. Reads only what `renderToStaticMarkup` writes, where every element is closed.

const PIECE = /<!--.*?-->|<(\/?)([a-z][\w-]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/gis;
const EMPTY = new Set(["br", "hr", "img", "input", "wbr", "link", "meta", "col"]);
const SILENT = new Set(["style", "script", "svg"]);
const INLINE = new Set(["a", "b", "code", "del", "em", "i", "s", "span", "strong", "sub", "sup"]);
const HEADING = /^h[1-6]$/;
/** Elements around a heading that begin with it and are about it: its row, its block. */
const MOST_AROUND = 2;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };

type Element = {
  readonly tag: string;
  readonly id: string;
  readonly href: string;
  readonly around: Element | null;
  readonly isSilent: boolean;
  /** Where its text begins and ends. */
  readonly start: number;
  end: number;
};

export class PageText {
  #text = "";
  readonly #elements = new Map<string, Element>();

  /** Takes in what was drawn; of an address that comes again, the later one counts. */
  add(html: string): void {
    let open: Element | null = null;
    for (const [, end = "", tag = "", attributes = "", closed = "", text] of html.matchAll(PIECE)) {
      if (text !== undefined && !open?.isSilent) this.#text += unescaped(text);
      if (end) open = this.#close(open);
      else if (tag) {
        const element: Element = this.#open(tag.toLowerCase(), attributes, open);
        open = closed || EMPTY.has(element.tag) ? this.#close(element) : element;
      }
    }
    this.#text += "\n";
  }

  get whole(): string {
    return this.#text;
  }

  /** What stands at an address, all that is within it included; null where the page has no such address. */
  at(id: string): string | null {
    let item = this.#elements.get(id);
    if (item === undefined) return null;
    if (!HEADING.test(item.tag)) return this.#text.slice(item.start, item.end);
    // A heading's address is that of the part it begins.
    for (let level = 0; level < MOST_AROUND && item.around !== null; level += 1) {
      if (this.#text.slice(item.around.start, item.start).trim() !== "") break;
      item = item.around;
    }
    return this.#text.slice(item.start, item.end);
  }

  #open(tag: string, attributes: string, around: Element | null): Element {
    const isSilent = around?.isSilent === true || SILENT.has(tag);
    if (!INLINE.has(tag)) this.#text += "\n";
    const start = this.#text.length;
    const id = attribute(attributes, "id");
    const element = { tag, id, href: attribute(attributes, "href"), around, isSilent, start, end: start };
    if (id) this.#elements.set(id, element);
    return element;
  }

  #close(element: Element | null): Element | null {
    if (element === null) return null;
    const { href, start, tag, around } = element;
    // Where a link leads is said by it too.
    if (/^\w+:/.test(href) && !this.#text.slice(start).includes(href)) this.#text += ` ${href} `;
    element.end = this.#text.length;
    if (!INLINE.has(tag)) this.#text += "\n";
    return around;
  }
}

function attribute(attributes: string, name: string): string {
  return unescaped(new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? "");
}

/** Text as it was before React wrote it. */
export function unescaped(text: string): string {
  return text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
