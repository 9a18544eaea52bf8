// Reports do not wait for each other, and say when they fail.
import { expect, it } from "vitest";
import type { Db } from "#lib/db/db.ts";
import { ReportQueue } from "./report-queue.ts";

function start(isDatabaseUp = () => true) {
  const logged: string[] = [];
  const note =
    (level: string) =>
    ({ what }: { readonly what: string }): void => {
      logged.push(`${level}: ${what}`);
    };
  const log = { warn: note("warn"), info: note("info") } as ConstructorParameters<
    typeof ReportQueue
  >[0]["log"]; // called with an object first
  const queue = new ReportQueue({ database: { get: () => ({}) as Db }, isDatabaseUp, log }); // nobody asks it anything
  return { queue, logged };
}

it("writes the others where one cannot be written, and warns once until it can", async () => {
  const { queue, logged } = start();
  const written: string[] = [];
  let isBroken = true;
  const round = async (): Promise<void> => {
    queue.add("connections", async () => {
      if (isBroken) throw new Error("refused");
      written.push("connections");
    });
    for (const what of ["traffic", "backends"]) queue.add(what, async () => void written.push(what));
    await queue.emptied();
  };
  await round();
  await round();
  expect(written).toEqual(["traffic", "backends", "traffic", "backends"]);
  expect(logged).toEqual(["warn: connections"]);
  isBroken = false;
  await round();
  expect(written.slice(4)).toEqual(["connections", "traffic", "backends"]);
  expect(logged).toEqual(["warn: connections", "info: connections"]);
});

it("keeps one of each kind waiting at most, and skips nobody for another's sake", async () => {
  const { queue } = start();
  const { promise: slow, resolve: finish } = Promise.withResolvers<void>();
  const written: string[] = [];
  queue.add("slow", () => slow);
  for (let turn = 0; turn < 3; turn += 1) queue.add("other", async () => void written.push("other"));
  finish();
  await queue.emptied();
  expect(written).toEqual(["other"]);
});

it("leaves the database alone while it is away", async () => {
  const { queue, logged } = start(() => false);
  queue.add("traffic", () => expect.fail("asked"));
  await queue.emptied();
  expect(logged).toEqual([]);
});
