// One text, two views: random sequences of edits by form and by hand on real documents. A form edit changes its own nodes
// alone, and the forms see every edit of the text. More runs: SLUICE_PROPERTY_RUNS=2000 vitest run …
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMap, isNode, isScalar, parseDocument } from "yaml";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { listCorpus } from "#lib/asyncapi/test-kit/corpus.ts";
import { applyTopics } from "#lib/topics/edit-topics.ts";
import { judgeDefinition, subjectOf } from "#lib/topics/judge-definition.ts";
import { readTopics } from "#lib/topics/read-topics.ts";
import {
  isMessageStep,
  MESSAGE_STEPS,
  messageEdit,
  shownMessages,
} from "#lib/topics/test-kit/message-steps.ts";
import { plainMessages, plainTopics } from "#lib/topics/test-kit/plain-topics.ts";
import { linesLost } from "#lib/topics/test-kit/untouched-lines.ts";
import type { Topic } from "#lib/topics/topic.ts";
import { changeDraft, type DraftChange, draftOf, topicsToSave } from "#lib/topics/topic-draft.ts";
import { NO_SCOPES, type TopicScopes } from "#lib/topics/topic-scopes.ts";

const CASES = join(import.meta.dirname, "test-kit/cases");
const MOST_CHARACTERS = 20_000;
const DEFAULT_RUNS = 40;
const numRuns = Number(process.env.SLUICE_PROPERTY_RUNS ?? DEFAULT_RUNS);

const documents = [...committed(), ...listCorpus().filter(({ version }) => version.startsWith("3"))].filter(
  ({ text }) => text.length <= MOST_CHARACTERS && isSound(text) && topicsOf(text).length > 0,
);

/** A document with errors of its own has no forms: it is mended in its text. */
function isSound(text: string): boolean {
  const { diagnostics } = judgeDefinition(text);
  return !diagnostics.some((found) => found.severity === "error" && subjectOf(found) === "document");
}

function committed() {
  return readdirSync(CASES).map((file) => ({ file, text: readFileSync(join(CASES, file), "utf8") }));
}

const words = fc.constantFrom("Plain words", "with: colon # hash", "two\nlines\n", "ünï 😀", "'q' \"q\"", "");
const step = fc.record({
  kind: fc.constantFrom(
    ...([
      "add",
      "rename",
      "describe",
      "parameter",
      "types",
      "mapping",
      "security",
      "scopes",
      "delete",
    ] as const),
    ...(["comment", "value", "channel"] as const),
    ...MESSAGE_STEPS,
  ),
  at: fc.nat(),
  words,
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

describe("one text, two views", () => {
  it("a form edit changes its own lines alone, and the forms see every edit of the text", () => {
    const inputs = [
      fc.constantFrom(...documents),
      fc.array(step, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
    ] as const;
    const seed = numRuns === DEFAULT_RUNS ? { seed: 20_261 } : {};
    fc.assert(
      fc.property(...inputs, ({ text }, steps, isCrlf) => {
        let current = isCrlf ? text.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n") : text;
        for (const [index, one] of steps.entries()) {
          current = isMessageStep(one.kind)
            ? messageEdit(current, one.kind, one.at, one.words)
            : (textEdit(current, one, index) ?? formEdit(current, one, index));
          expect(shownMessages(current)).toEqual(plainMessages(current));
          expect(topicsOf(current).map(comparable)).toEqual(plainTopics(current));
        }
      }),
      { numRuns, ...seed },
    );
  }, 600_000);
});

function topicsOf(text: string): Topic[] {
  const { definition } = parseDefinition(text);
  return definition === null ? [] : readTopics(definition);
}

/** The handshake is left out: edit-handshake.test.ts holds it. */
function comparable({ parameters, scopes, ...topic }: Topic) {
  const { channelKey, address, types, description, uriMapping, isSecured } = topic;
  return {
    key: channelKey,
    address,
    types,
    description,
    uriMapping,
    isSecured,
    scopes: scopes ?? NO_SCOPES,
    parameters: parameters.map(({ name, description }) => [name, description]),
  };
}

/** Saves one change as the Topics page does, and holds the new text against the old one. */
function formEdit(text: string, one: Step, index: number): string {
  const before = topicsOf(text);
  const draft = draftOf(before);
  const row = draft.rows[one.at % Math.max(draft.rows.length, 1)];
  const change = row && one.kind !== "add" ? rowChange(one, row.id, row.topic, index) : addition(one, index);
  const wanted = topicsToSave(changeDraft(draft, change));
  const result = applyTopics(text, wanted);
  if (!result.ok) {
    // Other parts of a document may lean on what is to go; what anchors share may be told to be changed in the text, and so
    // is a list in the place of parameters, which only the schema of AsyncAPI finds wrong.
    if (result.code === "edit_failed") expect(text, result.message).toMatch(/&\w|parameters: \[/);
    expect(["still_referenced", "edit_failed"]).toContain(result.code);
    return text;
  }
  // The page writes every address with its slash: that is an edit of each topic whose address had none.
  const same = new Set(wanted.map((topic) => JSON.stringify(topic)));
  const paths = before
    .filter((topic) => !same.has(JSON.stringify(topic)))
    .flatMap((topic) => nodesOf(text, topic));
  // What others share through an anchor is written out where they stand: anchored-channel.test.ts holds that.
  const isShared = /&\w/.test(text);
  if (!isShared) expect(linesLost(text, result.value, paths), JSON.stringify(change)).toEqual([]);
  expect(result.value.includes("\r\n")).toBe(text.includes("\r\n"));
  return result.value;
}

function addition(one: Step, index: number): DraftChange {
  return { kind: "add", address: `/added/${one.at}/${index}/{id}`, types: ["subscribe"] };
}

function rowChange(one: Step, id: string, topic: Topic, index: number): DraftChange {
  const edit = (patch: Partial<Omit<Topic, "channelKey">>): DraftChange => ({ kind: "edit", id, patch });
  switch (one.kind) {
    case "rename":
      return edit({ address: `/renamed/${one.at}/${index}/{${one.at % 2 ? "id" : "other"}}` });
    case "parameter":
      return edit({ parameters: topic.parameters.map((it) => ({ ...it, description: one.words })) });
    case "types":
      return edit({ types: one.at % 3 === 0 ? ["publish"] : one.at % 3 === 1 ? ["subscribe"] : [...BOTH] });
    case "mapping":
      return edit({ uriMapping: one.words === "" ? null : `/mapped/${one.at}` });
    case "security":
      return edit({ isSecured: !topic.isSecured });
    case "scopes":
      return edit({ scopes: scopesAfter(topic, one.at) });
    case "delete":
      return { kind: "delete", id };
    default:
      return edit({ description: one.words });
  }
}

/** One direction or both get names more, or lose what they have. */
function scopesAfter({ scopes = NO_SCOPES }: Topic, at: number): TopicScopes {
  const changed = (names: readonly string[]) => {
    const readable = names.filter((name) => name !== "");
    return at % 2 === 0 ? [...readable, `scope:${at % 5}`] : readable.slice(1);
  };
  if (at % 3 === 0) return { ...scopes, subscribe: changed(scopes.subscribe) };
  if (at % 3 === 1) return { ...scopes, publish: changed(scopes.publish) };
  return { subscribe: changed(scopes.subscribe), publish: changed(scopes.subscribe) };
}

const BOTH = ["subscribe", "publish"] as const;

/** The members that an edit of a topic may change: its channel, where a reference there leads, and its operations. */
function nodesOf(text: string, topic: Topic): string[][] {
  const root = parseDefinition(text).definition?.data;
  const data = JSON.parse(JSON.stringify(root ?? {}));
  const key = topic.channelKey ?? "";
  const target = String(data.channels?.[key]?.$ref ?? "");
  const isOfTopic = (ref: string) =>
    decodeURIComponent(ref).replaceAll("~1", "/").replaceAll("~0", "~") === `#/channels/${key}` ||
    ref === target;
  const pathOf = (ref: string) =>
    ref.startsWith("#/") ? [ref.slice(2).split("/").map(decodeURIComponent)] : [];
  const operations: [string, { $ref?: string; channel?: { $ref?: string } }][] = Object.entries(
    data.operations ?? {},
  );
  return [
    ["channels", key],
    ...pathOf(target),
    ...operations.flatMap(([name, operation]) =>
      operation?.$ref !== undefined || isOfTopic(String(operation?.channel?.$ref ?? ""))
        ? [["operations", name], ...pathOf(String(operation?.$ref ?? ""))]
        : [],
    ),
  ];
}

/** One edit by hand that keeps the text valid; null for a step that is none, or finds no place in this text. */
function textEdit(text: string, one: Step, index: number): string | null {
  const document = parseDocument(text, { merge: true, uniqueKeys: false });
  const channels = document.get("channels", true);
  if (!isMap(channels)) return null;
  const first = channels.items[0]?.key;
  const start = isNode(first) ? (first.range?.[0] ?? 0) : 0;
  if (start === 0) return null;
  const margin = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const isBlock = channels.flow !== true && margin.trim() === "";
  if (one.kind === "comment" && isBlock)
    return spliced(text, start, start, `# typed ${one.at}${lineBreak}${margin}`);
  if (one.kind === "channel") {
    const channel = `"typed-${one.at}-${index}": {"address": "/typed/${one.at}/${index}"}`;
    return spliced(text, start, start, isBlock ? channel + lineBreak + margin : `${channel}, `);
  }
  if (one.kind !== "value") return null;
  const member = ["address", "description", "x-uri-mapping"][one.at % 3];
  const values = channels.items.flatMap((pair) => {
    const value: unknown = isMap(pair.value) ? pair.value.get(member, true) : null;
    return isScalar(value) && typeof value.value === "string" && value.anchor === undefined ? [value] : [];
  });
  const value = values[one.at % Math.max(values.length, 1)];
  const isBlockText = value?.type === "BLOCK_LITERAL" || value?.type === "BLOCK_FOLDED";
  if (!value?.range || isBlockText) return null;
  const typed = member === "description" ? `Typed ${one.at}` : `/typed-value/${one.at}/${index}`;
  return spliced(text, value.range[0], value.range[1], JSON.stringify(typed));
}

function spliced(text: string, start: number, end: number, typed: string): string {
  return text.slice(0, start) + typed + text.slice(end);
}
