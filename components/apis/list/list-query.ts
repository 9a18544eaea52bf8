// What the address of the list of APIs says, and addresses for what it could say. Pure; used by page and components.
import { type ApiOrder, type ApiSort, apiSorts, newestFirst } from "#lib/apis/api-order.ts";
import { type LifecycleState, lifecycleStates } from "#lib/apis/lifecycle-state.ts";

export type ListView = "cards" | "table";

export type ListQuery = {
  readonly search: string;
  readonly state: LifecycleState | null;
  readonly view: ListView;
  readonly order: ApiOrder;
  /** Where the page begins; null on the first one. */
  readonly cursor: string | null;
  /** Number of the page, for display only: the cursor decides. */
  readonly page: number;
};

/** The server refuses what is no cursor; this only bounds what an address may bring. */
const maxCursorLength = 1_600;
const maxSearchLength = 100;
const pageSizes: Readonly<Record<ListView, number>> = { cards: 24, table: 50 };

type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads the address; what makes no sense counts as absent. */
export function parseListQuery(params: SearchParams): ListQuery {
  const text = (name: string) => {
    const value = params[name];
    return typeof value === "string" ? value : "";
  };
  const cursor = text("cursor").slice(0, maxCursorLength) || null;
  const page = Number.parseInt(text("page"), 10);
  return {
    search: text("q").trim().slice(0, maxSearchLength),
    state: lifecycleStates.find((state) => state === text("state")) ?? null,
    view: text("view") === "table" ? "table" : "cards",
    order: orderOf(text("sort")),
    cursor,
    page: cursor !== null && page > 1 && page < 100_000 ? page : cursor === null ? 1 : 2,
  };
}

/** `name` is upwards, `-name` downwards. */
function orderOf(sort: string): ApiOrder {
  const by = apiSorts.find((known) => sort === known || sort === `-${known}`);
  return by === undefined ? newestFirst : { by, direction: sort === by ? "asc" : "desc" };
}

/** The order as the address names it; null for the order of a list that nobody sorted. */
export function sortParam({ order }: Pick<ListQuery, "order">): string | null {
  if (order.by === newestFirst.by && order.direction === newestFirst.direction) return null;
  return order.direction === "asc" ? order.by : `-${order.by}`;
}

/** The list from its first page on, sorted by a column: upwards first, times downwards, and the other way after that. */
export function sortedBy(query: ListQuery, by: ApiSort): ListQuery {
  const { order } = query;
  const first = by === newestFirst.by ? newestFirst.direction : "asc";
  const other = order.direction === "asc" ? "desc" : "asc";
  return firstPage({ ...query, order: { by, direction: order.by === by ? other : first } });
}

export function pageSizeOf(query: ListQuery): number {
  return pageSizes[query.view];
}

/** Address of the list as described. A changed search or filter starts at the first page: pass `cursor: null`. */
export function listHref(query: ListQuery): string {
  const params = new URLSearchParams();
  if (query.search) params.set("q", query.search);
  if (query.state) params.set("state", query.state);
  if (query.view === "table") params.set("view", query.view);
  const sort = sortParam(query);
  if (sort) params.set("sort", sort);
  if (query.cursor) {
    params.set("cursor", query.cursor);
    params.set("page", String(query.page));
  }
  const text = params.toString();
  return text ? `/apis?${text}` : "/apis";
}

/** The first page of the same list. */
export function firstPage(query: ListQuery): ListQuery {
  return { ...query, cursor: null, page: 1 };
}
