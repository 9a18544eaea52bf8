import { expect, test } from "vitest";
import { shownColumns } from "./shown-columns.ts";

const ten = Array.from({ length: 10 }, (_, id) => ({ id }));
const idsOf = ({ columns }: { readonly columns: readonly { readonly id: number }[] }) =>
  columns.map(({ id }) => id);

test("the newest eight stand side by side, and the others are told of", () => {
  const shown = shownColumns(ten, { isNarrow: false, chosen: 1 });
  expect([idsOf(shown), shown.hidden]).toEqual([[2, 3, 4, 5, 6, 7, 8, 9], 2]);
});

test("where there is room for one at a time, each can be chosen: none is told of as hidden", () => {
  const shown = shownColumns(ten, { isNarrow: true, chosen: 1 });
  expect([idsOf(shown), shown.hidden]).toEqual([[1], 0]);
  expect(idsOf(shownColumns(ten, { isNarrow: true, chosen: null }))).toEqual([0]);
  expect(idsOf(shownColumns([], { isNarrow: true, chosen: null }))).toEqual([]);
});
