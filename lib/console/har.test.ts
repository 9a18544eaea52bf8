// HAR: the console's own is opened again as it was, another's by its URLs, and neither has a credential.
import { expect, test } from "vitest";
import { afterEvent, newAttempt } from "./attempt.ts";
import { jsonLinesOf, readJsonLines } from "./export.ts";
import { harOf, readHar } from "./har.ts";
import { topicOfUrl } from "./topic-of-url.ts";
import { Transcript } from "./transcript.ts";

const url = "ws://h/api/rooms/x?lang=en&ticket=s3cret";
const begun = newAttempt(1, { url, offered: ["chat", "bearer.s3cret", "access_token", "s3cret"], at: 1000 });
const opened = afterEvent(begun, {
  ...{ kind: "opened", at: 1250, subprotocol: "chat", extensions: "permessage-deflate" },
});
const closed = afterEvent(opened, { kind: "closed", at: 3000, code: 4001, reason: "idle", isClean: true });
const again = newAttempt(2, { url, offered: [], at: 4000 });
const refused = afterEvent(again, { kind: "closed", at: 4100, code: 1006, reason: "", isClean: false });
const connections = [{ id: 1, name: "user A", url, topic: "/rooms/{room}", attempts: [closed, refused] }];

function session(): Transcript {
  const transcript = new Transcript();
  const common = { connection: 1, attempt: 1 };
  transcript.addEvent({ ...common, at: 1250, tone: "good", text: "Connected." });
  const sent = { ...common, direction: "sent", isInvalidOnPurpose: true } as const;
  transcript.addMessage({ ...sent, at: 1250, body: "wrong" });
  transcript.addEvent({ ...common, at: 3000, tone: "bad", text: "Closed with 4001, idle." });
  transcript.addEvent({ ...common, attempt: 2, at: 4100, tone: "bad", text: "No connection came about." });
  return transcript;
}

test("a HAR of the console is opened again as its JSON lines are", () => {
  const entries = session().entries();
  expect(readHar(harOf(entries, connections))).toEqual(readJsonLines(jsonLinesOf(entries, connections)));
});

test("a HAR tells of the handshake what HAR has places for, and nothing secret", () => {
  const file = harOf(session().entries(), connections);
  expect(file).not.toContain("s3cret");
  expect(JSON.parse(file).log.entries).toMatchObject([
    {
      ...{ startedDateTime: "1970-01-01T00:00:01.000Z", time: 250, timings: { wait: 250 } },
      request: {
        headers: [{ name: "Sec-WebSocket-Protocol", value: "chat, ***, access_token, ***" }],
        queryString: [{ name: "lang", value: "en" }],
      },
      response: {
        status: 101,
        headers: [
          { name: "Sec-WebSocket-Protocol", value: "chat" },
          { name: "Sec-WebSocket-Extensions", value: "permessage-deflate" },
        ],
      },
      comment: "user A, attempt 1, closed with 4001",
      _sluice: {
        connection: "user A",
        topic: "/rooms/{room}",
        attempt: 1,
        outcome: { close: { code: 4001 } },
      },
    },
    { time: 100, response: { status: 0, headers: [] }, _sluice: { attempt: 2 } },
  ]);
});

test("a subprotocol that carries a credential is in no file, though the server chose it", () => {
  const attempts = [{ ...closed, subprotocol: "bearer.s3cret" }];
  const secret = [{ ...connections[0], id: 1, name: "A", url, attempts }];
  const entries = session().entries();
  for (const file of [harOf(entries, secret), jsonLinesOf(entries, secret)])
    expect(file).not.toContain("s3cret");
});

test("a HAR of a browser has its topics by its URLs; nonsense in the console's own place is passed over", () => {
  const messages = [{ type: "receive", time: 1.5, opcode: 1, data: "hi" }];
  const entries = [
    { request: { url: "wss://h/api/rooms/x" }, _webSocketMessages: messages, _sluice: { connection: 5 } },
    { request: { url: "wss://h/other" }, _webSocketMessages: messages },
  ];
  const api = { basePath: "/api", addresses: ["/rooms/{room}"] };
  expect(readHar(JSON.stringify({ log: { entries } }), api)).toMatchObject({
    connections: [
      { name: "1: wss://h/api/rooms/x", topic: "/rooms/{room}" },
      { name: "2: wss://h/other", topic: "" },
    ],
  });
});

test.each([
  ["ws://h/api", "/"],
  ["ws://h/api/rooms/lobby", "/rooms/lobby"],
  ["ws://h/api/rooms/a%20b?x=1", "/rooms/{room}"],
  ["ws://h/api/rooms/x/y", ""],
  ["ws://h/api/caf%C3%A9", "/café"],
  ["ws://h/api/files", "/files/*"],
  ["ws://h/api/files/a/b", "/files/*"],
  ["ws://h/v2/ws/rooms/x", "/rooms/{room}"],
  ["ws://backend/rooms/x", "/rooms/{room}"],
  ["ws://h/apis", ""],
  ["ws://h/_next/webpack-hmr", ""],
  ["no URL", ""],
])("%s is of the topic %s", (at, topic) => {
  const addresses = ["/", "/rooms/{room}", "/rooms/lobby", "/café", "/files/*"];
  expect(topicOfUrl(at, { basePath: "/api", addresses })).toBe(topic);
});
