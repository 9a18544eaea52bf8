// When a field says what is wrong with it, and whose word it is.
import { expect, it } from "vitest";
import { done, refuse } from "#lib/kernel/outcome.ts";
import { problemsOf } from "./field-problems.ts";

const values = { name: "Chat", limits: { size: 1 } };
const local = refuse("invalid", "Check the fields", "name");
const taken = { refusal: refuse("taken", "Chat is taken", "name"), about: values };
const always = () => true;
const never = () => false;

it("keeps the browser's word until it is time for it", () => {
  const problem = problemsOf({ values, checked: local, isShown: never, answer: null });
  expect(problem("name")).toBeUndefined();
  const shown = problemsOf({ values, checked: local, isShown: always, answer: null });
  expect(shown("name")).toBe("Check the fields");
  expect(shown("limits")).toBeUndefined();
});

it("tells the server's word at once, until the field holds something else", () => {
  const asSent = problemsOf({ values: { ...values }, checked: done(null), isShown: never, answer: taken });
  expect(asSent("name")).toBe("Chat is taken");
  const other = { ...values, limits: { size: 2 } };
  const otherChanged = problemsOf({ values: other, checked: done(null), isShown: never, answer: taken });
  expect(otherChanged("name")).toBe("Chat is taken");
  const renamed = { ...values, name: "Talk" };
  const changed = problemsOf({ values: renamed, checked: done(null), isShown: always, answer: taken });
  expect(changed("name")).toBeUndefined();
});

it("prefers the browser's word, which is about what stands there now", () => {
  const problem = problemsOf({ values, checked: local, isShown: always, answer: taken });
  expect(problem("name")).toBe("Check the fields");
});

it("finds the problem of a part, and at the whole field that of its first part", () => {
  const checked = refuse("invalid", "Too large", "limits.size");
  const problem = problemsOf({ values, checked, isShown: always, answer: null });
  expect(problem("limits", "size")).toBe("Too large");
  expect(problem("limits", "time")).toBeUndefined();
  expect(problem("limits")).toBe("Too large");
});
