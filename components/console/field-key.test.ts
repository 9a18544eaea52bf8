// Keys of the composer's text: what sends, what looks back at what was sent, and what stays with the text.
import { expect, test } from "vitest";
import { type FieldKey, meaningOf } from "./field-key.ts";

const pressed = (key: string, more: Partial<FieldKey> = {}) =>
  meaningOf({
    ...{ key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false },
    ...{ isFirstLine: false, isLastLine: false, ...more },
  });

test("Enter with Ctrl or Cmd sends, alone it is the text's", () => {
  expect(pressed("Enter", { ctrlKey: true })).toBe("send");
  expect(pressed("Enter", { metaKey: true })).toBe("send");
  expect(pressed("Enter")).toBeNull();
});

test("arrows look back from the edge of the text, or with Alt from anywhere", () => {
  expect(pressed("ArrowUp", { isFirstLine: true })).toBe("older");
  expect(pressed("ArrowUp", { isLastLine: true })).toBeNull();
  expect(pressed("ArrowUp", { altKey: true })).toBe("older");
  expect(pressed("ArrowDown", { isLastLine: true })).toBe("newer");
  expect(pressed("ArrowDown", { isFirstLine: true })).toBeNull();
});

test("arrows that select or jump are the text's", () => {
  expect(pressed("ArrowUp", { isFirstLine: true, shiftKey: true })).toBeNull();
  expect(pressed("ArrowUp", { isFirstLine: true, ctrlKey: true })).toBeNull();
});
