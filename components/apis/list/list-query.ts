// What the address of the list of APIs says, and addresses for what it could say. Pure; used by page and components.
import { type LifecycleState, lifecycleStates } from "#lib/apis/lifecycle-state.ts";

export type ListView = "cards" | "table";

export type ListQuery = {
  readonly search: string;
  readonly state: LifecycleState | null;
  readonly view: ListView;
  /** Where the page begins; null on the first one. */
  readonly cursor: string | null;
  /** Number of the page, for display only: the cursor decides. */
  readonly page: number;
};

const maxSearchLength = 100;
const pageSizes: Readonly<Record<ListView, number>> = { cards: 24, table: 50 };

type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads the address; what makes no sense counts as absent. */
export function parseListQuery(params: SearchParams): ListQuery {
  const text = (name: string) => {
    const value = params[name];
    return typeof value === "string" ? value : "";
  };
  const cursor = text("cursor").slice(0, 200) || null;
  const page = Number.parseInt(text("page"), 10);
  return {
    search: text("q").trim().slice(0, maxSearchLength),
    state: lifecycleStates.find((state) => state === text("state")) ?? null,
    view: text("view") === "table" ? "table" : "cards",
    cursor,
    page: cursor !== null && page > 1 && page < 100_000 ? page : cursor === null ? 1 : 2,
  };
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
