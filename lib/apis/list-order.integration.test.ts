// The list of APIs in every order, over pages and through equal values, on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { saveBasicInfo } from "#lib/apis/commands.ts";
import { listApis } from "#lib/apis/repository.ts";
import { createApi } from "#lib/creation/commands.ts";
import { Storage, value } from "#lib/db/test-kit/storage.ts";
import type { ApiSummary } from "./api.ts";
import { type ApiOrder, apiSorts } from "./api-order.ts";

/** What is compared, as the list shows it. */
const shown: Readonly<Record<ApiOrder["by"], (api: ApiSummary) => string>> = {
  name: (api) => api.displayName.toLowerCase(),
  path: (api) => api.basePath.toLowerCase(),
  state: (api) => api.state,
  creator: (api) => api.createdBy,
  updated: (api) => api.updatedAt.toISOString(),
};

const directions = ["asc", "desc"] as const;
const orders = apiSorts.flatMap((by) => directions.map((direction) => ({ by, direction })));

describe.each(["sqlite", "postgresql"] as const)("the order of APIs on %s", (kind) => {
  const storage = new Storage(kind);
  const names = ["alpha", "Beta", "gamma", "Same", "same", "SAME", "zeta"];

  beforeAll(async () => {
    const now = new Date();
    for (const [index, displayName] of names.entries()) {
      const actor = { id: `u${index % 2}`, username: index % 2 ? "anna" : "bert" };
      const context = index % 3 ? `/path${index}` : `/Path${index}`;
      const input = storage.input({ context, displayName, name: `Made ${names.length - index}` });
      const moment = new Date(now.getTime() + Math.floor(index / 3)); // three share one
      const acting = { ...storage.context, actor, now: () => moment };
      const { apiId } = value(await createApi(acting, { input, operationKey: randomUUID() }));
      const data = { updatedAt: moment, state: index % 2 ? "published" : "created" };
      await storage.db.api.update({ where: { id: apiId }, data });
    }
  });

  async function pages(order: ApiOrder, limit: number): Promise<ApiSummary[]> {
    const seen: ApiSummary[] = [];
    for (let cursor: string | null = null; ; ) {
      const page = await listApis(storage.db, { search: "", state: null, order, cursor, limit });
      seen.push(...page.items);
      if (page.nextCursor === null) return seen;
      cursor = page.nextCursor;
    }
  }

  it.each(orders)("by $by, $direction: every API once, equal ones too", async (order) => {
    const seen = await pages(order, 2);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(names.length);
    expect(seen).toHaveLength(names.length);
    const values = seen.map(shown[order.by]);
    const sorted = [...values].sort();
    expect(values).toEqual(order.direction === "asc" ? sorted : sorted.reverse());
    expect(await pages(order, 100)).toEqual(seen);
  });

  it("a cursor of another order begins at the first page", async () => {
    const query = { search: "", state: null, limit: 2 };
    const byName: ApiOrder = { by: "name", direction: "asc" };
    const { nextCursor } = await listApis(storage.db, { ...query, order: byName, cursor: null });
    const byPath: ApiOrder = { by: "path", direction: "asc" };
    const first = await listApis(storage.db, { ...query, order: byPath, cursor: null });
    expect(await listApis(storage.db, { ...query, order: byPath, cursor: nextCursor })).toEqual(first);
  });

  it("a new display name moves an API", async () => {
    const order: ApiOrder = { by: "name", direction: "asc" };
    const [first] = await pages(order, 1);
    if (!first) throw new Error("no API");
    const { etag } = await storage.db.api.findUniqueOrThrow({ where: { id: first.id } });
    const input = { apiId: first.id, etag, displayName: "Zz last", description: "", tags: [] };
    value(await saveBasicInfo(storage.context, input));
    expect((await pages(order, 3)).at(-1)?.id).toBe(first.id);
  });
});
