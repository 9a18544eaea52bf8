// Parts of a document that come later: how they are asked for together, and anew once the document has changed.
import { expect, test, vi } from "vitest";
import type { ReadingPart } from "#lib/asyncapi/reading/sections.ts";
import { batchesOf, PartFetcher, type PartState } from "./part-fetcher.ts";

test("parts are asked for twenty at a time, fewer where their ids are long, each once and in order", () => {
  const ids = [
    ...Array.from({ length: 45 }, (_, index) => `channel-${index}`),
    ...Array.from({ length: 9 }, (_, index) => `channel-${"ü".repeat(300)}${index}`),
    `channel-${"x".repeat(20_000)}`,
    "channel-last",
  ];
  const batches = batchesOf(ids);
  expect(batches.flat()).toEqual(ids);
  expect(batches.map((batch) => batch.length)).toEqual([20, 20, 8, 3, 3, 1, 1]);
  expect(batchesOf([])).toEqual([]);
});

const schema = (name: string, title: string): PartState => {
  // The fetcher looks at nothing in it.
  const part = { kind: "schema", entry: { name, root: { title } } } as unknown as ReadingPart;
  return { kind: "here", part };
};

/** Answers of a document whose parts are called by its edition, each once it is let go. */
function waitingSource() {
  const asked: { readonly ids: readonly string[]; readonly answer: (title: string) => void }[] = [];
  const source = (ids: readonly string[]) =>
    new Promise<ReadonlyMap<string, PartState>>((resolve) => {
      asked.push({ ids, answer: (title) => resolve(new Map(ids.map((id) => [id, schema(id, title)]))) });
    });
  return { asked, source };
}

test("once a document has changed, what it brings is shown at once and what else is here is got again", async () => {
  const { asked, source } = waitingSource();
  const fetcher = new PartFetcher(source);
  const got = fetcher.fetchAll(["a", "b"]);
  asked[0]?.answer("old");
  await got;
  const told = vi.fn();
  fetcher.subscribe("b", told);

  fetcher.renew(new Map([["a", schema("a", "new")]]));
  expect(fetcher.stateOf("a")).toEqual(schema("a", "new"));
  expect(fetcher.stateOf("b")).toEqual(schema("b", "old"));
  expect(asked[1]?.ids).toEqual(["b"]);
  asked[1]?.answer("new");
  await vi.waitFor(() => expect(fetcher.stateOf("b")).toEqual(schema("b", "new")));
  expect(told).toHaveBeenCalledTimes(1);
});

test("what is as it was before is the same object, and nobody is told", async () => {
  const { asked, source } = waitingSource();
  const fetcher = new PartFetcher(source);
  const got = fetcher.fetchAll(["a"]);
  asked[0]?.answer("same");
  await got;
  const before = fetcher.stateOf("a");
  const told = vi.fn();
  fetcher.subscribe("a", told);
  fetcher.renew(new Map([["a", schema("a", "same")]]));
  expect(fetcher.stateOf("a")).toBe(before);
  expect(told).not.toHaveBeenCalled();
});

test("what was asked of a document that has changed meanwhile is asked again", async () => {
  const { asked, source } = waitingSource();
  const fetcher = new PartFetcher(source);
  const got = fetcher.fetchNow("a");
  fetcher.renew(new Map());
  asked[0]?.answer("old");
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(fetcher.stateOf("a")).toBeUndefined();
  asked[1]?.answer("new");
  await got;
  expect(fetcher.stateOf("a")).toEqual(schema("a", "new"));
});

test("a part that a changed document has no more is forgotten, and wanted again when it is back", async () => {
  const answers = [new Map([["a", schema("a", "old")]]), new Map(), new Map([["a", schema("a", "back")]])];
  const fetcher = new PartFetcher(async () => answers.shift() ?? new Map());
  await fetcher.fetchNow("a");
  fetcher.renew(new Map());
  await vi.waitFor(() => expect(fetcher.stateOf("a")).toBeUndefined());
  await fetcher.fetchNow("a");
  expect(fetcher.stateOf("a")).toEqual(schema("a", "back"));
});

test("what was fetched ahead is not shown before it is wanted, and is not asked for again then", async () => {
  const { asked, source } = waitingSource();
  const fetcher = new PartFetcher(source);
  const told = vi.fn();
  for (const id of ["a", "b", "c"]) fetcher.subscribe(id, told);
  const ahead = fetcher.fetchAhead(["a", "b", "c"]);
  asked[0]?.answer("ahead");
  expect([...((await ahead) ?? [])].map(([id]) => id)).toEqual(["a", "b", "c"]);
  expect(told).not.toHaveBeenCalled();
  expect(fetcher.stateOf("a")).toBeUndefined();

  await fetcher.fetchNow("a");
  expect(fetcher.stateOf("a")).toEqual(schema("a", "ahead"));
  fetcher.want("b");
  expect(fetcher.stateOf("b")).toEqual(schema("b", "ahead"));
  fetcher.showAll();
  expect(fetcher.stateOf("c")).toEqual(schema("c", "ahead"));
  expect(told).toHaveBeenCalledTimes(3);
  expect(await fetcher.fetchAhead(["a", "b", "c"])).toEqual(new Map());
  expect(asked).toHaveLength(1);
});

test("what is wanted while it is fetched ahead is shown when it comes", async () => {
  const { asked, source } = waitingSource();
  const fetcher = new PartFetcher(source);
  const ahead = fetcher.fetchAhead(["near", "linked"]);
  fetcher.want("near");
  const linked = fetcher.fetchNow("linked");
  asked[0]?.answer("ahead");
  await Promise.all([ahead, linked]);
  expect(fetcher.stateOf("near")).toEqual(schema("near", "ahead"));
  expect(fetcher.stateOf("linked")).toEqual(schema("linked", "ahead"));
  expect(asked).toHaveLength(1);
});

test("what does not come ahead is said to nobody, and asked for again once it is wanted", async () => {
  const failed: PartState = { kind: "failed", problem: "The portal does not answer" };
  const answers = [new Map([["a", failed]]), new Map([["a", schema("a", "now")]])];
  const fetcher = new PartFetcher(async () => answers.shift() ?? new Map());
  expect(await fetcher.fetchAhead(["a"])).toBeNull();
  expect(fetcher.stateOf("a")).toBeUndefined();
  await fetcher.fetchNow("a");
  expect(fetcher.stateOf("a")).toEqual(schema("a", "now"));
});

test("no more is fetched ahead than a page may hold", async () => {
  const large = schema("large", "x".repeat(3_000_000));
  const fetcher = new PartFetcher(async (ids) => new Map(ids.map((id) => [id, large])));
  for (const id of ["a", "b", "c"]) expect((await fetcher.fetchAhead([id]))?.size).toBe(1);
  expect(await fetcher.fetchAhead(["d"])).toBeNull();
});

test("what was fetched ahead of a document that has changed is forgotten", async () => {
  const fetcher = new PartFetcher(async (ids) => new Map(ids.map((id) => [id, schema(id, "old")])));
  await fetcher.fetchAhead(["a"]);
  fetcher.renew(new Map());
  fetcher.showAll();
  expect(fetcher.stateOf("a")).toBeUndefined();
});
