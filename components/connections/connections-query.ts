// What the address of the Connections page says, and addresses for what it could say. Pure; used by page and components.
import { sectionHref } from "#components/apis/frame/api-sections.ts";

export const closers = ["client", "backend", "gateway"] as const;
export type Closer = (typeof closers)[number];

export const closerLabels = {
  client: "Client",
  backend: "Backend",
  gateway: "Gateway",
} as const satisfies Record<Closer, string>;

/** Who closed, or that there was nothing to close: the handshake was refused. */
export const outcomes = [...closers, "refused"] as const;
export type Outcome = (typeof outcomes)[number];

/** Ended connections and refused handshakes on one page. */
export const pastPageSize = 25;
const maxSearchLength = 100;

export type ConnectionsQuery = {
  readonly search: string;
  /** Close code, or HTTP status of a refusal. */
  readonly code: number | null;
  readonly by: Outcome | null;
  /** Where the page begins; null on the first one. */
  readonly cursor: string | null;
  /** Number of the page, for display only: the cursor decides. */
  readonly page: number;
  /** Id of the ended connection or refused handshake whose record is opened. */
  readonly opened: string | null;
};

export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads the address; what makes no sense counts as absent. */
export function parseConnectionsQuery(params: SearchParams): ConnectionsQuery {
  const text = (name: string) => {
    const value = params[name];
    return typeof value === "string" ? value.replaceAll("\0", "") : "";
  };
  const cursor = text("cursor").slice(0, 200) || null;
  const page = Number.parseInt(text("page"), 10);
  return {
    search: text("q").trim().slice(0, maxSearchLength),
    code: /^\d{3,4}$/.test(text("code")) ? Number(text("code")) : null,
    by: outcomes.find((outcome) => outcome === text("by")) ?? null,
    cursor,
    page: cursor === null ? 1 : page > 1 && page < 100_000 ? page : 2,
    opened: text("connection").slice(0, 64) || null,
  };
}

/** Address of the page as described. */
export function connectionsHref(apiId: string, query: ConnectionsQuery): string {
  return `${sectionHref(apiId, "connections")}${queryText(query)}`;
}

/** Where the list of ended connections and refused handshakes is asked for anew. */
export function pastHref(apiId: string, query: ConnectionsQuery): string {
  return `${sectionHref(apiId, "connections")}/past${queryText({ ...query, opened: null })}`;
}

function queryText(query: ConnectionsQuery): string {
  const params = new URLSearchParams();
  if (query.search) params.set("q", query.search);
  if (query.code !== null) params.set("code", String(query.code));
  if (query.by) params.set("by", query.by);
  if (query.cursor) {
    params.set("cursor", query.cursor);
    params.set("page", String(query.page));
  }
  if (query.opened) params.set("connection", query.opened);
  const text = params.toString();
  return text && `?${text}`;
}

/** The same with another search or filter: it starts at the first page. */
export function narrowed(
  query: ConnectionsQuery,
  changed: Partial<Pick<ConnectionsQuery, "search" | "code" | "by">>,
): ConnectionsQuery {
  return { ...query, ...changed, cursor: null, page: 1 };
}
