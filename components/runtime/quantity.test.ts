// 600000 ms reads as 10 minutes, and back.
import { expect, test } from "vitest";
import { countOf, quantityOf, sizeUnits, timeUnits } from "./quantity.ts";

test.each([
  [600_000, "10", "minutes"],
  [90_000, "90", "seconds"],
  [7_200_000, "2", "hours"],
  [100, "0.1", "seconds"],
  [0, "0", "seconds"],
])("%d ms is %s %s", (count, amount, unit) => {
  const quantity = quantityOf(count, timeUnits);
  expect(quantity).toEqual({ amount, unit });
  expect(countOf(quantity)).toBe(count);
});

test("bytes read as KB and MB", () => {
  expect(quantityOf(1_048_576, sizeUnits)).toEqual({ amount: "1", unit: "MB" });
  expect(quantityOf(65_536, sizeUnits)).toEqual({ amount: "64", unit: "KB" });
});

test.each(["", "x", "-1", "1e3", "1.2.3"])("%j is no amount", (amount) => {
  expect(countOf({ amount, unit: "seconds" })).toBeNull();
});

test("a decimal comma is understood", () => {
  expect(countOf({ amount: "1,5", unit: "MB" })).toBe(1_572_864);
});
