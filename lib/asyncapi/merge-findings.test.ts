// Two judges, one list: nothing twice, and nothing hidden.
import { expect, test } from "vitest";
import type { Diagnostic } from "./diagnostic.ts";
import { mergeFindings } from "./merge-findings.ts";

function found(message: string, line: number, column: number, severity: Diagnostic["severity"] = "error") {
  return { severity, code: message, message, line, column } satisfies Diagnostic;
}
const messages = (own: Diagnostic[], parsers: Diagnostic[]) =>
  mergeFindings(own, parsers).map(({ message }) => message);

test("where both have an error at a line, ours is told", () => {
  expect(messages([found("ours", 3, 5)], [found("theirs", 3, 12)])).toEqual(["ours"]);
});

test("in a document of one line, errors that stand apart are all told", () => {
  const parsers = [found("near", 1, 130), found("far", 1, 900)];
  expect(messages([found("ours", 1, 120)], parsers)).toEqual(["ours", "far"]);
});

test("a warning of ours goes where the parser has an error at the same place", () => {
  const ours = [found("unused", 4, 7, "warning"), found("other", 4, 30, "warning")];
  expect(messages(ours, [found("redundant", 4, 7)])).toEqual(["redundant", "other"]);
});

test("what the parser warns of is told beside an error of ours", () => {
  expect(messages([found("ours", 2, 1)], [found("warns", 2, 1, "warning")])).toEqual(["ours", "warns"]);
});
