// Request and reply as a pair, traits, and runtime expressions in words.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { NodeBudget, VIEW_NODES } from "#lib/asyncapi/node-budget.ts";
import { scopeWords } from "#lib/asyncapi/scope-words.ts";
import { expressionWords } from "./runtime-expression.ts";
import { withTraits } from "./traits.ts";
import { readingView } from "./view.ts";

const reqid: JsonObject = { location: "$message.payload#/reqid", description: "Chosen by you" };

function withOperation(operation: JsonObject): JsonObject {
  return {
    asyncapi: "3.0.0",
    channels: {
      asks: {
        address: "/asks",
        messages: {
          ask: { name: "Ask", correlationId: { $ref: "#/components/correlationIds/reqid" } },
          fine: { name: "Fine", correlationId: reqid },
          failed: { name: "Failed", correlationId: { location: "$message.header#/re~1id" } },
        },
      },
      answers: { address: "/answers", messages: { answer: { name: "Answer" } } },
      later: { address: null, messages: { late: { name: "Late" } } },
    },
    operations: {
      ask: {
        channel: { $ref: "#/channels/asks" },
        messages: [{ $ref: "#/channels/asks/messages/ask" }],
        ...operation,
      },
    },
    components: { correlationIds: { reqid } },
  };
}

const replyOf = (operation: JsonObject) =>
  readingView(withOperation(operation)).channels[0]?.operations[0]?.reply;

describe("the scopes of a direction", () => {
  it("are those of its operations, all of which count, else of the channel", () => {
    const document = withOperation({ action: "receive", "x-scopes": ["chat:write", "chat:admin"] });
    const scopesOf = (whole: JsonObject) => readingView(whole).channels[0]?.operations[0]?.scopes;
    expect(scopesOf(document)).toEqual(["chat:write", "chat:admin"]);
    const ofChannel = { asks: { address: "/asks", "x-scopes": ["chat"] } };
    expect(scopesOf({ ...withOperation({ action: "receive" }), channels: ofChannel })).toEqual(["chat"]);
    expect(scopesOf(withOperation({ action: "receive" }))).toEqual([]);
  });

  it("are not told a second time, as extensions of the operation or the channel", () => {
    const extensions = { "x-scopes": ["chat"], "x-theirs": 1 };
    const whole = withOperation({ action: "receive", ...extensions });
    const [told] = readingView(whole).channels[0]?.operations ?? [];
    expect(told?.about.extensions).toEqual([{ name: "x-theirs", text: "1" }]);
    const ofChannel = readingView({ ...whole, channels: { asks: { address: "/asks", ...extensions } } });
    expect(ofChannel.channels[0]?.about.extensions).toEqual([{ name: "x-theirs", text: "1" }]);
  });

  it("make no noise where the direction has no operation", () => {
    const alone = { asyncapi: "3.0.0", channels: { asks: { address: "/asks", "x-scopes": ["chat"] } } };
    expect(JSON.stringify(readingView(alone).channels)).not.toMatch(/x-scopes|"chat"/);
  });

  it.each([
    ["send", ["a"], "To send you need the scope a."],
    ["receive", ["a", "b"], "To receive you need one of the scopes a, b."],
    ["send", ["", "a"], "To send you need the scope a."],
    ["send", [""], "Nobody can send: the x-scopes are no list of names."],
  ] as const)("to %s of %j are told in a sentence", (verb, scopes, words) => {
    expect(scopeWords(verb, scopes)).toBe(words);
  });
});

describe("a reply", () => {
  it("is what a client gets back for what it sends, with every possible message and what matches them", () => {
    const messages = ["fine", "failed"].map((key) => ({ $ref: `#/channels/asks/messages/${key}` }));
    const reply = replyOf({ action: "receive", reply: { channel: { $ref: "#/channels/asks" }, messages } });
    expect(reply).toMatchObject({
      words: "You get back",
      address: "",
      channelKey: "",
      matchedBy: ["reqid in the payload", "re/id in the headers"],
    });
    expect(reply?.messages.map(({ name }) => name)).toEqual(["Fine", "Failed"]);
  });

  it("is what a client answers with where the API asks", () => {
    expect(replyOf({ action: "send", reply: {} })?.words).toBe("You answer with");
  });

  it("arrives on another channel, all of whose messages are possible where it names none", () => {
    const reply = replyOf({ action: "receive", reply: { channel: { $ref: "#/channels/answers" } } });
    expect(reply).toMatchObject({ address: "/answers", channelKey: "answers" });
    expect(reply?.messages.map(({ name }) => name)).toEqual(["Answer"]);
  });

  it("arrives where the request says", () => {
    const address = { location: "$message.header#/replyTo", description: "Your own" };
    const reply = replyOf({ action: "receive", reply: { address, channel: { $ref: "#/channels/later" } } });
    expect(reply).toMatchObject({
      address: "",
      channelKey: "later",
      addressFrom: "replyTo in the headers",
      addressDescription: "Your own",
    });
  });

  it("may come from a trait, and there is none where nothing asks for one", () => {
    const traits = [{ reply: { channel: { $ref: "#/channels/answers" } } }];
    expect(replyOf({ action: "receive", traits })?.address).toBe("/answers");
    expect(replyOf({ action: "receive" })).toBeNull();
  });

  it("makes do with one that is malformed", () => {
    for (const reply of [null, 1, [], { $ref: "#/nowhere" }, { channel: 1, messages: [1], address: "x" }])
      expect(replyOf({ action: "receive", reply })).toMatchObject({ channelKey: "", addressFrom: "" });
  });
});

describe("traits", () => {
  const merge = (target: JsonObject, root: JsonObject = {}) =>
    withTraits(root, target, new NodeBudget(VIEW_NODES));

  it("apply in their order, and the object's own fields win, at any depth", () => {
    const merged = merge({
      title: "own",
      bindings: { ws: { method: "GET" } },
      traits: [
        { title: "first", summary: "first", bindings: { ws: { method: "POST", query: { type: "object" } } } },
        { summary: "second" },
      ],
    });
    expect(merged).toMatchObject({
      title: "own",
      summary: "second",
      bindings: { ws: { method: "GET", query: { type: "object" } } },
    });
  });

  it("merge with what a reference stands for, and replace lists whole", () => {
    const root = {
      trait: { tags: [1, 2], headers: { $ref: "#/headers" } },
      headers: { properties: { a: {} } },
    };
    const merged = merge(
      { tags: [3], headers: { properties: { b: {} } }, traits: [{ $ref: "#/trait" }] },
      root,
    );
    expect(merged).toMatchObject({ tags: [3], headers: { properties: { a: {}, b: {} } } });
  });
});

describe("a runtime expression", () => {
  it("is said in words, and anything else left as it is", () => {
    expect(expressionWords("$message.payload#/meta/id")).toBe("meta.id in the payload");
    expect(expressionWords("$message.header")).toBe("the headers");
    expect(expressionWords("reqid")).toBe("reqid");
  });
});

describe("operations without a title", () => {
  const channel = { $ref: "#/channels/asks" };
  const titlesOf = (operations: JsonObject) =>
    readingView({ ...withOperation({}), operations }).channels[0]?.operations.map(({ title }) => title);

  it("are called by the one message of each where several go the same way", () => {
    const messages = (name: string) => [{ $ref: `#/channels/asks/messages/${name}` }];
    const receiveAsk = { action: "receive", channel, messages: messages("ask") };
    const receiveFine = { action: "receive", channel, messages: messages("fine") };
    expect(titlesOf({ receiveAsk, receiveFine })).toEqual(["Ask", "Fine"]);
    expect(titlesOf({ receiveAsk, askAgain: receiveAsk, receiveFine })).toEqual([
      "receiveAsk",
      "askAgain",
      "Fine",
    ]);
    expect(titlesOf({ receiveAsk, other: { ...receiveFine, title: "Ask" } })).toEqual(["receiveAsk", "Ask"]);
  });

  it("are called by their keys where they have several messages", () => {
    const [subscribe, leave] = [
      { action: "receive", channel },
      { action: "receive", channel, title: "Go away" },
    ];
    expect(titlesOf({ subscribe, leave })).toEqual(["subscribe", "Go away"]);
  });

  it("need no name where the direction says it", () => {
    expect(titlesOf({ say: { action: "receive", channel }, hear: { action: "send", channel } })).toEqual([
      "",
      "",
    ]);
  });
});
