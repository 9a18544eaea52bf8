// How long the catalogue's page of the developer portal takes to find something among 10,000 published APIs, half of which
// nobody finds who is not signed in, and to list the tags of all. Checks first that each search finds what it should.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "#gateway/bench/statistics.ts";
import { makeDatabase } from "#gateway/test-kit/fresh-database.ts";
import { catalogueQuerySchema } from "#lib/catalogue/entry.ts";
import { findCataloguePage } from "#lib/catalogue/repository.ts";
import type { Viewer } from "#lib/catalogue/visibility.ts";
import type { Db } from "#lib/db/db.ts";

export const CATALOGUE_APIS = 10_000;
const ROUNDS = 15;
const BATCH = 500;

const designer: Viewer = { id: "bench", roles: ["creator"] };

/** What somebody looks for, who is not signed in where nobody is named, and how many of it the first page has. */
const searches: readonly {
  readonly what: string;
  readonly q: string;
  readonly tag: string;
  readonly found: number;
  readonly viewer?: Viewer;
}[] = [
  { what: "a name", q: "Seeded 4242", tag: "", found: 1 },
  { what: "a topic, in all of them", q: "rooms", tag: "", found: 24 },
  { what: "a message of one", q: "said8086", tag: "", found: 1 },
  { what: "two words", q: "prices seeded", tag: "", found: 24 },
  { what: "a tag", q: "", tag: "finance", found: 24 },
  { what: "what nobody has", q: "unheard of", tag: "", found: 0 },
  { what: "what is for others", q: "Seeded 4243", tag: "", found: 0 },
  { what: "a topic, by who finds all APIs", q: "rooms", tag: "", found: 24, viewer: designer },
];

/** Milliseconds of each search, the median of some rounds; what was found wrongly is in `wrong`. */
export async function measureCatalogue() {
  const folder = await mkdtemp(join(tmpdir(), "catalogue-bench-"));
  const db = await makeDatabase(folder);
  try {
    await seed(db);
    const wrong: string[] = [];
    const rows: { what: string; ms: number }[] = [];
    for (const { what, q, tag, found, viewer = null } of searches) {
      const search = () => findCataloguePage(db, catalogueQuerySchema.parse({ q, tag }), viewer);
      const { entries, tags } = await search();
      if (entries.length !== found) wrong.push(`${what}: ${entries.length} found, not ${found}`);
      if (tags.slice(0, 2).join() !== "chat,finance")
        wrong.push(`${what}: the tags begin with ${tags[0]}, ${tags[1]}`);
      rows.push({ what, ms: await medianOf(search) });
    }
    return { rows, wrong };
  } finally {
    await db.$disconnect();
    await rm(folder, { recursive: true });
  }
}

async function medianOf(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedMs = performance.now();
    await run();
    times.push(performance.now() - startedMs);
  }
  return median(times);
}

/** Rows alone, as deployments leave them: the commands would take an hour, and searching reads nothing else. */
async function seed(db: Db): Promise<void> {
  const environment = await db.environment.findFirstOrThrow({ select: { id: true } });
  for (let start = 0; start < CATALOGUE_APIS; start += BATCH) {
    const numbers = Array.from({ length: BATCH }, (_, index) => start + index);
    await db.apiFamily.createMany({
      data: numbers.map((number) => ({
        id: `family-${number}`,
        nameKey: `seeded ${number}`,
        contextKey: `/seeded${number}`,
      })),
    });
    await db.api.createMany({ data: numbers.map(apiRow) });
    await db.revision.createMany({
      data: numbers.map((number) => ({
        ...{ id: `revision-${number}`, apiId: `api-${number}`, number: 1, createdBy: "bench" },
        ...{ snapshot: "{}", digest: String(number) },
      })),
    });
    await db.deployment.createMany({
      data: numbers.map((number) => ({
        ...{ apiId: `api-${number}`, environmentId: environment.id, revisionId: `revision-${number}` },
        ...{ deployedBy: "bench", routingRevision: 1 },
        searchText: `prices and rooms of house ${number} /rooms/{room} /prices said${number} priceChanged`,
      })),
    });
  }
}

function apiRow(number: number) {
  const name = `Seeded ${number}`;
  // So that few have the same tags together.
  const tags = [number % 3 === 0 ? "finance" : "chat", `team-${number % 1_000}`];
  return {
    ...{ id: `api-${number}`, familyId: `family-${number}`, name, displayName: name, version: "1.0.0" },
    ...{ context: `/seeded${number}`, basePath: `/seeded${number}/1.0.0`, state: "published" },
    ...{ security: "{}", limits: "{}", definition: "", createdById: "bench", createdBy: "bench" },
    ...{ tags: JSON.stringify(tags), nameKey: name.toLowerCase(), updatedAt: new Date() },
    searchText: `${name.toLowerCase()} /seeded${number} 1.0.0 ${tags.join(" ")}`,
    visibility: number % 2 === 0 ? "public" : "signedIn",
  };
}
