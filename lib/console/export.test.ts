// Files of a transcript: nothing of it is lost, and no credential is in it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { afterEvent, newAttempt } from "./attempt.ts";
import { jsonLinesOf, readJsonLines } from "./export.ts";
import { harOf, readHar } from "./har.ts";
import { type Body, Transcript } from "./transcript.ts";
import { withoutCredentials } from "./without-credentials.ts";

const connection = {
  id: 1,
  name: "user A",
  url: "wss://h/chat?room=1&Access_Token=s3cret&apikey=s3cret&ticket=s3cret",
};

test("JSON lines read back are what passed", () => {
  const body = fc
    .oneof(fc.string({ unit: "binary" }), fc.uint8Array({ maxLength: 50 }))
    .map((it): Body => it);
  const passed = fc.array(fc.record({ body, isSent: fc.boolean(), at: fc.integer({ min: 0, max: 2e12 }) }));
  fc.assert(
    fc.property(passed, (messages) => {
      const transcript = new Transcript();
      for (const { body, isSent, at } of messages) {
        const direction = isSent ? "sent" : "received";
        transcript.addMessage({ connection: 1, attempt: 2, at, direction, body, isInvalidOnPurpose: false });
      }
      const read = readJsonLines(jsonLinesOf(transcript.entries(), [connection]));
      if (!read.ok) throw new Error(read.message);
      expect(
        read.entries.map((entry) =>
          entry.kind === "message" ? [entry.at, entry.direction, entry.body] : [],
        ),
      ).toEqual(messages.map(({ body, isSent, at }) => [at, isSent ? "sent" : "received", body]));
    }),
  );
});

test("no file holds a credential of the URL", () => {
  const transcript = new Transcript();
  transcript.addMessage({
    connection: 1,
    attempt: 1,
    at: 5,
    direction: "sent",
    body: "hi",
    isInvalidOnPurpose: false,
  });
  for (const file of [
    jsonLinesOf(transcript.entries(), [connection]),
    harOf(transcript.entries(), [connection]),
  ]) {
    expect(file).not.toContain("s3cret");
    expect(file).toContain("room=1");
  }
  expect(withoutCredentials("ws://me:s3cret@h/a")).toBe("ws://h/a");
});

test("HAR says what passed as Chrome does", () => {
  const transcript = new Transcript();
  const common = { connection: 1, attempt: 1, isInvalidOnPurpose: false };
  transcript.addMessage({ ...common, at: 1500, direction: "sent", body: "hi" });
  transcript.addMessage({ ...common, at: 2500, direction: "received", body: Uint8Array.of(1, 2, 255) });
  expect(JSON.parse(harOf(transcript.entries(), [connection])).log.entries[0]._webSocketMessages).toEqual([
    { type: "send", time: 1.5, opcode: 1, data: "hi" },
    { type: "receive", time: 2.5, opcode: 2, data: "AQL/" },
  ]);
});

test("a HAR read back is what passed, in the order of time, under URLs without credentials", () => {
  const transcript = new Transcript();
  const common = { attempt: 1, isInvalidOnPurpose: false };
  transcript.addMessage({
    ...common,
    connection: 1,
    at: 3000,
    direction: "received",
    body: Uint8Array.of(0, 255),
  });
  transcript.addMessage({ ...common, connection: 2, at: 2000, direction: "sent", body: "ü" });
  const read = readHar(
    harOf(transcript.entries(), [connection, { ...connection, id: 2, name: "user B", url: "ws://h/b" }]),
  );
  if (!read.ok) throw new Error(read.message);
  expect(read.connections).toMatchObject([
    { name: "user A", url: "wss://h/chat?room=1" },
    { name: "user B", url: "ws://h/b" },
  ]);
  expect(read.entries).toEqual([
    { ...common, kind: "message", connection: 1, at: 2000, direction: "sent", body: "ü" },
    {
      ...{ ...common, kind: "message", connection: 0, at: 3000 },
      ...{ direction: "received", body: Uint8Array.of(0, 255) },
    },
  ]);
  for (const text of [
    "",
    "[]",
    '{"log": {"entries": []}}',
    '{"log": {"entries": [{"request": {"url": "x"}}]}}',
  ])
    expect(readHar(text).ok, text).toBe(false);
});

test.each([
  ["", "its first line"],
  ['{"format":"other"}', "its first line"],
  ['{"format":"sluice-transcript","version":9}', "version 9"],
  ['{"format":"sluice-transcript","version":1}\nnonsense', "Line 2"],
  [
    '{"format":"sluice-transcript","version":1}\n{"at":"x","connection":"a","attempt":1,"event":"e"}',
    "Line 2",
  ],
])("a file that is no transcript is refused with the line: %s", (text, words) => {
  const read = readJsonLines(text);
  expect(read.ok ? "" : read.message).toContain(words);
});

test("of a HAR with a frame that broke, or a control frame, the messages are read", () => {
  const messages = [
    { type: "send", time: 1, opcode: 1, data: "hi" },
    { type: "error", time: 2, opcode: -1, data: "Invalid frame header" },
    { type: "receive", time: 3, opcode: 9, data: "" },
  ];
  const entries = [{ request: { url: "ws://h/" }, _webSocketMessages: messages }];
  const read = readHar(JSON.stringify({ log: { entries } }));
  expect(read.ok && read.entries.map((entry) => entry.kind === "message" && entry.body)).toEqual(["hi"]);
});

test("JSON lines keep the topic, what came of the attempts that something passed on, and what was sent on purpose", () => {
  const transcript = new Transcript();
  const passed = { connection: 1, attempt: 2, at: 5, direction: "sent", body: "hi" } as const;
  transcript.addMessage({ ...passed, isInvalidOnPurpose: true });
  const url = "ws://h/a?token=s3cret";
  const tried = newAttempt(1, { url, offered: ["bearer.s3cret"], at: 1 });
  const opened = afterEvent(newAttempt(2, { url, offered: ["bearer.s3cret"], at: 2 }), {
    ...{ kind: "opened", at: 3, subprotocol: "chat", extensions: "" },
  });
  const attempts = [tried, opened];
  const file = jsonLinesOf(transcript.entries(), [{ ...connection, topic: "/chat", attempts }]);
  expect(file).not.toContain("s3cret");
  const read = readJsonLines(file);
  expect(read).toMatchObject({
    connections: [
      {
        ...{ name: "user A", url: "wss://h/chat?room=1", topic: "/chat" },
        attempts: [{ number: 2, state: "closed", startedAt: 2, openedAt: 3, subprotocol: "chat" }],
      },
    ],
    entries: [{ isInvalidOnPurpose: true }],
  });
  expect(read.ok && read.connections[0]?.attempts).toHaveLength(1);
});

test.each([null, 5, [{ name: 5 }], [{ name: "a", attempts: [{ number: "x" }] }]])(
  "a head that tells nonsense of its connections tells nothing: %j",
  (connections) => {
    const head = { format: "sluice-transcript", version: 1, connections };
    const line = { at: "2026-01-01T00:00:00Z", connection: "a", attempt: 1, event: "e" };
    expect(readJsonLines(`${JSON.stringify(head)}\n${JSON.stringify(line)}`)).toMatchObject({
      ok: true,
      connections: [{ name: "a", url: "", topic: "", attempts: [] }],
    });
  },
);
