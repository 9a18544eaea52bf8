// Channels that share an address become one topic by one click, and all that referred to them goes on to mean the same.
import { Parser } from "@asyncapi/parser";
import { describe, expect, it, vi } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { editSource } from "#lib/asyncapi/source-edit.ts";
import { listCurrentCorpus } from "#lib/asyncapi/test-kit/corpus.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";

vi.setConfig({ testTimeout: 60_000 });

const LABEL = "Make one topic of them";

const DOCUMENT = `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 } # ours
channels:
  ask:
    address: /
    messages:
      said: { payload: { type: string } }
      id: # of both
        $ref: '#/components/messages/id'
  a/b ü:
    address: /
    description: Where answers come.
    bindings: { ws: { method: GET } }
    messages:
      id: { $ref: '#/components/messages/id' }
      said: # an answer
        payload:
          type: number
          multipleOf: 1.10 # of a cent
  other: { address: /other, messages: { x: {} } }
operations:
  ask: { action: receive, channel: { $ref: '#/channels/ask' }, reply: { channel: { $ref: '#/channels/a~1b ü' } } }
  tell:
    action: send
    channel: { $ref: '#/channels/a~1b%20%C3%BC' } # percent-encoded
    messages:
      - $ref: '#/channels/a~1b%20%C3%BC/messages/said' # kept
  x: { action: send, channel: { $ref: '#/channels/other' } }
components:
  messages: { id: { payload: { type: string } } }
`;

const errors = (text: string) =>
  judgeDefinition(text).diagnostics.filter(({ severity }) => severity === "error");

const found = (text: string) => judgeDefinition(text).diagnostics.find(({ mend }) => mend?.label === LABEL);

function merged(text: string): string {
  const edited = editSource(text, found(text)?.mend?.edits ?? []);
  expect(edited).toMatchObject({ ok: true });
  return edited.ok ? edited.text : "";
}

async function parserErrors(text: string): Promise<string[]> {
  const diagnostics = await new Parser().validate(text);
  return diagnostics.filter(({ severity }) => severity === 0).map(({ message }) => message);
}

describe("channels that share an address", () => {
  it("are told once, with their number, and one click to make one topic of them", () => {
    expect(errors(DOCUMENT)).toEqual([
      expect.objectContaining({
        code: "topic",
        line: 11,
        message: expect.stringContaining("2 channels share the address /."),
        mend: expect.objectContaining({ label: LABEL }),
      }),
    ]);
  });

  it("become the first of them, all else untouched: comments, digits, quotes", async () => {
    const text = merged(DOCUMENT);
    expect(text).toBe(`asyncapi: 3.0.0
info: { title: T, version: 1.0.0 } # ours
channels:
  ask:
    address: /
    messages:
      said: { payload: { type: string } }
      id: # of both
        $ref: '#/components/messages/id'
      a/b ü-said: # an answer
        payload:
          type: number
          multipleOf: 1.10 # of a cent
    description: Where answers come.
    bindings:
      ws: { method: GET }
  other: { address: /other, messages: { x: {} } }
operations:
  ask: { action: receive, channel: { $ref: '#/channels/ask' }, reply: { channel: { $ref: '#/channels/ask' }, messages: [ { $ref: "#/channels/ask/messages/id" }, { $ref: "#/channels/ask/messages/a~1b%20%C3%BC-said" } ] }, messages: [ { $ref: "#/channels/ask/messages/said" }, { $ref: "#/channels/ask/messages/id" } ] }
  tell:
    action: send
    channel: { $ref: '#/channels/ask' } # percent-encoded
    messages:
      - $ref: '#/channels/ask/messages/a~1b%20%C3%BC-said' # kept
  x: { action: send, channel: { $ref: '#/channels/other' } }
components:
  messages: { id: { payload: { type: string } } }
`);
    expect(errors(text)).toEqual([]);
    expect(await parserErrors(text)).toEqual([]);
  });

  it("become one in JSON, and where anchors are shared", () => {
    const data = parseDefinition(DOCUMENT).definition?.data ?? {};
    const json = JSON.stringify(data, null, 2);
    expect(errors(merged(json))).toEqual([]);
    const shared = DOCUMENT.replace("said: { payload", "said: &said { payload").replace(
      "x: {} }",
      "x: *said }",
    );
    expect(errors(merged(shared))).toEqual([]);
    const anchored = DOCUMENT.replace("said: # an answer", "said: &said # an answer").replace(
      "x: {} }",
      "x: *said }",
    );
    expect(errors(merged(anchored))).toEqual([]);
  });

  it("become one where others stand under components and are named by their places there", async () => {
    const text = `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
channels:
  one: { address: /, messages: { a: { payload: { type: string } } } }
  two: { $ref: '#/components/channels/Two' }
operations:
  one: { action: receive, channel: { $ref: '#/channels/one' } }
  two: { action: send, channel: { $ref: '#/components/channels/Two' } }
components:
  channels:
    Two:
      address: /
      messages:
        b:
          payload: { type: object } # anything
`;
    const once = merged(text);
    expect(errors(once)).toEqual([]);
    expect(await parserErrors(once)).toEqual([]);
    expect(once).toContain("payload: { type: object } # anything");
    expect(
      found(text.replace("one: { address: /,", "one: { $ref: '#/components/channels/Two' } #")),
    ).toBeUndefined();
    expect(parseDefinition(once).definition?.data).toMatchObject({
      channels: { one: { messages: { b: { payload: { type: "object" } } } } },
      operations: {
        one: { messages: [{ $ref: "#/channels/one/messages/a" }] },
        two: { channel: { $ref: "#/channels/one" }, messages: [{ $ref: "#/channels/one/messages/b" }] },
      },
    });
  });

  it("become one where a hundred share one address, and as many share fifty", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index);
    const twins = hundred.map(
      (n) => `  c${n}:\n    address: /\n    messages:\n      m: { payload: { const: ${n} } }\n`,
    );
    const pairs = hundred.map((n) => `  p${n}: { address: /p${n >> 1} }\n`);
    const uses = hundred.map(
      (n) => `  o${n}:\n    action: send\n    channel: { $ref: '#/channels/c${n}' }\n`,
    );
    const head = "asyncapi: 3.0.0\ninfo: { title: T, version: 1.0.0 }\n";
    const text = `${head}channels:\n${twins.join("")}${pairs.join("")}operations:\n${uses.join("")}`;
    expect(errors(merged(text)).every(({ message }) => !message.includes("address /."))).toBe(true);
  });

  it.each([
    [
      "one of them is open",
      "address: /\n    description",
      "address: /\n    x-auth-type: None\n    description",
    ],
    [
      "their limits differ",
      "address: /\n    description",
      "address: /\n    x-sluice-policy: { maxMessageBytes: 5 }\n    description",
    ],
    [
      "they require other scopes",
      "address: /\n    description",
      "address: /\n    x-scopes: [chat]\n    description",
    ],
    ["a part is named that would go", "x: {} }", "x: { $ref: '#/channels/a~1b ü/description' } }"],
  ])("are left to a person where %s", (_why, from, to) => {
    const text = DOCUMENT.replace(from, to);
    expect(text).not.toBe(DOCUMENT);
    expect(
      errors(text)
        .map(({ message }) => message)
        .join(),
    ).toContain("2 channels share the address /.");
    expect(found(text)).toBeUndefined();
  });

  it("stay on all servers where one of them was", () => {
    const servers = "servers: [{ $ref: '#/servers/a' }]";
    const head =
      "servers: { a: { host: a.test, protocol: wss }, b: { host: b.test, protocol: wss } }\nchannels:";
    const one = DOCUMENT.replace("channels:", head).replace("address: /\n", `address: /\n    ${servers}\n`);
    expect(merged(one)).not.toContain(servers);
    const both = one.replace(
      "address: /\n    description",
      `address: /\n    ${servers.replace("/a'", "/b'")}\n    description`,
    );
    expect(parseDefinition(merged(both)).definition?.data).toMatchObject({
      channels: { ask: { servers: [{ $ref: "#/servers/a" }, { $ref: "#/servers/b" }] } },
    });
  });
});

const exchanges = listCurrentCorpus().filter(({ file }) => /kraken|exchange-/i.test(file));

describe("documents of an exchange with all over one socket", () => {
  it.each(exchanges)(
    "have no clash left after one click at most, and satisfy the parser: $file",
    async (entry) => {
      const { file, text } = entry;
      const once = found(text) === undefined ? text : merged(text);
      expect(once === text).toBe(!file.includes("multiple-channels"));
      expect(errors(once)).toEqual([]);
      expect(await parserErrors(once)).toEqual([]);
      if (once !== text) {
        expect(Object.keys(parseDefinition(once).definition?.data.channels ?? {})).toHaveLength(1);
        expect(once).not.toMatch(/channels\/(?!ping)/);
      }
    },
  );
});
