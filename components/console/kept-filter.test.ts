// The filter of a message list and the coverage of a definition are those of the tab, and nothing that is none.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepCoverage, keptCoverage } from "./kept-coverage.ts";
import { keepFilter, keptFilter } from "./kept-filter.ts";
import { NO_FILTER } from "./list-filter.ts";
import { RemoteConsole } from "./remote-console.ts";

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

const noThread = () => ({
  postMessage: () => undefined,
  addEventListener: () => undefined,
  terminate: () => undefined,
});

test("a console that is opened anew has the filter it had, but for a connection that is no more", () => {
  const filter = {
    ...NO_FILTER,
    direction: "sent",
    search: "ann",
    connection: 3,
    naming: { kind: "unread" },
  } as const;
  const session = new RemoteConsole("a", noThread);
  session.filter(filter);
  expect(session.view.filter).toEqual(filter);
  expect(new RemoteConsole("a", noThread).view.filter).toEqual({ ...filter, connection: null });
  expect(new RemoteConsole("b", noThread).view.filter).toEqual(NO_FILTER);
});

test.each([
  "null",
  "x",
  "[]",
  '{"direction":"up","validity":"all","naming":{"kind":"any"},"search":""}',
  '{"direction":"all","validity":"all","naming":{"kind":"named"},"search":""}',
  '{"search":"x"}',
])("nothing is filtered where the tab holds %s", (text) => {
  keepFilter("a", NO_FILTER);
  for (const key of stored.keys()) stored.set(key, text);
  expect(keptFilter("a")).toEqual(NO_FILTER);
});

test("coverage is kept for each API of its own", () => {
  keepCoverage("a", ["x", "y"]);
  expect(keptCoverage("a")).toEqual(["x", "y"]);
  expect(keptCoverage("b")).toEqual([]);
});
