// What a process remembers of texts, and what it forgets.
import { describe, expect, it } from "vitest";
import { done, refuse } from "#lib/kernel/outcome.ts";
import { RememberedAnswers } from "./remembered-answers.ts";

const MINUTE_MS = 60_000;
const HALF_OF_ALL = 16 * 1024 * 1024;

describe("answers that are remembered", () => {
  it("are found until there is no room, those that nobody asked for first", () => {
    const answers = new RememberedAnswers();
    for (const key of ["a", "b"]) answers.note(key, done(key), HALF_OF_ALL - 4096, 0);
    answers.find("a", 0);
    answers.note("c", done({ size: 1000 }), HALF_OF_ALL - 4096, 0);
    expect(["a", "b", "c"].filter((key) => answers.find(key, 0) !== null)).toEqual(["a", "c"]);
  });

  it("are refusals for a while, where the text takes too long, and never where the portal was busy", () => {
    const answers = new RememberedAnswers();
    answers.note("slow", refuse("definition_too_slow", "Too long"), 10, 0);
    answers.note("busy", refuse("definition_busy", "Try again"), 10, 0);
    expect(answers.find("slow", MINUTE_MS - 1)).toMatchObject({ code: "definition_too_slow" });
    expect(answers.find("slow", MINUTE_MS)).toBeNull();
    expect(answers.find("busy", 0)).toBeNull();
  });
});
