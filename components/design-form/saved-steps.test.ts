// Which saves of a person can be taken back, and in which order.
import { expect, it } from "vitest";
import { dropSteps, moveStep, noteStep, readStepsOf } from "./saved-steps.ts";

const step = (before: number) => ({ before, after: before + 1, what: "the text" });

it("takes the last save back first, and does the last undone one again first", () => {
  noteStep("ann", "a", step(1));
  noteStep("ann", "a", step(2));
  moveStep("ann", "a", "undo");
  moveStep("ann", "a", "undo");
  expect(readStepsOf("ann", "a")).toEqual({ past: [], future: [step(2), step(1)] });
  moveStep("ann", "a", "redo");
  expect(readStepsOf("ann", "a")).toEqual({ past: [step(1)], future: [step(2)] });
});

it("forgets what was undone once something else is saved", () => {
  noteStep("ann", "b", step(1));
  moveStep("ann", "b", "undo");
  noteStep("ann", "b", step(4));
  expect(readStepsOf("ann", "b")).toEqual({ past: [step(4)], future: [] });
});

it("keeps the steps of each person and API apart", () => {
  noteStep("ann", "c", step(1));
  expect(readStepsOf("bob", "c").past).toEqual([]);
  expect(readStepsOf("ann", "d").past).toEqual([]);
});

it("keeps as many as the server keeps texts for, and none once they are dropped", () => {
  for (let at = 1; at <= 60; at += 1) noteStep("ann", "e", step(at));
  expect(readStepsOf("ann", "e").past).toHaveLength(50);
  dropSteps("ann", "e");
  expect(readStepsOf("ann", "e").past).toEqual([]);
});
