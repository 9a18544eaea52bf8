// Bodies of answers, in every way they can be framed and cut.
import { expect, it } from "vitest";
import { AnswerBody } from "#gateway/data-plane/http/answer-body.ts";

function bodyOf(fields: Readonly<Record<string, string>>, wire: string, pieceSize: number, status = 403) {
  const lines = Object.entries(fields).map(([name, value]) => ({
    name,
    lowerName: name.toLowerCase(),
    value,
  }));
  const body = new AnswerBody({ httpVersion: "1.1", status, fields: lines });
  const bytes = Buffer.from(wire);
  for (let at = 0; at < bytes.length; at += pieceSize) body.read(bytes.subarray(at, at + pieceSize));
  body.end();
  return body.bytes?.toString() ?? null;
}

const chunked = { "Transfer-Encoding": "chunked" };
const read: readonly (readonly [what: string, Record<string, string>, string, string])[] = [
  ["a length, and no byte more", { "Content-Length": "5" }, "helloHTTP/1.1 200", "hello"],
  ["no length", {}, "until the end", "until the end"],
  ["an empty one", { "Content-Length": "0" }, "x", ""],
  ["chunks", chunked, "3\r\nhel\r\n2;ext=1\r\nlo\r\n0\r\nX: y\r\n\r\n", "hello"],
];
it.each(read)("reads %s, in pieces of any size", (_what, fields, wire, expected) => {
  for (const size of [1, 2, 3, 1_000]) expect(bodyOf(fields, wire, size)).toBe(expected);
});

const broken: readonly (readonly [what: string, Record<string, string>, string])[] = [
  ["it stops in the middle", { "Content-Length": "9" }, "hello"],
  ["it has a length and chunks", { ...chunked, "Content-Length": "5" }, "5\r\nhello\r\n0\r\n\r\n"],
  ["its length is no number", { "Content-Length": "0x5" }, "hello"],
  ["its coding is another", { "Transfer-Encoding": "gzip, chunked" }, "0\r\n\r\n"],
  ["its last chunk is missing", chunked, "5\r\nhello\r\n"],
  ["a chunk is longer than it says", chunked, "4\r\nhello\r\n0\r\n\r\n"],
  ["a chunk's size is no number", chunked, "-5\r\nhello\r\n0\r\n\r\n"],
  ["a chunk's line has no end", chunked, "0".repeat(1_000)],
];
it.each(broken)("has nothing of a body where %s", (_what, fields, wire) => {
  for (const size of [1, 1_000]) expect(bodyOf(fields, wire, size)).toBeNull();
});

it("has no body with a status that has none", () => {
  expect(bodyOf({}, "x", 1, 304)).toBe("");
});
