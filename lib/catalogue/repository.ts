// Reads of the developer portal: published APIs that the person who looks may find, and nothing of the design behind them.
import { z } from "zod";
import { toSearchable } from "#lib/apis/api-row.ts";
import { type Design, designSchema } from "#lib/apis/design.ts";
import type { DbReader } from "#lib/db/db.ts";
import {
  CATALOGUE_PAGE_SIZE,
  type CatalogueEntry,
  type CataloguePage,
  type CatalogueQuery,
  type DeprecationNotice,
} from "./entry.ts";
import {
  type ApiVisibility,
  readVisibility,
  type Viewer,
  wherePublished,
  whereVisible,
} from "./visibility.ts";

const MOST_WORDS = 8;
const MOST_TAGS = 200;
const MOST_CHOICES = 200;
const tagsSchema = z.array(z.string());

const columns = {
  id: true,
  name: true,
  displayName: true,
  version: true,
  basePath: true,
  description: true,
  tags: true,
  updatedAt: true,
  state: true,
  retiresOn: true,
  successorId: true,
} as const;

/** A page of what somebody finds, by name; words are looked for in names, paths, versions and tags, and in what is live. */
export async function listCatalogue(
  db: DbReader,
  query: CatalogueQuery,
  viewer: Viewer,
): Promise<CataloguePage> {
  const words = toSearchable(query.q).split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  const rows = await db.api.findMany({
    where: {
      AND: [
        whereVisible(viewer),
        ...words.map((word) => ({ OR: [{ searchText: { contains: word } }, isLiveWith(word)] })),
        ...(query.tag === "" ? [] : [{ tags: { contains: JSON.stringify(query.tag) } }]),
      ],
    },
    orderBy: [{ nameKey: "asc" }, { id: "asc" }],
    ...(query.after === undefined ? {} : { cursor: { id: query.after }, skip: 1 }),
    take: CATALOGUE_PAGE_SIZE + 1,
    select: columns,
  });
  const shown = rows.slice(0, CATALOGUE_PAGE_SIZE);
  const successors = await findSuccessors(db, shown, viewer);
  const entries = shown.map((row) => entryOf(row, successors));
  return { entries, next: rows.length > CATALOGUE_PAGE_SIZE ? (entries.at(-1)?.id ?? null) : null };
}

/** What a live revision is found by: its topics, its messages, the description. */
function isLiveWith(word: string) {
  return { deployments: { some: { searchText: { contains: word } } } };
}

/** The tags of all that somebody finds, those used most first. */
export async function listCatalogueTags(db: DbReader, viewer: Viewer): Promise<readonly string[]> {
  const rows = await db.api.findMany({
    where: { AND: [whereVisible(viewer), { NOT: { tags: "[]" } }] },
    select: { tags: true },
  });
  const counts = new Map<string, number>();
  for (const { tags } of rows) {
    for (const tag of tagsSchema.parse(JSON.parse(tags))) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, one], [b, other]) => other - one || a.localeCompare(b))
    .map(([tag]) => tag)
    .slice(0, MOST_TAGS);
}

/** A published API as its consumers have it: the design that is live, not the one being worked on. */
export type PublishedApi = CatalogueEntry & {
  /** Of the revision that is deployed. */
  readonly design: Design;
  readonly versions: readonly { readonly id: string; readonly version: string }[];
};

/** A published API that the person may find; null for everything else. */
export async function findPublished(
  db: DbReader,
  apiId: string,
  viewer: Viewer,
): Promise<PublishedApi | null> {
  const row = await db.api.findFirst({
    where: { AND: [{ id: apiId }, whereVisible(viewer)] },
    select: {
      ...columns,
      familyId: true,
      deployments: {
        orderBy: { environment: { position: "asc" } },
        take: 1,
        select: { revision: { select: { snapshot: true } } },
      },
    },
  });
  const snapshot = row?.deployments[0]?.revision.snapshot;
  if (!row || snapshot === undefined) return null;
  const versions = await db.api.findMany({
    where: { AND: [{ familyId: row.familyId }, whereVisible(viewer)] },
    orderBy: { createdAt: "desc" },
    select: { id: true, version: true },
  });
  const successors = await findSuccessors(db, [row], viewer);
  return { ...entryOf(row, successors), design: designSchema.parse(JSON.parse(snapshot)), versions };
}

/** Who finds an API in the developer portal; null where it is gone. */
export async function findVisibility(db: DbReader, apiId: string): Promise<ApiVisibility | null> {
  const row = await db.api.findUnique({
    where: { id: apiId },
    select: { visibility: true, visibleTo: true },
  });
  return row && readVisibility(row);
}

type Row = Omit<CatalogueEntry, "tags" | "deprecation"> & NoticeRow & { readonly tags: string };
type NoticeRow = {
  readonly state: string;
  readonly retiresOn: string | null;
  readonly successorId: string | null;
};
type Successors = ReadonlyMap<string, NonNullable<DeprecationNotice["successor"]>>;

/** What replaces these, as far as the person finds it. */
async function findSuccessors(db: DbReader, rows: readonly NoticeRow[], viewer: Viewer): Promise<Successors> {
  const ids = rows.flatMap(({ state, successorId }) =>
    state === "deprecated" && successorId !== null ? [successorId] : [],
  );
  if (ids.length === 0) return new Map();
  const found = await db.api.findMany({
    where: { AND: [{ id: { in: ids } }, whereVisible(viewer)] },
    select: { id: true, displayName: true, version: true },
  });
  return new Map(found.map(({ id, displayName, version }) => [id, { id, name: displayName, version }]));
}

function noticeOf(
  { state, retiresOn, successorId }: NoticeRow,
  successors: Successors,
): DeprecationNotice | null {
  if (state !== "deprecated") return null;
  return { retiresOn, successor: successors.get(successorId ?? "") ?? null };
}

/** What readers are told of an API that is deprecated, as a person sees it; null where it is not. */
export async function findDeprecation(
  db: DbReader,
  apiId: string,
  viewer: Viewer,
): Promise<DeprecationNotice | null> {
  const row = await db.api.findUnique({
    where: { id: apiId },
    select: { state: true, retiresOn: true, successorId: true },
  });
  return row && noticeOf(row, await findSuccessors(db, [row], viewer));
}

/** APIs that can replace another, as choices: its own other versions first. */
export async function listSuccessorChoices(
  db: DbReader,
  apiId: string,
): Promise<readonly { readonly id: string; readonly name: string; readonly version: string }[]> {
  const api = await db.api.findUnique({ where: { id: apiId }, select: { familyId: true } });
  if (!api) return [];
  const list = (where: object) =>
    db.api.findMany({
      where: { AND: [wherePublished(), where] },
      orderBy: [{ nameKey: "asc" }, { createdAt: "desc" }],
      take: MOST_CHOICES,
      select: { id: true, displayName: true, version: true },
    });
  const versions = await list({ familyId: api.familyId, id: { not: apiId } });
  const others = await list({ familyId: { not: api.familyId } });
  return [...versions, ...others].map(({ id, displayName, version }) => ({ id, name: displayName, version }));
}

function entryOf(
  { id, name, displayName, version, basePath, description, tags, updatedAt, ...notice }: Row,
  successors: Successors,
): CatalogueEntry {
  return {
    deprecation: noticeOf(notice, successors),
    ...{ id, name, displayName, version, basePath, description, updatedAt },
    tags: tagsSchema.parse(JSON.parse(tags)),
  };
}
