// Texts on their way to the wire and back: bytes, JSON with every digit, templates, subprotocols.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base64Of, bytesOfBase64, bytesOfHex, hexDump } from "./bytes-text.ts";
import { jsonProblem, prettyJson } from "./json-text.ts";
import { protocolsOf, readProtocols, urlOf } from "./target.ts";
import { fillTemplates } from "./templates.ts";

describe("bytes", () => {
  test("are read from hexadecimal digits however they are parted", () => {
    const read = bytesOfHex("0xDE ad\nbe:EF,01");
    expect(read.ok && [...read.bytes]).toEqual([0xde, 0xad, 0xbe, 0xef, 1]);
    expect(bytesOfHex("0g")).toMatchObject({ ok: false, message: expect.stringContaining('"g"') });
    expect(bytesOfHex("abc").ok).toBe(false);
  });
  test("survive base64 both ways, padded or not", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        for (const text of [
          base64Of(bytes),
          base64Of(bytes).replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_"),
        ]) {
          const read = bytesOfBase64(text);
          expect(read.ok && [...read.bytes]).toEqual([...bytes]);
        }
      }),
    );
    expect(bytesOfBase64("a*b").ok).toBe(false);
    expect(bytesOfBase64("abcde").ok).toBe(false);
  });
  test("are shown with offsets and what is readable of them", () => {
    expect(hexDump(new TextEncoder().encode("Hello, gateway!\n."))).toBe(
      "00000000  48 65 6c 6c 6f 2c 20 67 61 74 65 77 61 79 21 0a  Hello, gateway!.\n00000010  2e                                               .",
    );
  });
});

test("JSON is laid out with every digit of its numbers", () => {
  expect(prettyJson('{"id":9007199254740993,"price":1.10,"big":1e400}')).toBe(
    '{\n  "id": 9007199254740993,\n  "price": 1.10,\n  "big": 1e400\n}',
  );
  expect(prettyJson("hello")).toBeNull();
  expect(jsonProblem('{"a":1}')).toBeNull();
  expect(jsonProblem("{")).toBeTruthy();
});

describe("templates", () => {
  let count = 0;
  const values = { now: () => new Date(0), uuid: () => "id", counter: () => ++count, random: () => 0.5 };
  test("are filled in, each anew", () => {
    expect(fillTemplates("{{now}} {{ uuid }} {{counter}} {{counter}} {{random 1 100}}", values)).toEqual({
      ok: true,
      text: "1970-01-01T00:00:00.000Z id 1 2 51",
    });
  });
  test.each([
    "a\n{{now}} {{never}}",
    "a\n{{now}} {{random 1}}",
    "a\n{{now}} {{random x 2}}",
    "a\n{{now}} {{now 1}}",
  ])("that are unknown are named with their place: %s", (text) => {
    expect(fillTemplates(text, values)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^Line 2, column 9: \{\{/),
    });
  });
  test("leave other braces alone", () => {
    expect(fillTemplates('{"a":{"b":{}}}', values)).toEqual({ ok: true, text: '{"a":{"b":{}}}' });
  });
});

test("subprotocols are offered before the credential, which never is in the URL", () => {
  expect(protocolsOf(["chat"], "slt_x")).toEqual(["chat", "sluice.v1", "sluice.token.slt_x"]);
  expect(protocolsOf(["chat"], null)).toEqual(["chat"]);
  expect(readProtocols("chat, superchat v1.2")).toEqual({
    names: ["chat", "superchat", "v1.2"],
    problem: null,
  });
  expect(readProtocols("a/b").problem).toContain('"a/b"');
  expect(readProtocols("a a").problem).toContain("twice");
  expect(
    urlOf(
      "ws://h/a",
      new Map([
        ["q", "ü&="],
        ["empty", ""],
      ]),
    ),
  ).toBe("ws://h/a?q=%C3%BC%26%3D");
});
