// The feed is read a page at a time: nothing is left out or read twice at the joints, and the order is that of revisions.
import { expect, it, onTestFinished } from "vitest";
import { makeDatabase } from "#gateway/test-kit/fresh-database.ts";
import { temporaryFolder } from "#gateway/test-kit/gateway-process.ts";
import { readRoutingUpdate } from "#lib/feed/repository.ts";

it("reads everything, and all that changed since a revision, over several pages", async () => {
  const folder = temporaryFolder();
  const db = await makeDatabase(folder.path);
  onTestFinished(async () => {
    await db.$disconnect();
    await folder.remove();
  });
  const record = {
    kind: "test",
    hash: "0".repeat(64),
    apiId: "a",
    environment: "production",
    application: "x",
  };
  const data = Array.from({ length: 300 }, (_, number) => {
    const body = JSON.stringify({ ...record, id: `c${number}`, expiresAtMs: 1 });
    // The later ones by id are the earlier ones by revision.
    return { id: `credential:c${number}`, kind: "credential", revision: 300 - number, body };
  });
  await db.routingEntry.createMany({ data });
  await db.routingState.update({ where: { id: 1 }, data: { revision: 300 } });
  const idsSince = async (since: number) => {
    const { update, unreadable } = await readRoutingUpdate(db, "default", since);
    expect(unreadable).toEqual([]);
    // The database starts with plans of its own.
    return update.entries.filter(({ kind }) => kind === "credential").map(({ id }) => id);
  };
  const all = data.map((_, index) => `c${299 - index}`);
  expect(await idsSince(-1)).toEqual(all);
  expect(await idsSince(150)).toEqual(all.slice(150));
  expect(await idsSince(300)).toEqual([]);
});
