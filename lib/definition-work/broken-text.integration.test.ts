// A text that is broken as a whole says so once, at the line at fault, both while it is typed and when it is validated.
import { describe, expect, it } from "vitest";

import { validateText } from "#lib/definition-work/commands.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";

const HEAD = "asyncapi: 3.0.0\ninfo:\n  title: T\n  version: '1'\n";
const REST =
  "channels:\n  a:\n    address: /a\noperations:\n  o:\n    action: send\n    channel:\n      $ref: '#/channels/a'\n";
const SOUND = HEAD + REST;
const MARK = "\uFEFF";
const crlf = (text: string) => text.replaceAll("\n", "\r\n");
const tabs = "asyncapi: 3.0.0\ninfo:\n\ttitle: T\n\tversion: '1'\nchannels:\n\ta:\n\t\taddress: /a\n";
const twice = `${HEAD}  title: U\n${REST}`;

async function toldOf(text: string) {
  const typed = judgeDefinition(text).diagnostics;
  const validated = await validateText(text, "cleo");
  if (!validated.ok) throw new Error(validated.message);
  return [typed, validated.value].map((found) =>
    found.map(({ severity, code, line, column }) => `${severity} ${code} ${line}:${column}`),
  );
}

describe("a text that is broken as a whole", () => {
  it.each([
    ["tabs as indentation", tabs, "error yaml-tab-as-indent 3:1"],
    ["tabs as indentation, lines ended with CRLF", crlf(tabs), "error yaml-tab-as-indent 3:1"],
    ["two documents", `${SOUND}---\n${SOUND}`, "error several-documents 13:1"],
    ["an empty second document", `${SOUND}---\n`, "error several-documents 13:1"],
    ["a repeated key", twice, "error duplicate-key 5:3"],
    ["a repeated key behind a byte order mark", MARK + twice, "error duplicate-key 5:3"],
    ["a repeated key, lines ended with CRLF", crlf(twice), "error duplicate-key 5:3"],
    ["comments only", "# one\n# two\n", "error empty 1:1"],
    ["no text", "", "error empty 1:1"],
    ["white space", " \n\n", "error empty 1:1"],
    ["words", "hello\n", "error not-an-object 1:1"],
    ["an alias without an anchor", `${HEAD}channels:\n  a: *gone\n`, "error aliases 6:6"],
    ["an anchor behind its alias", `${HEAD}x-a: *b\nx-b: &b {}\n${REST}`, "error aliases 5:6"],
    ["a merge key without an anchor", `${HEAD}channels:\n  a:\n    <<: *gone\n`, "error aliases 7:9"],
    ["a merge key of no object", `${HEAD}channels:\n  a:\n    <<: 5\n`, "error aliases 7:9"],
    [
      "a merge key of a list, one of it no object",
      `${HEAD}x-b: &b []\nx-c: &c {}\nchannels:\n  a:\n    <<: [*c, *b]\n`,
      "error aliases 9:14",
    ],
    [
      "an alias without an anchor, behind a merge key of a list's alias",
      `${HEAD}x-b: &b [{x-c: 1}]\nx-d:\n  <<: *b\nx-e: *gone\n${REST}`,
      "error aliases 8:6",
    ],
    [
      "a merge key of a list's alias, one of it no object",
      `${HEAD}x-b: &b [{x-c: 1}, 5]\nx-d:\n  <<: *b\n${REST}`,
      "error aliases 7:7",
    ],
    ["an alias within what it repeats", `${HEAD}x-a: &a\n  b: [*a]\n${REST}`, "error aliases 6:7"],
    ["a byte order mark within", HEAD + MARK + REST, "error invisible-mark 5:1"],
    [
      "a key that means the prototype",
      `${SOUND}components:\n  schemas:\n    __proto__: {type: string}\n`,
      "error prototype-key 15:5",
    ],
    ["a comma that is missing", '{"asyncapi": "3.0.0" "info": {}}\n', "error yaml-unexpected-token 1:22"],
  ])("says once what is wrong: %s", async (_, text, finding) => {
    expect(await toldOf(text)).toEqual([[finding], [finding]]);
  });

  it.each([
    ["a byte order mark", MARK + SOUND],
    ["lines that end with CRLF", crlf(SOUND)],
    ["both", MARK + crlf(SOUND)],
    ["one document after its mark", `---\n${SOUND}...\n`],
    [
      "JSON that is indented with tabs",
      '{\n\t"asyncapi": "3.0.0",\n\t"info": {"title": "T", "version": "1"},\n\t"channels": {"a": {"address": "/a"}},\n\t"operations": {"o": {"action": "send", "channel": {"$ref": "#/channels/a"}}}\n}',
    ],
  ])("has nothing against %s", async (_, text) => {
    expect(await toldOf(text)).toEqual([[], []]);
  });
});
