// A channel that others are written by: changing it in the form changes it alone, in its own lines.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { applyTopics } from "#lib/topics/edit-topics.ts";
import { readTopics } from "#lib/topics/read-topics.ts";
import type { Topic } from "#lib/topics/topic.ts";

const TEXT = readFileSync(join(import.meta.dirname, "test-kit/cases/27-anchor.yaml"), "utf8");

function topicsOf(text: string): Topic[] {
  const { definition } = parseDefinition(text);
  return definition === null ? [] : readTopics(definition);
}

function withMapping(text: string, key: string, uriMapping: string): string {
  const topics = topicsOf(text).map((topic) => (topic.channelKey === key ? { ...topic, uriMapping } : topic));
  const result = applyTopics(text, topics);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

it("the form shows what a channel written through an alias or a merge key means", () => {
  expect(topicsOf(TEXT).map(({ address, uriMapping }) => [address, uriMapping])).toEqual([
    ["/a", "/m"],
    ["/b", "/m"],
    ["/a", "/m"],
    ["/d", null],
  ]);
});

it("a changed mapping of the channel with the anchor leaves all others, and the comment", () => {
  const changed = withMapping(TEXT, "a", "/new");
  expect(topicsOf(changed).map(({ uriMapping }) => uriMapping)).toEqual(["/new", "/m", "/m", null]);
  expect(changed).toContain("x-uri-mapping: /m   # note\n");
  const [before, after] = [TEXT, changed].map((text) => text.slice(text.indexOf("  b: {<<")));
  expect(after).toBe(before);
  expect(changed.startsWith(TEXT.slice(0, TEXT.indexOf("  a:")))).toBe(true);
});

it("a second change is made in one line", () => {
  const changed = withMapping(TEXT, "a", "/new");
  expect(withMapping(changed, "a", "/newer")).toBe(changed.replace("/new", "/newer"));
});

it("a changed mapping of the channel that is an alias changes that line alone", () => {
  const changed = withMapping(TEXT, "c", "/new");
  expect(topicsOf(changed).map(({ uriMapping }) => uriMapping)).toEqual(["/m", "/m", "/new", null]);
  const rest = (text: string) => [text.slice(0, text.indexOf("  c:")), text.slice(text.indexOf("  d:"))];
  expect(rest(changed)).toEqual(rest(TEXT));
});

it("a change that the text cannot take is refused with the line, and the text stays", () => {
  const text = withMapping(TEXT, "a", "/new");
  const topics = topicsOf(text).map((it) => (it.channelKey === "a" ? { ...it, uriMapping: null } : it));
  const line = text.split("\n").findIndex((it) => it.includes("/new")) + 1;
  expect(applyTopics(text, topics)).toMatchObject({
    ok: false,
    code: "edit_failed",
    message: expect.stringContaining(`Line ${line}: channels / a / x-uri-mapping`),
    fields: { text: [expect.stringMatching(new RegExp(`^${line}:\\d+ `))] },
  });
});
