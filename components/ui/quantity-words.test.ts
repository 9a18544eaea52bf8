// Numbers in words.
import { expect, test } from "vitest";
import { ageWords, bytesWords, countWords, durationWords, rateWords } from "./quantity-words.ts";

test("counts keep their digits until there are too many", () => {
  expect([0, 1_234, 2_345_678].map(countWords)).toEqual(["0", "1,234", "2.35M"]);
});

test("rates have three digits", () => {
  expect([0, 0.256, 12_345].map(rateWords)).toEqual(["0", "0.256", "12.3K"]);
});

test("bytes go up in thousands", () => {
  expect([0, 999, 1_500, 5e9, 7e15].map(bytesWords)).toEqual(["0 B", "999 B", "1.5 kB", "5 GB", "7K TB"]);
});

test("ages name their two largest units", () => {
  expect([-5, 59_000, 61_000, 3_723_000, 90_000_000].map(ageWords)).toEqual([
    "0 s",
    "59 s",
    "1 min 1 s",
    "1 h 2 min",
    "1 d 1 h",
  ]);
});

test("durations are milliseconds until they are seconds", () => {
  expect([null, 0.034, 250, 1_500].map(durationWords)).toEqual(["–", "0.034 ms", "250 ms", "1.5 s"]);
});
