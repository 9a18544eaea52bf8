// One judge: what the topics form refuses, the editor refuses at its line, and the deployment refuses in the same words.

import { describe, expect, it } from "vitest";
import { newDefinition } from "#lib/asyncapi/new-definition.ts";
import { editSource } from "#lib/asyncapi/source-edit.ts";
import { judgeDefinition, subjectOf } from "#lib/topics/judge-definition.ts";
import { readTopics } from "#lib/topics/read-topics.ts";
import { topicsSchema } from "#lib/topics/topic.ts";

const HEAD = "asyncapi: 3.0.0\ninfo: { title: T, version: 1.0.0 }\n";

/** What a person adds in the form. */
const topicOfForm = {
  ...{ channelKey: null, types: ["subscribe"], description: "", parameters: [] },
  ...{ uriMapping: null, isSecured: true },
};

/** A definition with a channel for each address, its address in a line of its own: 5, 8, 11, … */
function withAddresses(...addresses: string[]): string {
  const channels = addresses.map(
    (address, index) => `  c${index}:\n    description: x\n    address: ${JSON.stringify(address)}\n`,
  );
  const operations = addresses.map(
    (_, index) => `  o${index}: { action: send, channel: { $ref: '#/channels/c${index}' } }\n`,
  );
  return `${HEAD}channels:\n${channels.join("")}operations:\n${operations.join("")}`;
}

function errors(text: string): string[] {
  return judgeDefinition(text)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, line, column, message }) => `${code} ${line}:${column} ${message}`);
}

describe("the judge of definitions", () => {
  it("finds nothing wrong with a new API's definition", () => {
    expect(judgeDefinition(newDefinition({ title: "A", version: "1" })).diagnostics).toEqual([]);
  });

  it.each([
    [["/a?x=1#f"], "topic 6:5 Topic /a?x=1#f: Remove the ? and what follows"],
    [["/a#f"], "topic 6:5 Topic /a#f: Remove the #"],
    [
      ["/a", "/a"],
      "topic 9:5 2 channels share the address /a. Rename all but one, or make one topic of them",
    ],
    [["/{x}", "/{y}"], "topic 9:5 /{y} matches the same requests as the topic /{x}"],
    [["a"], "topic 6:5 Topic a: Start the topic name with a slash: /a"],
  ])("refuses the addresses %j at the line of the address, as the form does", (addresses, told) => {
    const text = withAddresses(...addresses);
    const found = errors(text);
    expect(found).toEqual([expect.stringContaining(told)]);
    const { definition } = judgeDefinition(text);
    const [issue] = topicsSchema.safeParse(definition && readTopics(definition)).error?.issues ?? [];
    expect(found[0]).toContain(issue?.message);
  });

  it.each([
    ["/a b", "Remove spaces"],
    ["//d", "Remove the empty segment"],
    ["/../x", 'Remove the segment ".."'],
    ["/{x}/{x}", "Give each parameter a name of its own"],
    ["/{id}.json", "Make the parameter a whole segment"],
    ["light.{id}.on", "Make the parameter a whole segment"],
    ["", "Enter a topic name"],
  ])(
    "keeps a channel of the address %j, which the gateway cannot serve, and says so and why",
    (address, why) => {
      const { definition, diagnostics } = judgeDefinition(withAddresses("/a", address));
      const told = diagnostics.filter(({ code }) => code !== "parameter-undeclared");
      expect(told).toEqual([
        {
          severity: "warning",
          code: "not-served",
          line: 9,
          column: 5,
          message: expect.stringMatching(/^The channel of .+ is kept, but not served by the gateway\. /),
        },
      ]);
      expect(told[0]?.message).toContain(why);
      expect(definition && readTopics(definition).map((topic) => topic.address)).toEqual(["/a"]);
      const [form] = topicsSchema.safeParse([{ ...topicOfForm, address }]).error?.issues ?? [];
      expect(form?.path).toEqual([0, "address"]);
    },
  );

  it("keeps a document of which nothing is served, and says once what deploying needs", () => {
    const codes = (text: string) =>
      judgeDefinition(text).diagnostics.map(({ severity, code }) => `${severity} ${code}`);
    expect(codes(`${HEAD}channels: {}\n`)).toEqual(["warning channels-missing"]);
    expect(codes(`${HEAD}channels: { a: { address: null } }\n`)).toEqual([
      "warning topics",
      "warning address-missing",
    ]);
    expect(codes(withAddresses("//d"))).toEqual(["warning topics", "warning not-served"]);
  });

  it("keeps a channel of another protocol as it is where none of its servers speaks WebSocket", () => {
    const of = (servers: string, named = "x") =>
      withAddresses("user-signedup")
        .replace("channels:", `servers: ${servers}\nchannels:`)
        .replace("description: x", named === "x" ? "description: x" : `servers: [{ $ref: '${named}' }]`);
    const kafka = "k: { host: k.test, protocol: kafka }";
    const both = `{ ${kafka}, w: { host: w.test, protocol: wss } }`;
    for (const text of [of(`{ ${kafka} }`), of(both, "#/servers/k")]) {
      const told = judgeDefinition(text).diagnostics;
      expect(told.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
        "warning topics",
        "warning not-served",
      ]);
      expect(told[1]?.message).toMatch(/speak kafka, .* with a slash: \/user-signedup$/);
    }
    for (const text of [of(both), of(both, "#/servers/w"), of("{}")])
      expect(errors(text)).toEqual([expect.stringContaining("Start the topic name with a slash")]);
  });

  it("keeps channels that no operation uses, also where none is used, and says what becomes of them", () => {
    const text = `${HEAD}channels:\n  a:\n    address: /a\n  b:\n    address: /b\n`;
    expect(judgeDefinition(text).diagnostics).toEqual([
      {
        severity: "warning",
        code: "channel-unused",
        line: 4,
        column: 3,
        message: expect.stringMatching(/channel of \/a: the gateway passes nothing there until .* type/),
      },
      expect.objectContaining({ code: "channel-unused", line: 6 }),
    ]);
  });

  it("refuses a mapping that cannot be served", () => {
    const mapped = withAddresses("/a").replace("description: x", "x-uri-mapping: /{nobody}");
    expect(errors(mapped)).toEqual([
      expect.stringContaining("topic 5:5 Topic /a: {nobody} is not a parameter"),
    ]);
    const onOperation = withAddresses("/a").replace("{ action: send", "{ x-uri-mapping: //x, action: send");
    expect(errors(onOperation)).toEqual([expect.stringContaining("topic 8:9 Topic /a: Leave the host out")]);
  });

  it("refuses a policy that is none, at the member that is wrong", () => {
    const text = withAddresses("/a").replace("description: x", "x-sluice-policy: { maxMessageBytes: many }");
    expect(errors(text)).toEqual([
      expect.stringContaining("policy 5:24 Channel c0: x-sluice-policy.maxMessageBytes: "),
    ]);
  });

  it("says of an error who mends it", () => {
    const subjects = (text: string) => judgeDefinition(text).diagnostics.map(subjectOf);
    expect(subjects(withAddresses("/a?b"))).toEqual(["topics"]);
    expect(subjects(withAddresses("/a").replace("description: x", "x-sluice-policy: 5"))).toEqual([
      "policies",
    ]);
    expect(subjects("a: [")).toEqual(["document"]);
  });
});

describe("one click mends a message of an operation that is not its channel's", () => {
  const document = (messages: string, components: string) => `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
channels:
  a: { address: /a, messages: ${messages} } # ours
operations:
  s: { action: send, channel: { $ref: '#/channels/a' }, messages: [{ $ref: '#/components/messages/M' }] }
components: { messages: ${components} }
`;
  const mended = (text: string) => {
    const found = judgeDefinition(text).diagnostics.find(({ code }) => code === "operation-message");
    const edited = editSource(text, found?.mend?.edits ?? []);
    return { label: found?.mend?.label, text: edited.ok ? edited.text : null };
  };

  it("by the channel's own name for it, all else untouched", () => {
    const text = document(
      "{ m: { $ref: '#/components/messages/M' } }",
      "{ M: { payload: { type: string } } }",
    );
    const result = mended(text);
    expect(result.label).toBe("Use #/channels/a/messages/m");
    expect(result.text).toBe(
      text.replace("[{ $ref: '#/components/messages/M'", "[{ $ref: '#/channels/a/messages/m'"),
    );
    expect(judgeDefinition(result.text ?? "").diagnostics).toEqual([]);
  });

  it("by adding it to a channel that has none", () => {
    const result = mended(document("{}", "{ M: { payload: { type: string } } }"));
    expect(result.label).toBe("Add M to the channel a and use it");
    expect(judgeDefinition(result.text ?? "").diagnostics).toEqual([]);
  });

  it("but offers nothing where the channel means another message by that name, or the message is nowhere", () => {
    const other = "{ M: { payload: { type: number } } }";
    expect(mended(document(other, "{ M: { payload: { type: string } } }")).label).toBeUndefined();
    expect(mended(document("{}", "{}")).label).toBeUndefined();
  });
});

describe("a message that stands in an operation itself, which nothing shows or serves", () => {
  const document = (messages: string, operation: string) => `${HEAD}channels:
  a:
    address: /a
    messages: ${messages}
operations:
  o:
    action: send
    channel: { $ref: '#/channels/a' }
${operation}`;
  const inList = `    messages:
      # What has come.
      - name: came
        payload: { type: number, maximum: 1.10 } # in order
`;
  const inReply = `    reply:
      channel: { $ref: '#/channels/a' }
      messages: [{ payload: { type: string } }]
`;
  const told = (text: string) =>
    judgeDefinition(text).diagnostics.filter(({ code }) => code === "operation-message");
  const mended = (text: string) => {
    const edited = editSource(text, told(text)[0]?.mend?.edits ?? []);
    return edited.ok ? edited.text : edited.message;
  };

  it("is refused at its line, with what to write", () => {
    expect(told(document("{}", inList))).toMatchObject([
      {
        severity: "error",
        line: 13,
        message:
          "A message cannot stand in an operation. Move it to the channel, and name it here: { $ref: '#/channels/a/messages/came' }",
      },
    ]);
    expect(told(document("{}", inReply))).toMatchObject([
      {
        severity: "error",
        line: 13,
        message:
          "A message cannot stand in an operation. Move it to the channel, and name it here: { $ref: '#/channels/a/messages/o' }",
      },
    ]);
  });

  it("goes to the channel by one click, digits and all", () => {
    const text = mended(document("\n      gone: {}", inList));
    expect(text).toContain('- $ref: "#/channels/a/messages/came"');
    expect(text).toContain("maximum: 1.10");
    expect(judgeDefinition(text).diagnostics).toEqual([]);
    expect(judgeDefinition(mended(document("{}", inReply))).diagnostics).toEqual([]);
  });

  it("gets a name that the channel has not given away", () => {
    expect(mended(document("\n      came: { payload: {} }", inList))).toContain(
      '- $ref: "#/channels/a/messages/came2"',
    );
  });

  it("is found once where operations lead to it by a reference, and goes to the channel from there", () => {
    const text = `${HEAD}channels:
  a: { address: /a }
operations:
  o: { $ref: '#/components/operations/said' }
  p: { $ref: '#/components/operations/said' }
components:
  operations:
    said:
      action: send
      channel: { $ref: '#/channels/a' }
      reply: { $ref: '#/components/replies/back' }
      messages:
        - payload: {}
  replies:
    back:
      channel: { $ref: '#/channels/a' }
      messages:
        - payload: {}
`;
    expect(told(text).map(({ line }) => line)).toEqual([15, 20]);
    const once = mended(text);
    expect(told(once).map(({ message }) => message)).toEqual([expect.stringContaining("/messages/o2")]);
    expect(told(mended(once))).toEqual([]);
  });

  it("is refused without a click where it is none, or the channel is unknown", () => {
    const noMessage = document("{}", "    messages: [5, null, { $ref: 5 }]\n");
    expect(told(noMessage).map(({ line, mend }) => [line, mend])).toEqual([
      [11, undefined],
      [11, undefined],
      [11, undefined],
    ]);
    const [elsewhere] = told(document("{}", inReply.replace("#/channels/a", "#/channels/b")));
    expect(elsewhere).toMatchObject({
      severity: "error",
      line: 13,
      message: "Name a message of the channel here: { $ref: '#/channels/KEY/messages/KEY' }",
    });
    expect(elsewhere?.mend).toBeUndefined();
  });
});

it("topics that differ in case only are refused at the second one's line", () => {
  const text = `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
channels:
  a: { address: "/rooms/{id}", parameters: { id: {} } }
  b: { address: "/Rooms/{ID}", parameters: { ID: {} } }
operations:
  s: { action: send, channel: { $ref: '#/channels/a' } }
  t: { action: send, channel: { $ref: '#/channels/b' } }
`;
  const errors = judgeDefinition(text).diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ line, message }) => [line, message])).toEqual([
    [
      5,
      "/Rooms/{ID} differs from the topic /rooms/{id} in upper and lower case only. Rename one of the two.",
    ],
  ]);
});

it("warns of a channel that no operation uses where others are served: replies may come there", () => {
  const text = `${withAddresses("/a")}`.replace(
    "channels:\n",
    "channels:\n  replies:\n    address: /replies\n",
  );
  expect(judgeDefinition(text).diagnostics).toMatchObject([
    { severity: "warning", code: "channel-unused", line: 4, message: expect.stringContaining("/replies") },
  ]);
});

describe("addresses that start without a slash, as documents of other protocols have them", () => {
  const text = (...addresses: string[]) =>
    `asyncapi: 3.0.0\ninfo: {title: T, version: '1'}\nchannels:\n${addresses
      .map((address, index) => `  c${index}: {address: ${address}} # kept\n`)
      .join("")}operations:\n${addresses
      .map((_, index) => `  o${index}: {action: send, channel: {$ref: '#/channels/c${index}'}}\n`)
      .join("")}`;

  it("are mended with one click, all of them", () => {
    const before = text("user/signedup", "/there", "lights.on");
    const [first, second] = judgeDefinition(before).diagnostics;
    expect([first?.line, first?.mend?.label]).toEqual([4, "Start all 2 with a slash"]);
    expect([second?.line, second?.mend?.label]).toEqual([6, "Start it with a slash"]);
    const mended = editSource(before, first?.mend?.edits ?? []);
    expect(mended).toMatchObject({ ok: true, text: text("/user/signedup", "/there", "/lights.on") });
    expect(judgeDefinition(mended.ok ? mended.text : "").diagnostics).toEqual([]);
  });

  it("are mended where they stand", () => {
    const referred = text("a").replace("{address: a}", "{$ref: '#/components/channels/C'}");
    const before = `${referred}components: {channels: {C: {address: a}}}\n`;
    const [found] = judgeDefinition(before).diagnostics;
    const mended = editSource(before, found?.mend?.edits ?? []);
    expect(mended).toMatchObject({ ok: true, text: before.replace("{address: a}", "{address: /a}") });
  });
});
