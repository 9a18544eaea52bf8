// Topics of real documents: read, left alone byte for byte, added to and taken from.
import { describe, expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { corpusName, leastOf, listCorpus } from "#lib/asyncapi/test-kit/corpus.ts";
import { defaultTopicPolicy, type TopicPolicy } from "#lib/routes/limits.ts";
import { applyTopics } from "#lib/topics/edit-topics.ts";
import { readTopics } from "#lib/topics/read-topics.ts";
import type { Topic } from "#lib/topics/topic.ts";
import { applyTopicPolicies, readTopicPolicies } from "#lib/topics/topic-policy.ts";

const documents: { file: string; text: string; topics: Topic[] }[] = listCorpus().flatMap(
  ({ file, text }) => {
    const { definition } = parseDefinition(text);
    return definition === null ? [] : [{ file, text, topics: readTopics(definition) }];
  },
);

const NEW_TOPIC: Topic = {
  channelKey: null,
  address: "/sluice/{added}",
  types: ["subscribe", "publish"],
  description: "Added",
  parameters: [{ name: "added", description: "" }],
  uriMapping: "/x?added={added}",
  isSecured: false,
};

describe(corpusName, { timeout: 60_000 }, () => {
  it("has documents of AsyncAPI 3 with topics", () => {
    expect(documents.filter(({ topics }) => topics.length > 0).length).toBeGreaterThan(
      leastOf({ world: 45, own: 8 }),
    );
  });

  it("is left byte for byte where the topics stay as they are", () => {
    for (const { file, text, topics } of documents) {
      expect(applyTopics(text, topics), file).toEqual({ ok: true, value: text });
    }
  });

  it("takes a new topic, keeps every line it had, and gives it back", () => {
    for (const { file, text, topics } of documents) {
      const added = applyTopics(text, [...topics, NEW_TOPIC]);
      if (!added.ok) throw new Error(`${file}: ${added.message}`);
      expect(linesLost(text, added.value), file).toEqual([]);
      const { definition } = parseDefinition(added.value);
      const now = definition === null ? [] : readTopics(definition);
      expect(now.at(-1), file).toMatchObject({ ...NEW_TOPIC, channelKey: expect.any(String) });
      const removed = applyTopics(added.value, now.slice(0, -1));
      const wasWhole = /^channels:\s*\n\s+\S/m.test(text) && /^operations:\s*\n\s+\S/m.test(text);
      if (wasWhole) expect(removed, file).toEqual({ ok: true, value: text });
      else expect(removed.ok, file).toBe(true);
    }
  });

  it("takes a policy on any one topic, keeps every line it had, and gives it back", () => {
    const policy: TopicPolicy = {
      inspect: true,
      maxMessageBytes: 1_000,
      rateLimits: [
        { scope: "topic", direction: "fromClient", unit: "bytes", perSecond: 1, burst: 2, action: "close" },
      ],
    };
    for (const { file, text, topics } of documents) {
      for (const { address } of topics) {
        const added = applyTopicPolicies(text, [{ address, policy }]);
        if (!added.ok) throw new Error(`${file}: ${added.message}`);
        expect(linesLost(text, added.value), `${file} ${address}`).toEqual([]);
        const { definition } = parseDefinition(added.value);
        const read = definition === null ? null : readTopicPolicies(definition);
        expect(read?.ok && read.value.get(address), `${file} ${address}`).toEqual(policy);
        const removed = applyTopicPolicies(added.value, [{ address, policy: defaultTopicPolicy }]);
        expect(removed, `${file} ${address}`).toEqual({ ok: true, value: text });
      }
    }
  });

  it("gets a description on any one topic, and changes no other line", () => {
    for (const { file, text, topics } of documents) {
      for (const topic of topics) {
        const changed = { ...topic, description: `About ${topic.address}` };
        const result = applyTopics(
          text,
          topics.map((other) => (other === topic ? changed : other)),
        );
        if (!result.ok) throw new Error(`${file}: ${result.message}`);
        const [replaced = "", ...others] = replacedLines(text, result.value);
        if (others.length > 0) expect(replaced, file).toMatch(/^\s+"?description"?:/);
        expect(
          others.filter((line) => /^\s*[\w"]+:/.test(line)),
          file,
        ).toEqual([]);
      }
    }
  });
});

/** The lines of `before` between what both texts start with and what both end with. */
function replacedLines(before: string, after: string): string[] {
  const [oldLines, newLines] = [before.split("\n"), after.split("\n")];
  const head = oldLines.findIndex((line, index) => line !== newLines[index]);
  if (head === -1) return [];
  const most = Math.min(oldLines.length, newLines.length) - head;
  const tail = oldLines
    .toReversed()
    .findIndex((line, index) => index >= most || line !== newLines.at(-1 - index));
  return oldLines.slice(head, oldLines.length - tail);
}

/** Lines of `before` that `after` does not have in the same order. */
function linesLost(before: string, after: string): string[] {
  const remaining = after.split("\n");
  let position = 0;
  return before.split("\n").filter((line) => {
    const found = remaining.findIndex(
      (candidate, index) => index >= position && candidate.startsWith(line.trimEnd()),
    );
    if (found !== -1) position = found + 1;
    return found === -1;
  });
}
