// A message in parts: bounded, whole lines and characters, nothing lost between them.
import { expect, test } from "vitest";
import { type Parts, partsOf, partText } from "./message-parts.ts";
import type { Body } from "./transcript.ts";

const textsOf = (whole: Body, { parts }: Parts) => parts.map((part) => partText(whole, part));

test("a short text is one part, and an empty one is none", () => {
  expect(textsOf("a\nb", partsOf("a\nb", 0))).toEqual(["a\nb"]);
  expect(partsOf("", 0)).toEqual({ parts: [], left: 0 });
});

test("of a long text no more is drawn at once than was asked for, until all of it is", () => {
  const whole = Array.from({ length: 300_000 }, (_, index) => `line ${index}`).join("\n");
  const first = partsOf(whole, 0);
  expect(first.parts.length).toBe(4);
  expect(partsOf(whole, 1).parts.length).toBe(68);
  expect(partsOf(whole, 1).parts.slice(0, 4)).toEqual(first.parts);
  const all = partsOf(whole, 10);
  expect(all.left).toBe(0);
  expect(textsOf(whole, all).join("\n") === whole).toBe(true);
});

test("a text without line breaks is parted between characters", () => {
  const whole = `x${"😀".repeat(20_000)}`;
  const texts = textsOf(whole, partsOf(whole, 1));
  expect(texts.length).toBeGreaterThan(1);
  expect(texts.every((text) => text.isWellFormed())).toBe(true);
  expect(texts.join("") === whole).toBe(true);
});

test("bytes are shown to the last one, with their offsets", () => {
  const bytes = Uint8Array.from({ length: 5009 }, (_, index) => index % 251);
  const first = partsOf(bytes, 0);
  expect(first.left).toBe(913);
  const all = partsOf(bytes, 1);
  expect(all.left).toBe(0);
  const lines = textsOf(bytes, all).join("\n").split("\n");
  expect(lines).toHaveLength(314);
  expect(lines[256]).toMatch(/^00001000 {2}50 51 /);
  expect(lines.at(-1)).toMatch(/^00001390 {2}ef /);
});
