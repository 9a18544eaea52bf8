// Errors of YAML's syntax say what to do, at the line where it is to be done.
import { expect, it } from "vitest";
import { readYamlSource } from "./yaml-source.ts";

function told(text: string): string {
  const read = readYamlSource(text);
  const found = read.ok ? read.source.warnings : read.diagnostics;
  return found.map(({ line, message }) => `${line}: ${message}`).join("\n");
}

it.each([
  ["a single quote without end", "a: 'b\nc: d\n", /^3: .*Close it with '.* twice/],
  ["a double quote without end", 'a: "b\nc: d\n', /^3: .*Close it with "/],
  ["a key without a colon", "a: 1\nb\nc: 2\n", /^2: Write key: value .* colon/],
  ["a text that is not indented", "a:\n  b: |\n  c\n", /^3: .*indent it further/],
  ["a colon without a space", "a: 1\nb:c\nd: e\n", /^2: .*space behind it/],
  ["an object of JSON without comma at the end of a line", '{"a": 1\n "c": 1}', /^1: .*a comma/],
  ["an object without end", "{a: 1", /^1: Close the \{/],
  ["a list without end", "[1, 2}", /^1: Close the \[/],
  ["an object that ends at a comment", "a: { $ref: #/x }\nb: 1\n", /^2: Close the \{ .* # in quotes/],
  ["a bracket that is not indented", "a: [\n1\n]\n", /^2: Close the \[.* Indent .* the \], further/],
  ["an object without comma behind a text", '{\n  "a": "x"\n  "b": 1\n}', /^3: Put a comma between/],
  ["a key of JSON without colon", '{"a" 1}', /^1: Put a comma .* or a colon/],
  ["a list without comma", "a: ['x' 'y']", /^1: Put a comma between this and the item/],
  ["an object without comma behind a number", "a: {b: 1 c: 2}", /^1: .*put a comma between/],
  [
    "a line of a list that is indented too little",
    "a:\n  - b: 1\n   c: 2\n",
    /^3: Begin .* dash.* or indent/,
  ],
  ["an anchor without space", "a: &x[1]", /^1: Put a space behind the anchor/],
  ["a comment without space", "a: 'b'#c", /^1: Put a space before the #/],
  ["a key behind the start of a document", "--- a: 1", /^1: Begin on the line below/],
  ["a directive without end", "%YAML 1.2\na: 1", /^2: Put a line with ---/],
  ["an empty line with more spaces", "a: |\n     \n  b\n", /^3: .*more spaces/],
  ["a comma at the start", '{, "a": 1}', /^1: Remove this comma/],
  ["a comma twice", "[1,,2]", /^1: Remove this comma/],
  ["a colon twice", "{a: : b}", /^1: Remove one of the two colons/],
  ["a list on the line of its key", "a: - b", /^1: Put the items .* below/],
  ["a bracket that closes nothing", "a: [1]]", /^1: Remove this bracket/],
  ["a brace that closes nothing", "a: }", /^1: Remove this bracket/],
  ["a quote in a text in single quotes", "a: 'it's here'", /^1: .* ' twice/],
  ["a comma behind the document", '{"a": 1},', /^1: .*Remove this/],
  ["a key left of the first", "  a: 1\nb: 2\n", /^2: .*indent its line like those above/],
  ["words behind a text in an object", "a: {b: 'x' c: 1}", /^1: Put a comma before this/],
  ["a text on the line of its sign", "a: |x\n  b\n", /^1: Begin the text on the line below/],
  ["a key that is indented too little", "a:\n   b: 1\n  c: 2\n", /^3: Indent this line like the keys/],
  ["an item that is indented too little", "- - a\n - b", /^2: Indent this line like the items/],
  ["a colon in a value", "description: note: read\n", /^1: Put this value in quotes/],
  ["a key that is indented too far", "a: 1\n  b: 2\n", /^1: .*indent the line below/],
  ["an item below a key that it is not of", "a:\n  - b\n - c\n", /^3: Indent this item/],
  ["a sign that no value begins with", "a: @x", /^1: Put this value in quotes/],
  ["a backslash in double quotes", 'a: "\\q"', /^1: Write \\\\ for a backslash/],
  ["a tab", "a:\n\t- b", /^2: .*spaces/],
])("%s is said with what to do", (_, text, words) => {
  expect(told(text)).toMatch(words);
});

it("what is rare is said in the library's words", () => {
  expect(told("a: &x &y b")).toBe("1: A node can have at most one anchor");
});
