// The scopes that each direction of a topic requires, patched into a definition where they stand.
import { describe, expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { applyTopics } from "./edit-topics.ts";
import { readTopics } from "./read-topics.ts";
import type { Topic } from "./topic.ts";

const HEAD = `asyncapi: 3.0.0
info: { title: Chats, version: '1.0.0' }
channels:
  all:
    address: /*
`;
const OPERATIONS = `operations:
  hear:
    action: send
    channel: { $ref: '#/channels/all' }
  say:
    action: receive
    channel: { $ref: '#/channels/all' }
`;

function topicOf(text: string): Topic {
  const { definition } = parseDefinition(text);
  const topic = definition === null ? undefined : readTopics(definition)[0];
  if (topic === undefined) throw new Error("the definition of the test is wrong");
  return topic;
}

function saved(text: string, patch: Partial<Topic>): string {
  const outcome = applyTopics(text, [{ ...topicOf(text), ...patch }]);
  if (!outcome.ok) throw new Error(outcome.message);
  expect(applyTopics(outcome.value, [topicOf(outcome.value)])).toEqual(outcome);
  return outcome.value;
}

describe("scopes of a topic", () => {
  it("are written at the operation of their direction, and taken out again", () => {
    const text = HEAD + OPERATIONS;
    const required = saved(text, { scopes: { subscribe: [], publish: ["chat:write"] } });
    expect(required.replace(/\n {4}x-scopes:(?: \[.*\]|(?:\n {6}- .*)+)/, "")).toBe(text);
    expect(topicOf(required).scopes).toEqual({ subscribe: [], publish: ["chat:write"] });
    expect(saved(required, { scopes: { subscribe: [], publish: [] } })).toBe(text);
  });

  it("come and go name by name, so that the others keep their place and comments", () => {
    const list = "    x-scopes:\n      - a # first\n      - b # second\n";
    const text = HEAD + OPERATIONS + list;
    const after = saved(text, { scopes: { subscribe: [], publish: ["c", "b"] } });
    expect(after).toBe(text.replace("      - a # first\n", "").concat("      - c\n"));
  });

  it("of a trait are overruled at the operation, and the trait stays as it is", () => {
    const traits = "    traits: [{ x-scopes: [chat] }]\n";
    const text = HEAD + OPERATIONS + traits;
    expect(saved(text, {})).toBe(text);
    const more = saved(text, { scopes: { subscribe: [], publish: ["chat", "more"] } });
    expect(more).toContain(text);
    expect(topicOf(more).scopes).toEqual({ subscribe: [], publish: ["chat", "more"] });
    const free = saved(text, { scopes: { subscribe: [], publish: [] } });
    expect(free).toContain(`${traits}    x-scopes: []`);
    expect(topicOf(free).scopes ?? null).toBeNull();
  });

  it("of a channel change there where both directions change alike", () => {
    const text = `${HEAD}    x-scopes: [chat] # both\n${OPERATIONS}`;
    const after = saved(text, { scopes: { subscribe: ["chat", "more"], publish: ["chat", "more"] } });
    expect(after).toBe(text.replace("[chat]", "[chat, more]"));
    expect(saved(text, { scopes: { subscribe: [], publish: [] } })).not.toContain("x-scopes");
  });

  it("of a channel go to the operation that still needs them where the other becomes free", () => {
    const text = `${HEAD}    x-scopes: [chat]\n${OPERATIONS}`;
    const after = saved(text, { scopes: { subscribe: [], publish: ["chat"] } });
    expect(topicOf(after).scopes).toEqual({ subscribe: [], publish: ["chat"] });
    expect(saved(after, { scopes: { subscribe: [], publish: [] } })).toBe(HEAD + OPERATIONS);
  });

  it("of a channel stay where one direction asks for another", () => {
    const text = `${HEAD}    x-scopes: [chat]\n${OPERATIONS}`;
    const after = saved(text, { scopes: { subscribe: ["chat"], publish: ["chat:write"] } });
    expect(after.startsWith(`${HEAD}    x-scopes: [chat]\n`)).toBe(true);
    expect(topicOf(after).scopes).toEqual({ subscribe: ["chat"], publish: ["chat:write"] });
  });

  it("stand at the operation that a new direction gets, and stay where nothing is said of them", () => {
    const text = HEAD + OPERATIONS.slice(0, OPERATIONS.indexOf("  say:"));
    const types: Topic["types"] = ["subscribe", "publish"];
    const scopes = { subscribe: [], publish: ["chat:write"] };
    const both = saved(text, { types, scopes });
    expect(topicOf(both)).toMatchObject({ types, scopes });
    const { scopes: _, ...rest } = topicOf(both);
    expect(applyTopics(both, [rest])).toEqual({ ok: true, value: both });
  });

  it("take the place of a list that cannot be read", () => {
    const text = `${HEAD}${OPERATIONS}    x-scopes: chat\n`;
    expect(topicOf(text).scopes).toEqual({ subscribe: [], publish: [""] });
    const after = saved(text, { scopes: { subscribe: [], publish: ["chat"] } });
    expect(topicOf(after).scopes).toEqual({ subscribe: [], publish: ["chat"] });
  });

  it("are written with a topic that is added", () => {
    const text = HEAD + OPERATIONS;
    const added: Topic = {
      ...{ channelKey: null, address: "/new", types: ["publish"], description: "", parameters: [] },
      ...{ uriMapping: null, isSecured: true, scopes: { subscribe: [], publish: ["new"] } },
    };
    const outcome = applyTopics(text, [topicOf(text), added]);
    expect(outcome).toMatchObject({ ok: true, value: expect.stringMatching(/x-scopes:[\s\S]*new/) });
  });
});
