import { expect, test } from "vitest";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { whyUnreadable } from "./unreadable.ts";

const finding = (code: string, message: string): Diagnostic => ({
  ...{ severity: "error", code, message },
  ...{ line: 1, column: 1 },
});

test("a definition that there was no time for is not said to have errors", () => {
  const slow = finding("definition-too-slow", "This definition takes too long to read.");
  expect(whyUnreadable({ diagnostics: [slow] })).toMatchObject({
    code: "definition_too_slow",
    message: "This definition takes too long to read.",
  });
  const busy = finding("definition-busy", "Many are being read just now: try again in a moment.");
  expect(whyUnreadable({ diagnostics: [busy] })).toMatchObject({
    code: "definition_busy",
    message: "Many are being read just now: try again in a moment.",
  });
});

test("one whose text is wrong is", () => {
  for (const diagnostics of [[], [finding("yaml", "Unexpected end")]])
    expect(whyUnreadable({ diagnostics })).toMatchObject({
      code: "definition_invalid",
      message: "The definition has errors: mend its source first.",
    });
});
