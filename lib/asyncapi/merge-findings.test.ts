// Two judges, one list: nothing twice, and nothing hidden.
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "./diagnostic.ts";
import { mergeFindings } from "./merge-findings.ts";

type Place = Partial<Pick<Diagnostic, "line" | "column" | "severity">>;

function found(code: string, message = "", { line = 3, column = 5, severity = "error" }: Place = {}) {
  return { severity, code, message, line, column } satisfies Diagnostic;
}
const codes = (own: Diagnostic[], parsers: Diagnostic[]) =>
  mergeFindings(own, parsers).map(({ code }) => code);
const SCHEMA = "parser-asyncapi-document-resolved";

test("what both say of the same member is told in our words", () => {
  expect(codes([found("ref")], [found("parser-invalid-ref", "'#/x' does not exist")])).toEqual(["ref"]);
  expect(codes([found("operation-message")], [found(SCHEMA, "Item at index 0 must be object")])).toEqual([
    "operation-message",
  ]);
  expect(codes([found("action")], [found(SCHEMA, '"o" must have required property "action"')])).toEqual([
    "action",
  ]);
});

test("two findings about different things are both told, wherever they stand", () => {
  const unexpected = found(SCHEMA, 'Property "colour" is not expected to be here');
  expect(codes([found("action")], [unexpected])).toEqual(["action", SCHEMA]);
  const beside = found("parser-invalid-ref", "'#/y' does not exist", { column: 40 });
  expect(codes([found("ref")], [beside])).toEqual(["ref", "parser-invalid-ref"]);
});

test("what lacks two members is told of both, by whoever says it", () => {
  const lacks = (name: string) => found(SCHEMA, `"info" property must have required property "${name}"`);
  expect(codes([found("info-title")], [lacks("title"), lacks("version")])).toEqual(["info-title", SCHEMA]);
});

test("a warning of ours goes where the parser has an error for the same thing, and only there", () => {
  const warns = (code: string) => found(code, "", { severity: "warning" });
  const redundant = found("parser-asyncapi3-channel-parameters", 'has redundant defined "b" parameter.');
  expect(codes([warns("parameter-unused"), warns("channel-unused")], [redundant])).toEqual([
    "channel-unused",
    "parser-asyncapi3-channel-parameters",
  ]);
});

describe("what the parser finds before members have places", () => {
  test("is the same on the same line", () => {
    const twice = found("parser-parser", "info.title: Duplicate key: title", { column: 4 });
    expect(codes([found("duplicate-key")], [twice])).toEqual(["duplicate-key"]);
    expect(codes([found("duplicate-key")], [{ ...twice, line: 4 }])).toHaveLength(2);
  });

  test("is the same anywhere where it is about the version", () => {
    const none = found("parser-asyncapi-is-asyncapi", "This is not an AsyncAPI document.", { line: 9 });
    expect(codes([found("version-missing")], [none])).toEqual(["version-missing"]);
  });
});
