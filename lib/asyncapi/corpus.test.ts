// Real documents: random edits never change what they do not mean, and none is unreadable.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { hasErrors } from "#lib/asyncapi/diagnostic.ts";
import { isJsonObject, type JsonValue, type Path, valueAt } from "#lib/asyncapi/json-value.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { editSource } from "#lib/asyncapi/source-edit.ts";
import { type CorpusEntry, corpusName, leastOf, listCorpus } from "#lib/asyncapi/test-kit/corpus.ts";
import { readYamlSource } from "#lib/asyncapi/yaml-source.ts";

const entries = listCorpus();
const readable = entries.filter(
  ({ text }) => isJsonObject(dataOf(text)) && Object.keys(Object(dataOf(text))).length > 1,
);

describe(corpusName, { timeout: 60_000 }, () => {
  it("reads every valid AsyncAPI 3 document without an error", () => {
    const valid = entries.filter(({ version, verdict }) => version.startsWith("3") && verdict === "valid");
    const refused = valid.filter(({ text }) => hasErrors(parseDefinition(text).diagnostics));
    expect(refused.map(({ file, text }) => [file, parseDefinition(text).diagnostics])).toEqual([]);
    expect(valid.length).toBeGreaterThan(leastOf({ world: 60, own: 8 }));
  });

  it("says of every document of AsyncAPI 1 and 2 that it must be converted or is not supported", () => {
    for (const { text } of entries.filter(
      ({ version, text }) => !version.startsWith("3") && dataOf(text) !== undefined,
    )) {
      expect(parseDefinition(text)).toMatchObject({
        definition: null,
        diagnostics: [{ severity: "error" }],
      });
    }
  });

  it("takes random edits: the data is as wanted, lines outside the edit are untouched, line ends are kept", () => {
    const inputs = [
      fc.constantFrom(...readable),
      fc.array(editSeed, { minLength: 1, maxLength: 4 }),
      layout,
    ] as const;
    fc.assert(fc.property(...inputs, checkEdits), { numRuns: 150, seed: 20_261 });
  }, 120_000);
});

const ANCHORED = `# anchors, aliases, merge keys
base: &base { x: &x 1, "y": [*x, two] } # base
more: &more
  <<: *base
  own: &own
    - *base
    - deep: &deep |
        text
      again: *deep

copies:
  - *more
  - &late
    name: *own   # the list
  - *late
last: *deep
`;

describe("a document full of anchors", () => {
  it("takes random edits: each changes the data where it was made, and nowhere else", () => {
    const inputs = [fc.array(editSeed, { minLength: 1, maxLength: 6 }), fc.boolean()] as const;
    const check = (seeds: EditSeed[], isCrlf: boolean) =>
      checkEdits({ text: ANCHORED }, seeds, { isCrlf, hasFinalBreak: true, form: "as it is" });
    fc.assert(fc.property(...inputs, check), { numRuns: 100, seed: 20_261 });
  }, 60_000);
});

const layout = fc.record({
  isCrlf: fc.boolean(),
  hasFinalBreak: fc.boolean(),
  form: fc.constantFrom("as it is", "JSON", "dense JSON"),
});

type Layout = typeof layout extends fc.Arbitrary<infer Value> ? Value : never;

const scalar = fc.oneof(
  fc.constantFrom(
    "plain",
    "1.0",
    "true",
    "with: colon",
    "# hash",
    "a\nb\n",
    " lead",
    "ünï😀",
    "",
    "{x}",
    "- x",
    "it's",
    '"q"',
  ),
  fc.string(),
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
);
const { value: anyValue } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b c", "/x/{y}", "200", "ü"), tie("value"), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
}));
const editSeed = fc.record({
  op: fc.constantFrom("set", "add", "delete", "rename"),
  at: fc.nat(),
  value: anyValue,
  key: fc.constantFrom("fresh", "two words", "/rooms/{id}", "ключ", "true"),
});

type EditSeed = typeof editSeed extends fc.Arbitrary<infer Seed> ? Seed : never;

function laidOut(text: string, { isCrlf, hasFinalBreak, form }: Layout): string {
  const formed = form === "as it is" ? text : JSON.stringify(dataOf(text), null, form === "JSON" ? 2 : 0);
  const ended = hasFinalBreak ? `${formed.trimEnd()}\n` : formed.trimEnd();
  return isCrlf ? ended.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n") : ended;
}

function checkEdits(entry: Pick<CorpusEntry, "text">, seeds: EditSeed[], form: Layout) {
  let text = laidOut(entry.text, form);
  for (const seed of seeds) {
    const before = dataOf(text);
    const edit = before === undefined ? null : editFrom(before, seed);
    if (edit === null) continue;
    const result = editSource(text, [edit]);
    // What others share may be refused, at its line; the text is as it was then.
    if (!result.ok && result.code === "entangled" && text.includes("&")) continue;
    if (!result.ok) throw new Error(`${result.message} ${JSON.stringify(edit)}`);
    expect(dataOf(result.text)).toEqual(edited(before, edit));
    if (!text.includes("&")) checkUntouchedLines(text, result.text, edit);
    if (form.isCrlf) expect(result.text).not.toMatch(/[^\r]\n/);
    text = result.text;
  }
}

function editFrom(data: JsonValue, { op, at, value, key }: EditSeed): SourceEdit | null {
  const paths = listPaths(data, []);
  const path = paths[at % paths.length] ?? [];
  if (op === "set") return { op, path, value };
  if (op === "delete") return { op, path };
  const target = valueAt(data, path);
  const parent = valueAt(data, path.slice(0, -1));
  if (op === "rename") return isJsonObject(parent) && !Object.hasOwn(parent, key) ? { op, path, key } : null;
  if (Array.isArray(target)) return { op: "set", path: [...path, target.length], value };
  return isJsonObject(target) && !Object.hasOwn(target, key)
    ? { op: "set", path: [...path, key], value }
    : null;
}

/** The same edit done the simple way, on a copy. */
function edited(data: unknown, edit: SourceEdit): unknown {
  const root = JSON.parse(JSON.stringify(data)); // unlike structuredClone, it does not keep aliases shared
  const parent = edit.path
    .slice(0, -1)
    .reduce<unknown>((value, step) => Reflect.get(Object(value), step), root);
  const step = edit.path.at(-1) ?? "";
  const target = Object(parent);
  if (edit.op === "set") target[step] = edit.value;
  else if (edit.op === "rename") target[edit.key] = target[step];
  if (edit.op !== "set" && Array.isArray(parent)) parent.splice(Number(step), 1);
  else if (edit.op !== "set") delete target[step];
  return root;
}

/** Lines that changed must lie within the lines of the node edited, of its holder where that became or was empty. */
function checkUntouchedLines(before: string, after: string, edit: SourceEdit) {
  const [oldLines, newLines] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < oldLines.length && head < newLines.length && oldLines[head] === newLines[head]) head += 1;
  let tail = 0;
  const most = Math.min(oldLines.length, newLines.length) - head;
  while (tail < most && oldLines.at(-1 - tail) === newLines.at(-1 - tail)) tail += 1;
  const changed = { first: head, last: oldLines.length - tail - 1 };
  if (changed.last < changed.first) return;
  const [own, holder] = [linesOf(before, edit.path), linesOf(before, edit.path.slice(0, -1))];
  const allowed = edit.op === "set" && own !== null ? own : holder;
  if (allowed === null) return;
  expect(changed.first, JSON.stringify(edit)).toBeGreaterThanOrEqual(allowed.first - 1);
  expect(changed.last, JSON.stringify(edit)).toBeLessThanOrEqual(allowed.last + 1);
}

/** First and last line of a node, read from the tree and not from the code under test. */
function linesOf(text: string, path: Path): { first: number; last: number } | null {
  const read = readYamlSource(text);
  if (!read.ok || path.length === 0) return null;
  const node: unknown = read.source.document.getIn(path, true);
  if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range))
    return null;
  const [start, , end] = node.range;
  return { first: read.source.lines.linePos(start).line - 1, last: read.source.lines.linePos(end).line - 1 };
}

function listPaths(value: JsonValue, path: Path): Path[] {
  const members = Array.isArray(value)
    ? [...value.entries()]
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  const inner = members.flatMap(([step, member]) => listPaths(member, [...path, step]));
  return path.length === 0 ? inner : [path, ...inner];
}

function dataOf(text: string): JsonValue | undefined {
  const read = readYamlSource(text);
  return read.ok ? read.source.value : undefined;
}
