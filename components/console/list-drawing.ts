// One list as the page draws it: the lines that there is room for, wherever its reader is.
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import type { Entry } from "#lib/console/transcript.ts";
import type { AttemptLine } from "./attempt-line.ts";
import type { ListNews, ListWindow, RowNews } from "./console-news.ts";
import { isFiltering } from "./list-filter.ts";
import { ShownList } from "./shown-list.ts";

/** Before the page has said how much room it has. */
const FIRST_WINDOW: ListWindow = { follows: true, first: 0, count: 30 };
const MAX_ROWS = 200;

/** Draws a line; `before` is the entry above it. */
type DrawRow = (line: Entry | AttemptLine, before: Entry | undefined) => RowNews;

export class ListDrawing {
  readonly list: ShownList;
  #window = FIRST_WINDOW;

  constructor(topicOf: (connection: number) => ConsoleTopic, folded: Set<string>) {
    this.list = new ShownList(topicOf, folded);
  }

  look({ follows, first, count }: ListWindow): void {
    this.#window = { follows, first, count: Math.min(MAX_ROWS, count) };
  }

  news(draw: DrawRow): ListNews {
    const { list } = this;
    const { follows, first, count } = this.#window;
    const from = follows ? Math.max(0, list.size - count) : Math.max(0, first - list.gone);
    const rows: RowNews[] = [];
    for (let place = from; place < from + count; place += 1) {
      const line = list.at(place);
      if (line) rows.push(draw(line, list.entryAbove(place)));
    }
    return { ...this.#counts(), first: list.gone + from, rows };
  }

  /** The counts alone, of a list that is not on the screen. */
  unseen(): ListNews {
    return { ...this.#counts(), first: this.list.gone, rows: [] };
  }

  #counts() {
    const { number, size, gone, passing, filter } = this.list;
    return { list: number, shown: size, gone, passing, isFiltering: isFiltering(filter) };
  }
}
