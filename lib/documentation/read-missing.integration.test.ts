// The reading ahead after a portal's start, on SQLite and PostgreSQL: what an upgrade left behind is read, and nothing twice.
import { afterEach, describe, expect, it } from "vitest";
import { listLastChanged } from "#lib/apis/repository.ts";
import { Storage } from "#lib/db/test-kit/storage.ts";
import { readMissing } from "./commands.ts";

const localUrls = { ws: "ws://localhost:9099", wss: "wss://localhost:8099" };

/** Longer than what is worked on at once. */
const filler = `\n# ${"-".repeat(9000)}\n`;

describe.each(["sqlite", "postgresql"] as const)("reading ahead at a portal's start on %s", (kind) => {
  const storage = new Storage(kind);

  afterEach(async () => {
    await storage.db.deployment.deleteMany();
    await storage.db.revision.deleteMany();
    await storage.db.api.deleteMany();
  });

  const start = (codeVersion: string, signal = new AbortController().signal) =>
    readMissing({ db: storage.db, localUrls, codeVersion, signal });

  async function longApi(change: (text: string) => string = (text) => text) {
    const { id, definition } = await storage.created();
    return storage.db.api.update({ where: { id }, data: { definition: change(definition) + filler } });
  }

  async function keptOf(apiId: string) {
    const rows = await storage.db.keptReading.findMany({ where: { apiId }, orderBy: { kind: "asc" } });
    return rows.map(({ kind: of, key }) => ({ of, key }));
  }

  it("reads what is kept by older code, and at the next start nothing", async () => {
    const { id } = await longApi();
    expect(await start("old")).toEqual({ answers: 2, failures: [] });
    const old = await keptOf(id);
    expect(old.map(({ of }) => of)).toEqual(["design openDocument", "design readFacts"]);
    expect(await start("new")).toEqual({ answers: 2, failures: [] });
    const read = await keptOf(id);
    expect(read.map(({ of }) => of)).toEqual(old.map(({ of }) => of));
    expect(read.map(({ key }) => key)).not.toEqual(old.map(({ key }) => key));
    expect(await start("new")).toEqual({ answers: 0, failures: [] });
    expect(await keptOf(id)).toEqual(read);
  });

  it("forgets what older code kept under other names", async () => {
    const { id } = await longApi();
    await start("old");
    await storage.db.keptReading.updateMany({
      where: { apiId: id, kind: "design openDocument" },
      data: { kind: "design named otherwise" },
    });
    await start("new");
    expect((await keptOf(id)).map(({ of }) => of)).toEqual(["design openDocument", "design readFacts"]);
  });

  it("reads what is published too, and only what is missing of it", async () => {
    const { id, etag } = await longApi();
    await storage.deployed({ id, etag });
    await storage.db.api.update({ where: { id }, data: { state: "published" } });
    expect(await start("code")).toEqual({ answers: 3, failures: [] });
    await storage.db.keptReading.deleteMany({ where: { apiId: id, kind: "published openDocument" } });
    expect(await start("code")).toEqual({ answers: 1, failures: [] });
  });

  it("reads nothing of short texts, and of one that cannot be read only that", async () => {
    await storage.created();
    const { id } = await longApi(() => "asyncapi: [");
    expect(await start("code")).toEqual({ answers: 1, failures: [] });
    expect(await start("code")).toEqual({ answers: 0, failures: [] });
    expect((await keptOf(id)).map(({ of }) => of)).toEqual(["design readFacts"]);
  });

  it("begins with what was changed last, and knows where to end", async () => {
    const [first, second, third] = [await longApi(), await longApi(), await longApi()];
    await storage.db.api.update({ where: { id: first.id }, data: { description: "Changed since" } });
    expect(await listLastChanged(storage.db, 2)).toEqual([first.id, third.id]);
    expect(await listLastChanged(storage.db, 3)).toEqual([first.id, third.id, second.id]);
  });

  it("goes on after an API that fails", async () => {
    const [older, newer] = [await longApi(), await longApi()];
    await storage.db.api.update({ where: { id: newer.id }, data: { passRules: "no JSON" } });
    const { answers, failures } = await start("code");
    expect([answers, failures.length]).toEqual([2, 1]);
    expect(await keptOf(older.id)).toHaveLength(2);
  });

  it("reads nothing once the portal stops", async () => {
    const { id } = await longApi();
    expect(await start("stopped", AbortSignal.abort())).toMatchObject({ answers: 0 });
    expect(await keptOf(id)).toEqual([]);
  });
});
