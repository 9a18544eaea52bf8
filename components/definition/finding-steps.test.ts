// F8 goes through all that was found, from where the cursor is, each finding once a round.
import { expect, test } from "vitest";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { inOrder, stepTo, stepWords } from "./finding-steps.ts";

const finding = (line: number, column: number, message: string): Diagnostic => ({
  severity: "error",
  code: "test",
  message,
  line,
  column,
});

const findings = inOrder([finding(9, 1, "d"), finding(2, 3, "a"), finding(5, 1, "b"), finding(5, 1, "c")]);

function walk(step: "next" | "previous", start: { line: number; column: number }): string {
  let cursor = start;
  let last: Diagnostic | null = null;
  let seen = "";
  for (let count = 0; count < 5; count += 1) {
    const found: Diagnostic | undefined = findings[stepTo(findings, cursor, last, step)];
    if (found === undefined) break;
    seen += found.message;
    cursor = found;
    last = found;
  }
  return seen;
}

test("it goes round, also where two findings stand at one place", () => {
  expect(walk("next", { line: 1, column: 1 })).toBe("abcda");
  expect(walk("next", { line: 5, column: 2 })).toBe("dabcd");
  expect(walk("previous", { line: 1, column: 1 })).toBe("dcbad");
});

test("a cursor that was moved meanwhile counts, not the finding before", () => {
  expect(findings[stepTo(findings, { line: 3, column: 1 }, findings[3] ?? null, "next")]?.message).toBe("b");
});

test("without findings there is nothing to go to, and that is said", () => {
  for (const step of ["next", "previous"] as const)
    expect(stepTo([], { line: 1, column: 1 }, null, step)).toBe(-1);
  expect(stepWords([], -1)).toBe("Nothing was found.");
});

test("what is said names kind, number, line and words", () => {
  expect(stepWords(findings, 1)).toBe("Error, 2 of 4, line 5: b");
});
