// A text read again after each key: the same as if it were read whole.
import { describe, expect, it, test } from "vitest";
import { glimpseDefinition } from "./definition.ts";
import { exactValue, isExactMap, plainObject } from "./exact-value.ts";
import { type Glimpse, Glimpses } from "./glimpse.ts";
import { listCurrentCorpus } from "./test-kit/corpus.ts";

const base = `---
asyncapi: 3.0.0 # version
info:
  title: "Made"
  version: 1.0.0
  description: |
    Some words.

    - more *words* & such
channels:
  # the first
  one:
    address: /one
    messages:
      said: { payload: { type: object, properties: { a: { type: string }, b: { maximum: 1.10 } } } }
  two:
    address: /two
    messages:
      list:
        tags:
        - name: x
        - { name: y }
        payload:
          enum: [1, 2, 0x10]
operations:
  hear:
    action: send
    channel:
      $ref: '#/channels/one'
`;

/** Both forms as texts: keys in their order, digits as they were written. */
function told(glimpse: Glimpse | null): string {
  return JSON.stringify(glimpse && [glimpse.data, [...namesOf(glimpse)], plainObject(glimpse.exact)]);
}

function* namesOf({ exact }: Glimpse): Iterable<string> {
  const waiting: unknown[] = [exact];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== "object" || value === null) continue;
    if ("members" in value && value.members instanceof Map) {
      yield* value.members.keys();
      waiting.push(...value.members.values());
    } else if ("items" in value && Array.isArray(value.items)) waiting.push(...value.items);
    else if ("source" in value) yield String(value.source);
  }
}

function whole(text: string): Glimpse | null {
  const definition = glimpseDefinition(text);
  const exact = definition && exactValue(definition.source);
  return definition && exact && isExactMap(exact) ? { data: definition.data, exact } : null;
}

function readAfter(before: string, text: string): Glimpse | null {
  const glimpses = new Glimpses();
  glimpses.read(before);
  return glimpses.read(text);
}

test("a member that is changed is read alone: the others are the objects that they were", () => {
  const glimpses = new Glimpses();
  const before = glimpses.read(base);
  const after = glimpses.read(base.replace("/one", "/one/more"));
  expect(after?.data.channels).toMatchObject({ one: { address: "/one/more" }, two: { address: "/two" } });
  expect(after?.data.operations).toBe(before?.data.operations);
  expect(before?.data.channels).toMatchObject({ one: { address: "/one" } });
});

test("after a text has settled a change somewhere else is read alone too", () => {
  const changed = base.replace("/one", "/one/more");
  const elsewhere = changed.replace("Some words", "Other words");
  const operationsKept = (isSettled: boolean) => {
    const glimpses = new Glimpses();
    glimpses.read(base);
    glimpses.read(changed);
    if (isSettled) glimpses.settle(changed);
    const before = glimpses.read(changed);
    const after = glimpses.read(elsewhere);
    expect(told(after)).toBe(told(new Glimpses().read(elsewhere)));
    return after?.data.operations === before?.data.operations;
  };
  expect([operationsKept(false), operationsKept(true)]).toEqual([false, true]);
});

test.each([
  ["a new member beside it", "    address: /one\n", "    address: /one\n    title: One\n"],
  ["a member that ends an object", "    address: /one\n", "    address: /one\nservers: {}\n"],
  ["another key", "  one:\n", "  uno:\n"],
  ["a key that is there already", "  two:\n", "  one:\n"],
  ["a line that is joined with the next", "address: /one\n", "address: /one"],
  ["a quote that does not end", "address: /one", 'address: "/one'],
  ["a block that takes the lines after it", "address: /one\n", "address: |\n"],
  ["an anchor and what refers to it", "address: /one", "address: &a /one\n    title: *a"],
  ["another version", "asyncapi: 3.0.0", "asyncapi: 2.0.0"],
  ["no channels", "channels:", "channels: [] #"],
  ["another document", "  two:\n", "---\n  two:\n"],
  ["a merge", "    address: /two\n", "    <<: { address: /two, title: Two }\n"],
  ["a list at the same depth", "        - name: x\n", "        - name: x\n        - name: z\n"],
  ["lines that are gone", "    messages:\n      list:\n", ""],
  ["words of a block", "    Some words.\n", "    Some other words.\n   x"],
])("with %s it is what the whole text says", (_, from, to) => {
  const text = base.replace(from, to);
  expect(text).not.toBe(base);
  expect(told(readAfter(base, text))).toBe(told(whole(text)));
});

/** Ends of files' names: two of the world, and of the small corpus. */
const READ = /(websocket-gemini|slack-rtm|prices-oneof|traits)\.ya?ml$/;
const PIECES = [
  "x",
  "\n",
  " ",
  "  ",
  ":",
  ": ",
  '"',
  "'",
  "[",
  "]",
  "{",
  "}",
  "#",
  " #",
  "|",
  ">",
  "- ",
  "&a ",
  "*a",
  "<<: ",
  "? ",
  "---\n",
  "1",
  "\t",
  ",",
  "%",
];

/** A sequence that is the same in each run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

function edited(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  const gone = random() < 0.5 ? 0 : Math.floor(random() * 12);
  const piece = random() < 0.7 ? (PIECES[Math.floor(random() * PIECES.length)] ?? "") : "";
  return text.slice(0, at) + piece + text.slice(at + gone);
}

describe("any change", () => {
  const files = listCurrentCorpus().filter(({ file }) => READ.test(file));

  it.each([["made", base], ...files.map(({ file, text }) => [file, text])])(
    "of a text (%s) gives what the whole text says",
    (_, text) => {
      const random = numbers(text.length);
      const next = () => random.next().value;
      const glimpses = new Glimpses();
      let current = text;
      for (let round = 0; round < (text === base ? 3000 : 300); round += 1) {
        current = round % 5 === 0 ? text : edited(current, next);
        expect(told(glimpses.read(current)), JSON.stringify(current)).toBe(told(whole(current)));
      }
    },
    60_000,
  );
});
