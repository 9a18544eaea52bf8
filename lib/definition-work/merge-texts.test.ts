// Two people's changes of one text put together: nothing of either is lost, and line ends stay as they are.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeTexts, openParts, settlePart } from "./merge-texts.ts";

const lines = (...all: string[]) => all.join("\n");

const yaml = lines(
  "asyncapi: 3.0.0",
  "info:",
  "  title: Chat",
  "  version: 1.0.0",
  "channels:",
  "  room: {}",
  "",
);

describe("changes that do not touch", () => {
  test("of YAML are both in the text, and nothing is left to decide", () => {
    const mine = yaml.replace("Chat", "Talk");
    const theirs = yaml.replace("room: {}", "hall: {}");
    const merged = mergeTexts({ base: yaml, mine, theirs });
    expect(merged).toEqual({ base: theirs, mine: mine.replace("room: {}", "hall: {}"), theirs });
    expect(openParts(merged)).toEqual([]);
  });

  test("of JSON are both in the text", () => {
    const base = lines("{", '  "asyncapi": "3.0.0",', '  "info": {', '    "title": "Chat"', "  }", "}");
    const mine = base.replace("3.0.0", "3.1.0");
    const theirs = base.replace("Chat", "Talk");
    expect(JSON.parse(mergeTexts({ base, mine, theirs }).mine)).toEqual({
      asyncapi: "3.1.0",
      info: { title: "Talk" },
    });
  });

  test("keep CRLF where the text has it", () => {
    const base = yaml.replaceAll("\n", "\r\n");
    const mine = base.replace("Chat", "Talk");
    const theirs = `${base}# theirs\r\n`;
    expect(mergeTexts({ base, mine, theirs }).mine).toBe(`${mine}# theirs\r\n`);
  });

  test("take new line ends from whoever changed them", () => {
    const crlf = yaml.replaceAll("\n", "\r\n");
    expect(mergeTexts({ base: yaml, mine: yaml.replace("Chat", "Talk"), theirs: crlf }).mine).toBe(
      yaml.replace("Chat", "Talk").replaceAll("\n", "\r\n").replace("Talk\r\n", "Talk\n"),
    );
    expect(mergeTexts({ base: yaml, mine: crlf, theirs: yaml }).mine).toBe(crlf);
  });

  test("need no line end at the end of the text", () => {
    const base = yaml.trimEnd();
    const mine = `# mine\n${base}`;
    const theirs = `${base}\n# theirs`;
    expect(mergeTexts({ base, mine, theirs }).mine).toBe(`# mine\n${base}\n# theirs`);
  });

  test("may be the same on both sides", () => {
    const both = yaml.replace("Chat", "Talk");
    const merged = mergeTexts({ base: yaml, mine: both, theirs: both });
    expect(merged.mine).toBe(both);
    expect(openParts(merged)).toEqual([]);
  });
});

describe("a part that both changed", () => {
  const mine = `${yaml.replace("Chat", "Mine")}# my end\n`;
  const theirs = `# their start\n${yaml.replace("Chat", "Theirs")}`;
  const merged = mergeTexts({ base: yaml, mine, theirs });

  test("stands as each has it, with its line; the rest is merged already", () => {
    expect(openParts(merged)).toEqual([
      { base: "  title: Chat", mine: "  title: Mine", theirs: "  title: Theirs", line: 4 },
    ]);
    expect(merged.mine).toBe(`# their start\n${mine}`);
    expect(mergeTexts(merged)).toEqual(merged);
  });

  test.each([
    ["mine", "  title: Mine\n"],
    ["theirs", "  title: Theirs\n"],
    ["both", "  title: Mine\n  title: Theirs\n"],
  ] as const)("is decided for %s", (choice, part) => {
    const settled = settlePart(merged, 0, choice);
    expect(openParts(settled)).toEqual([]);
    expect(settled.mine).toBe(merged.mine.replace("  title: Mine\n", part));
  });

  test("is decided by itself", () => {
    const two = { base: yaml, mine: mine.replace("room", "my"), theirs: theirs.replace("room", "their") };
    const settled = settlePart(mergeTexts(two), 1, "theirs");
    expect(openParts(settled).map((part) => part.mine)).toEqual(["  title: Mine"]);
    expect(settled.mine).toContain("  their: {}");
  });

  test("stays decided when a third text comes, unless that changes it again", () => {
    const settled = settlePart(merged, 0, "mine");
    const later = settled.theirs.replace("3.0.0", "3.1.0");
    const again = mergeTexts({ ...settled, theirs: later });
    expect(openParts(again)).toEqual([]);
    expect(again.mine).toBe(settled.mine.replace("3.0.0", "3.1.0"));
    const changed = mergeTexts({ ...settled, theirs: later.replace("Theirs", "Other") });
    expect(openParts(changed).map((part) => part.theirs)).toEqual(["  title: Other"]);
  });

  test("is open as well where I typed my change away after the merge", () => {
    const undone = { ...merged, mine: merged.mine.replace("Mine", "Chat") };
    expect(openParts(undone)).toHaveLength(1);
  });
});

test("no added line of either is lost, whatever is decided", () => {
  const added = (who: string) =>
    fc.array(
      fc.tuple(
        fc.nat(12),
        fc.nat(99).map((n) => `${who}${n}`),
      ),
      { maxLength: 6 },
    );
  const insert = (base: readonly string[], more: readonly (readonly [number, string])[]) =>
    more.reduce<string[]>((text, [at, line]) => text.toSpliced(at, 0, line), [...base]);
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "b", "type: string"), { maxLength: 12 }),
      added("mine"),
      added("theirs"),
      fc.constantFrom("\n", "\r\n"),
      (base, my, their, end) => {
        let texts = mergeTexts({
          base: base.join(end),
          mine: insert(base, my).join(end),
          theirs: insert(base, their).join(end),
        });
        while (openParts(texts).length > 0) texts = settlePart(texts, 0, "both");
        const merged = texts.mine.split(/\r?\n/);
        for (const [, line] of [...my, ...their]) expect(merged).toContain(line);
        expect(texts.base).toBe(texts.theirs);
      },
    ),
  );
});

test("6,800 lines that repeat themselves are merged", () => {
  const base = Array.from({ length: 850 }, (_, at) =>
    lines(
      `f${at}:`,
      "  type: object",
      "  properties:",
      "    a:",
      "      type: string",
      "    b:",
      "      type: string",
    ),
  ).join("\n");
  const merged = mergeTexts({ base, mine: `# mine\n${base}`, theirs: `${base}\n# theirs` });
  expect(merged.mine).toBe(`# mine\n${base}\n# theirs`);
});

test("more different lines than characters are merged where the changes do not touch", () => {
  const base = Array.from({ length: 60_000 }, (_, at) => `line ${at}`).join("\n");
  const merged = mergeTexts({ base, mine: `# mine\n${base}`, theirs: `${base}\n# theirs` });
  expect(merged.mine).toBe(`# mine\n${base}\n# theirs`);
});
