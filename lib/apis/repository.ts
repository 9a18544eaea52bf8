// Reads of APIs. Lists are paged in the database and never carry definitions.
import type { DbReader } from "#lib/db/db.ts";
import type { Api, ApiPage, ApiQuery } from "./api.ts";
import { type ApiOrder, type ApiSort, newestFirst } from "./api-order.ts";
import { summaryColumns, toApi, toSearchable, toSummary } from "./api-row.ts";
import { decodeCursor, decodeMoment, encodeCursor, encodeMoment } from "./list-cursor.ts";

/** The columns of each order. */
const sortColumns = {
  name: "nameKey",
  path: "pathKey",
  state: "state",
  creator: "createdBy",
  updated: "updatedAt",
} as const satisfies Record<ApiSort, string>;

/** One page of APIs, in the order that is asked for; rows that are equal in it go by their id. */
export async function listApis(db: DbReader, query: ApiQuery): Promise<ApiPage> {
  const words = toSearchable(query.search).split(/\s+/).filter(Boolean).slice(0, 8);
  const matching = {
    AND: words.map((word) => ({ searchText: { contains: word } })),
    ...(query.state === null ? {} : { state: query.state }),
  };
  const order = query.order ?? newestFirst;
  const column = sortColumns[order.by];
  const after = afterCursor(order, query.cursor);
  const [rows, total] = await Promise.all([
    db.api.findMany({
      where: after ? { AND: [matching, after] } : matching,
      orderBy: [{ [column]: order.direction }, { id: order.direction }],
      take: query.limit + 1,
      select: { ...summaryColumns, nameKey: true, pathKey: true },
    }),
    db.api.count({ where: matching }),
  ]);
  const items = rows.slice(0, query.limit).map(({ nameKey, pathKey, ...row }) => toSummary(row));
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
  return { items, total, nextCursor: last ? cursorAt(order, last) : null };
}

type SortedRow = {
  readonly id: string;
  readonly nameKey: string;
  readonly pathKey: string;
  readonly state: string;
  readonly createdBy: string;
  readonly updatedAt: Date;
};

const orderName = ({ by, direction }: ApiOrder) => `${by}-${direction}`;

function cursorAt(order: ApiOrder, row: SortedRow): string {
  const { id } = row;
  if (order.by === "updated") return encodeMoment(orderName(order), { at: row.updatedAt, id });
  return encodeCursor(orderName(order), { value: row[sortColumns[order.by]], id });
}

/** What the rows after the cursor fulfil; null without a cursor, or with one of another order. */
function afterCursor(order: ApiOrder, cursor: string | null) {
  if (cursor === null) return null;
  const beyond = order.direction === "asc" ? "gt" : "lt";
  if (order.by === "updated") {
    const moment = decodeMoment(orderName(order), cursor);
    return moment && isBeyond("updatedAt", moment.at, moment.id, beyond);
  }
  const place = decodeCursor(orderName(order), cursor);
  return place && isBeyond(sortColumns[order.by], place.value, place.id, beyond);
}

function isBeyond(column: string, value: string | Date, id: string, beyond: "gt" | "lt") {
  return { OR: [{ [column]: { [beyond]: value } }, { [column]: value, id: { [beyond]: id } }] };
}

/** An API by its id, or null. The original of an import is read on its own: it may be as large as the definition. */
export async function findApi(db: DbReader, apiId: string): Promise<Api | null> {
  const row = await db.api.findUnique({ where: { id: apiId }, omit: { originalDefinition: true } });
  return row && toApi(row);
}

/** Ids of the APIs that were changed last, the newest first. */
export async function listLastChanged(db: DbReader, limit: number): Promise<readonly string[]> {
  const rows = await db.api.findMany({
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    take: limit,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** The text that was imported, as it came; null where none was kept beside the definition. */
export async function findOriginalDefinition(db: DbReader, apiId: string): Promise<string | null> {
  const row = await db.api.findUnique({ where: { id: apiId }, select: { originalDefinition: true } });
  return row?.originalDefinition ?? null;
}

/** The API that a create request with this key made, or null: a retried request finds its first result. */
export async function findApiByOperationKey(db: DbReader, operationKey: string): Promise<Api | null> {
  const row = await db.api.findUnique({ where: { operationKey }, omit: { originalDefinition: true } });
  return row && toApi(row);
}

/** What stands in the way of a name, version and context; field to message, empty where nothing does. */
export async function findIdentityConflicts(
  db: DbReader,
  wanted: {
    readonly name: string;
    readonly version: string;
    readonly context: string;
    readonly basePath: string;
  },
): Promise<Readonly<Partial<Record<"name" | "version" | "context", string>>>> {
  // One after the other: inside a transaction there is one connection.
  const byName = await db.apiFamily.findUnique({
    where: { nameKey: wanted.name.toLowerCase() },
    select: { id: true, apis: { select: { name: true, version: true, context: true } } },
  });
  const byContext = await db.apiFamily.findUnique({
    where: { contextKey: wanted.context.toLowerCase() },
    select: { id: true, apis: { select: { name: true, context: true }, take: 1 } },
  });
  const sibling = byName?.apis[0];
  const twin = byName?.apis.find(({ version }) => version.toLowerCase() === wanted.version.toLowerCase());
  if (twin) {
    return { version: `${twin.name} ${twin.version} already exists: choose another name or version` };
  }
  if (sibling && sibling.name !== wanted.name) {
    return {
      name: `An API named ${sibling.name} already exists: names that differ only in case are refused`,
    };
  }
  if (sibling && sibling.context !== wanted.context) {
    return {
      context: `All versions of ${sibling.name} share the context ${sibling.context}: use it, or choose another name`,
    };
  }
  const holder = byContext?.apis[0];
  if (byContext && byContext.id !== byName?.id) {
    return {
      context: `The context ${holder?.context ?? wanted.context} is taken by ${holder?.name ?? "another API"}`,
    };
  }
  const overlap = await findOverlap(db, wanted.basePath, byName?.id ?? null);
  return overlap ? { context: overlap } : {};
}

/**
 * Why a base path cannot be taken: it is another API's, lies inside one, or encloses one. The gateway prefers the longer
 * path, so an API inside another's would take its clients away. Compared without case, as contexts and topics are: people,
 * and some backends, do not tell them apart.
 */
async function findOverlap(db: DbReader, basePath: string, familyId: string | null): Promise<string | null> {
  const path = basePath.toLowerCase();
  const segments = path.slice(1).split("/");
  const enclosing = segments.map((_, index) => `/${segments.slice(0, index + 1).join("/")}`);
  const candidates = await db.api.findMany({
    where: {
      OR: [{ pathKey: { in: enclosing } }, { pathKey: { startsWith: `${path}/` } }],
      ...(familyId === null ? {} : { familyId: { not: familyId } }),
    },
    select: { name: true, version: true, basePath: true, pathKey: true },
  });
  // LIKE takes _ for any character, so what it found is looked at once more.
  const holder = candidates.find(
    ({ pathKey }) => enclosing.includes(pathKey) || pathKey.startsWith(`${path}/`),
  );
  if (!holder) return null;
  const owner = `${holder.name} ${holder.version}`;
  return holder.pathKey === path
    ? `The path ${basePath} is taken by ${owner}`
    : `The path ${basePath} overlaps ${holder.basePath}, which belongs to ${owner}: choose another context`;
}
