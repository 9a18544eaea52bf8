// Operations and replies name messages of their channel, wherever they stand themselves; one click points the others there.
import { describe, expect, it } from "vitest";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";
import { editSource } from "./source-edit.ts";

const HEAD = "asyncapi: 3.0.0\ninfo: { title: T, version: 1.0.0 }\n";
const CHANNELS = `channels:
  a: { address: /a, messages: { m: { $ref: '#/components/messages/M' } } }
  b: { address: /b, messages: {} }
`;
const MESSAGES = "  messages: { M: { payload: { type: string } } }\n";

const replying = (reply: string) => `${HEAD}${CHANNELS}operations:
  s:
    action: receive
    channel: { $ref: '#/channels/a' }
    reply:
${reply}  t: { action: send, channel: { $ref: '#/channels/b' } }
components:
${MESSAGES}`;

const told = (text: string) =>
  judgeDefinition(text)
    .diagnostics.filter(({ severity, code }) => severity === "error" || code === "operation-message")
    .map(({ severity, code, line, column, message, mend }) => ({
      code,
      line,
      column,
      message,
      severity,
      label: mend?.label,
    }));
const mended = (text: string) => {
  const [found] = judgeDefinition(text).diagnostics.filter(({ code }) => code === "operation-message");
  const edited = editSource(text, found?.mend?.edits ?? []);
  return edited.ok ? edited.text : edited.message;
};

describe("a reply", () => {
  const toComponents = replying(`      channel: { $ref: '#/channels/a' }
      messages:
        - $ref: '#/components/messages/M'
`);

  it("that points at components is warned of at its line, as the parser lets it pass, and pointed to its channel by one click", () => {
    expect(told(toComponents)).toEqual([
      {
        code: "operation-message",
        line: 13,
        column: 11,
        message:
          "A message of the reply of s has to be one of its channel: { $ref: '#/channels/a/messages/m' }",
        severity: "warning",
        label: "Use #/channels/a/messages/m",
      },
    ]);
    expect(mended(toComponents)).toBe(
      toComponents.replace("- $ref: '#/components/messages/M'", "- $ref: '#/channels/a/messages/m'"),
    );
    expect(told(mended(toComponents))).toEqual([]);
  });

  it("on another channel than its request names that one's messages", () => {
    const other = toComponents.replace(
      "      channel: { $ref: '#/channels/a' }",
      "      channel: { $ref: '#/channels/b' }",
    );
    expect(told(other)).toMatchObject([{ label: "Add M to the channel b and use it" }]);
    expect(told(mended(other))).toEqual([]);
    expect(
      told(other.replace("'#/components/messages/M'\n  t", "'#/channels/a/messages/m'\n  t")),
    ).toHaveLength(1);
  });

  it("without a channel may name messages of its operation's channel, but none of components", () => {
    const named = (ref: string) => replying(`      messages: [{ $ref: '${ref}' }]\n`);
    expect(told(named("#/channels/a/messages/m"))).toEqual([]);
    expect(told(named("#/components/messages/M"))).toMatchObject([
      {
        line: 11,
        message:
          "A message of the reply of s has to be one of a channel: { $ref: '#/channels/a/messages/m' }",
        label: "Use #/channels/a/messages/m",
      },
    ]);
  });
});

describe("a message that is nowhere", () => {
  const nowhere = `${HEAD}${CHANNELS}operations:
  s:
    action: send
    channel: { $ref: '#/channels/a' }
    messages:
      - $ref: '#/components/messages/Gone'
    reply:
      channel: { $ref: '#/channels/b' }
      messages:
        - $ref: '#/channels/a/messages/gone'
components:
${MESSAGES}`;

  it("is told of once, though it would not be its channel's either", () => {
    expect(told(nowhere).map(({ code, line, message }) => [code, line, message.split(" ")[0]])).toEqual([
      ["ref", 11, "#/components/messages/Gone"],
      ["ref", 15, "#/channels/a/messages/gone"],
    ]);
    const found = nowhere.replace("messages/Gone", "messages/M").replace("messages/gone", "messages/m");
    expect(told(found).map(({ code, line }) => [code, line])).toEqual([
      ["operation-message", 11],
      ["operation-message", 15],
    ]);
  });

  it("does not hide one that is there but not of the channel, however many there are", () => {
    const many = "      - $ref: '#/components/messages/Gone'\n".repeat(30);
    const text = nowhere.replace("    reply:", `${many}      - $ref: '#/components/messages/M'\n    reply:`);
    expect(told(text).filter(({ code }) => code === "operation-message")).toHaveLength(1);
  });

  it("may be in another document: then it is not of its channel, which is told", () => {
    const elsewhere = nowhere
      .replace("messages: { M: {", "messages: { Gone: { $ref: './messages.yaml#/M' }, M: {")
      .replace("a/messages/gone", "b/messages/gone");
    expect(told(elsewhere).map(({ code, line }) => [code, line])).toEqual([
      ["operation-message", 11],
      ["ref", 15],
    ]);
  });
});

describe("what an operation leads to by a reference", () => {
  const referred = (channel: string, message: string) =>
    `${HEAD}${CHANNELS}operations:
  s: { $ref: '#/components/operations/said' }
  t: { $ref: '#/components/operations/said' }
  u: { action: send, channel: { $ref: '#/channels/b' } }
components:
${MESSAGES}  operations:
    said:
      action: receive
      channel: { $ref: '#/channels/a' }
      messages: [{ $ref: '#/channels/a/messages/m' }]
      reply: { $ref: '#/components/replies/back' }
  replies:
    back:
      channel: { $ref: '${channel}' }
      messages: [{ $ref: '${message}' }]
  channels: { c: { address: /c, messages: { m: { payload: {} } } } }
`.replace("/b, messages: {} }\n", "/b, messages: {} }\n  c: { $ref: '#/components/channels/c' }\n");

  it("is judged where it stands, once", () => {
    const text = referred("#/channels/a", "#/components/messages/M").replace(
      "[{ $ref: '#/channels/a/messages/m' }]",
      "[{ $ref: '#/components/messages/M' }]",
    );
    expect(told(text).map(({ severity, line, label }) => [severity, line, label])).toEqual([
      ["error", 17, "Use #/channels/a/messages/m"],
      ["warning", 22, "Use #/channels/a/messages/m"],
    ]);
    expect(told(mended(mended(text)))).toEqual([]);
  });

  it("may name a channel of components and its messages there, but not others'", () => {
    expect(told(referred("#/components/channels/c", "#/components/channels/c/messages/m"))).toEqual([]);
    expect(told(referred("#/components/channels/c", "#/channels/c/messages/m"))).toEqual([]);
    expect(told(referred("#/components/channels/c", "#/channels/a/messages/m"))).toMatchObject([
      { line: 22 },
    ]);
  });
});
