// A value that is copied keeps the words it is written in, wherever it goes.
import { expect, it } from "vitest";
import type { Path } from "#lib/asyncapi/json-value.ts";
import { editSource } from "#lib/asyncapi/source-edit.ts";

const copied = (text: string, from: Path, path: Path) => editSource(text, [{ op: "copy", from, path }]);

const MEMBER = "x: # ours\n    n: 1.10 # a digit more\n    t: |\n      one\n\n      two\n    l:\n    - 'a'";

it("goes further in, with comments, digits, quotes and blocks of text", () => {
  const text = `a:\n  ${MEMBER}\nb:\n      deep:\n          y: 1\n`;
  const moved = MEMBER.replaceAll(/\n(?=.)/g, "\n        ");
  expect(copied(text, ["a", "x"], ["b", "deep", "x"])).toEqual({
    ok: true,
    text: `${text}          ${moved}\n`,
  });
});

it("goes further out, and below keys that are not there yet", () => {
  const text = `a:\n  ${MEMBER}\n`;
  const moved = MEMBER.replaceAll("\n  ", "\n");
  expect(copied(text, ["a", "x"], ["x"])).toEqual({ ok: true, text: `${text}${moved}\n` });
  expect(copied(text, ["a", "x"], ["b", "x"])).toEqual({ ok: true, text: `${text}b:\n  ${MEMBER}\n` });
});

it("takes the place of another value, line ends and all", () => {
  const text = "a:\r\n  x:\r\n    n: 1.10\r\nb:\r\n  x: 5 # five\r\n";
  expect(copied(text, ["a", "x", "n"], ["b", "x"])).toEqual({
    ok: true,
    text: text.replace("5 # five", "1.10 # five"),
  });
});

it("stays JSON in JSON, dense or spread", () => {
  const dense = '{"a":{"x":{"n":1.10}},"b":{"y":1}}';
  expect(copied(dense, ["a", "x"], ["b", "x"])).toEqual({
    ok: true,
    text: dense.replace('"y":1', '"y":1,"x":{"n":1.10}'),
  });
  const spread = '{\n  "a": { "x": {\n    "n": 1.10\n  } },\n  "b": {\n    "y": 1\n  }\n}\n';
  const result = copied(spread, ["a", "x"], ["b", "x"]);
  expect(result.ok && JSON.parse(result.text)).toEqual({ a: { x: { n: 1.1 } }, b: { y: 1, x: { n: 1.1 } } });
  expect(result.ok && result.text.match(/1\.10/g)).toHaveLength(2);
});

it("is written anew where its layout does not fit, or it comes from an alias", () => {
  expect(copied("a:\n  x:\n    m: 1\nb: { y: 1 }\n", ["a", "x"], ["b", "x"])).toEqual({
    ok: true,
    text: "a:\n  x:\n    m: 1\nb: { y: 1, x: { m: 1 } }\n",
  });
  expect(copied("a: &a\n  x: 1\nb: *a\nc: {}\n", ["b", "x"], ["c", "x"])).toMatchObject({
    ok: true,
    text: expect.stringContaining("c:\n  x: 1\n"),
  });
});

it("goes from a dash to a line of its own, comments and digits included", () => {
  const item = (margin: string) =>
    ["name: came # ours", "payload:", "  - { most: 1.10 }", "", "note: |", "  one"].join(`\n${margin}`);
  const text = `a:\n  messages:\n    # why\n    - ${item("      ")}\n    - {}\nb:\n  old: {}\n`;
  const added = `  came:\n    ${item("    ")}\n`;
  const path = ["b", "came"];
  const blank = (it: string) => it.replaceAll(/\n +\n/g, "\n\n");
  expect(copied(blank(text), ["a", "messages", 0], path)).toEqual({ ok: true, text: blank(text + added) });
  expect(copied(blank(text).replaceAll("\n", "\r\n"), ["a", "messages", 0], path)).toEqual({
    ok: true,
    text: blank(text + added).replaceAll("\n", "\r\n"),
  });
});

it("fits the data, or is refused", () => {
  expect(copied("a: 1\n", ["nowhere"], ["b"])).toMatchObject({ ok: false, code: "misfit" });
});
