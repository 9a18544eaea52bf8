import { expect, it } from "vitest";
import { apiSorts, newestFirst } from "#lib/apis/api-order.ts";
import { firstPage, listHref, parseListQuery, sortedBy } from "./list-query.ts";

const parsed = (href: string) =>
  parseListQuery(Object.fromEntries(new URL(href, "http://portal.test").searchParams));

it.each(apiSorts)("the order by %s stands in the address, both ways, through search and paging", (by) => {
  for (const direction of ["asc", "desc"] as const) {
    const order = { by, direction };
    const query = { ...parseListQuery({ view: "table", q: "chat" }), order, cursor: "c", page: 3 };
    expect(parsed(listHref(query))).toEqual(query);
    expect(parsed(listHref(firstPage({ ...query, search: "other" })))).toMatchObject({ order, cursor: null });
  }
});

it("a column sorts upwards first, the last change downwards, and a second time the other way", () => {
  const query = { ...parseListQuery({ view: "table" }), cursor: "c", page: 2 };
  const byName = sortedBy(query, "name");
  expect(byName).toMatchObject({ order: { by: "name", direction: "asc" }, cursor: null, page: 1 });
  expect(sortedBy(byName, "name").order).toEqual({ by: "name", direction: "desc" });
  expect(sortedBy(byName, "updated").order).toEqual(newestFirst);
  expect(sortedBy(query, "updated").order).toEqual({ by: "updated", direction: "asc" });
});

it.each(["", "-", "size", "--name", "name-", "constructor"])(
  "%j is no order: the newest change comes first",
  (sort) => {
    expect(parseListQuery({ sort }).order).toEqual(newestFirst);
  },
);
