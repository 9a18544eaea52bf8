// The address of the Connections page carries everything it shows.
import { expect, test } from "vitest";
import { connectionsHref, narrowed, parseConnectionsQuery } from "./connections-query.ts";

const full = {
  search: "10.0.0.7 phone",
  code: 4408,
  by: "gateway",
  cursor: "abc.def",
  page: 3,
  opened: "c-1",
} as const;

test("an address read again says the same", () => {
  const { searchParams, pathname } = new URL(connectionsHref("api 1", full), "http://portal");
  expect(pathname).toBe("/apis/api%201/connections");
  expect(parseConnectionsQuery(Object.fromEntries(searchParams))).toEqual(full);
  const refused = { ...full, code: 502, by: "refused" } as const;
  const again = new URL(connectionsHref("api 1", refused), "http://portal").searchParams;
  expect(parseConnectionsQuery(Object.fromEntries(again))).toEqual(refused);
});

test("what makes no sense counts as absent", () => {
  const query = parseConnectionsQuery({ q: ["a", "b"], code: "12", by: "nobody", page: "7" });
  expect(query).toEqual({ search: "", code: null, by: null, cursor: null, page: 1, opened: null });
  expect(connectionsHref("a", query)).toBe("/apis/a/connections");
});

test("a new filter starts at the first page", () => {
  expect(narrowed(full, { code: null })).toEqual({ ...full, code: null, cursor: null, page: 1 });
});
