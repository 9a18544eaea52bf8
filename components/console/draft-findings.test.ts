// What is marked in a message that is typed: at its place in the text, templates and all.
import { expect, test } from "vitest";
import type { ConsoleMessage } from "#lib/console/catalogue.ts";
import { SAMPLE_VALUES } from "#lib/console/templates.ts";
import { type Draft, draftOfPassed, isMeantAsJson, prepare } from "./draft.ts";
import { draftFindings } from "./draft-findings.ts";

const order: ConsoleMessage = {
  ...{ key: "order", name: "order", title: "", summary: "", contentType: "application/json" },
  ...{ examples: [], answeredBy: [], answeredOn: [], correlation: null },
  schema: {
    type: "object",
    required: ["id"],
    properties: { id: { type: "integer" }, tags: { type: "array", items: { type: "string" } } },
  },
};
const draftOf = (text: string): Draft => ({ messageKey: "order", kind: "text", text });
const found = (text: string, message: ConsoleMessage | undefined) =>
  draftFindings(text, prepare(draftOf(text), message, SAMPLE_VALUES)).map(
    ({ line, column, message: words }) => `${line}:${column} ${words}`,
  );

test("what does not fit is marked where it stands, in the text before its templates are filled in", () => {
  const text = '{\n  "at": {{counter}},\n  "id": "x", "tags": ["a",\n    {{random 1 9}}]\n}';
  expect(found(text, order)).toEqual([
    "3:9 must be an integer, is a text",
    "4:5 must be a text, is a number",
  ]);
});

test("what is missing is marked where it should stand", () => {
  expect(found('\n {"tags": []}', order)).toEqual(['2:2 needs "id"']);
});

test("broken JSON is marked where it breaks, with a message of the definition and without", () => {
  const text = '{\r\n  "id": 1,\r\n  }';
  expect(found(text, order)).toEqual(["3:3 This is no JSON from here on."]);
  expect(found(text, undefined)).toEqual(["3:3 This is no JSON from here on."]);
});

test("plain text, an empty text, and what fits have no marks", () => {
  expect(found("hello {", undefined)).toEqual([]);
  expect(found("", order)).toEqual([]);
  expect(found('{"id": {{counter}}}', order)).toEqual([]);
});

test("a text is JSON by its message, or by how it begins; bytes never are", () => {
  expect(isMeantAsJson(draftOf("12"), order)).toBe(true);
  expect(isMeantAsJson(draftOf(" [1"), undefined)).toBe(true);
  expect(isMeantAsJson(draftOf("hello"), undefined)).toBe(false);
  expect(isMeantAsJson({ ...draftOf("{"), kind: "hex" }, order)).toBe(false);
});

test.each(["Hello {{name}}, raw", "It is {{now}}", '{"at": "{{uuid}}"}'])(
  "a message that passed is sent again as it was, whatever stands in it: %s",
  (text) => {
    expect(prepare(draftOfPassed(text), undefined, SAMPLE_VALUES)).toMatchObject({
      body: text,
      problem: null,
    });
  },
);

test("what is typed has its templates filled in, and one that is unknown says how to send it as it stands", () => {
  expect(prepare(draftOf("{{counter}}"), undefined, SAMPLE_VALUES).body).toBe("1");
  const unknown = prepare(draftOf("Hello {{name}}"), undefined, SAMPLE_VALUES);
  expect(unknown.body).toBeNull();
  expect(unknown.problem).toContain('turn off "Fill in"');
});

test("a text that is sent as it is written is checked as it is written", () => {
  const prepared = prepare({ ...draftOf('{"id": {{counter}}}'), kind: "verbatim" }, order, SAMPLE_VALUES);
  expect(prepared.isBroken).toBe(true);
  expect(prepared.body).toBe('{"id": {{counter}}}');
});
