import { expect, test } from "vitest";
import { jsonLinesOf } from "./export.ts";
import { harOf } from "./har.ts";
import { readRedactedPaths, redacted, redactedEntries } from "./redaction.ts";
import { Transcript } from "./transcript.ts";

const without = (typed: string, text: string) => redacted(text, readRedactedPaths(typed).paths);
const R = '"[redacted]"';

test.each([
  [
    "$.token",
    '{ "token": "s", "id": 12345678901234567890 }',
    `{ "token": ${R}, "id": 12345678901234567890 }`,
  ],
  ["$.token", '{"token":{"a":[1,"}"]},"b":{"token":1}}', `{"token":${R},"b":{"token":1}}`],
  ["$..password", '[{"password":1,"in":{"password":null}}]', `[{"password":${R},"in":{"password":${R}}}]`],
  [
    "$.users[*].name",
    '{"users":[{"name":"a"},{"name":"b","x":1}]}',
    `{"users":[{"name":${R}},{"name":${R},"x":1}]}`,
  ],
  ["$[1], $['a b']", "[1,2,3]", `[1,${R},3]`],
  ["$['a b']", '{"a b":true}', `{"a b":${R}}`],
  ["$..a.b", '{"a":{"a":{"b":1}}}', `{"a":{"a":{"b":${R}}}}`],
  ["$..[0]", '{"x":[1,2]}', `{"x":[${R},2]}`],
  ["$..list[-1]", '{"list":[1,{"list":[2]}]}', `{"list":[1,${R}]}`],
  ["$[-2], $[-9]", '[[1,2],{"a":[],"b":3},4]', `[[1,2],${R},4]`],
  ["$[-1]", "[]", "[]"],
  ["$[0]", '{"0":1}', '{"0":1}'],
  ['$["a\\"b"]', '{"a\\"b":1}', `{"a\\"b":${R}}`],
  ["$.token", '{"tok\\u0065n":"s"}', `{"tok\\u0065n":${R}}`],
  ["$.token", "token: s", "token: s"],
  ["", '{"token":1}', '{"token":1}'],
])("%s in %s", (paths, text, expected) => {
  expect(without(paths, text)).toBe(expected);
});

test("what is no path is named, and nothing is left unsaid", () => {
  for (const typed of ["token", "$", "$.a[", "$.a b", "$..."])
    expect(readRedactedPaths(`$.ok, ${typed}`).problem, typed).toContain(`${typed} is no path`);
  expect(readRedactedPaths("$.a\n$.b").paths).toHaveLength(2);
});

test("a text that is very deep is read all the same", () => {
  const deep = 3_000;
  const text = `${'{"a":'.repeat(deep)}{"key":1}${"}".repeat(deep)}`;
  expect(without("$..key", text)).toContain(`{"key":${R}}`);
});

test("no file has a value that was left out", () => {
  const transcript = new Transcript();
  const body = '{"token":"hunter2","n":1}';
  transcript.addMessage({
    ...{ connection: 1, attempt: 1, at: 0, direction: "sent", body, isInvalidOnPurpose: false },
  });
  const connections = [{ id: 1, name: "user A", url: "ws://h/a" }];
  const entries = redactedEntries(transcript.entries(), readRedactedPaths("$..token").paths);
  for (const file of [jsonLinesOf(entries, connections), harOf(entries, connections)]) {
    expect(file).not.toContain("hunter2");
    expect(file).toContain("[redacted]");
  }
  expect(transcript.entries()[0]).toMatchObject({ body });
});
