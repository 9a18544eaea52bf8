// The reader of a backend's answer, cut at every offset.
import { expect, it } from "vitest";
import { MAX_RESPONSE_HEAD_BYTES, ResponseHeadReader } from "#gateway/data-plane/http/response-head.ts";

const answer = Buffer.from(
  "HTTP/1.1 101 Switching\r\nUpgrade:websocket \r\nX-Empty:\r\n\r\n\x81\x00",
  "latin1",
);

it("finds head and rest, split at every offset", () => {
  for (let at = 0; at <= answer.length; at++) {
    const reader = new ResponseHeadReader();
    const first = reader.read(answer.subarray(0, at));
    const progress = first.kind === "incomplete" ? reader.read(answer.subarray(at)) : first;
    expect(progress).toMatchObject({
      kind: "complete",
      head: {
        httpVersion: "1.1",
        status: 101,
        fields: [
          { name: "Upgrade", lowerName: "upgrade", value: "websocket" },
          { lowerName: "x-empty", value: "" },
        ],
      },
    });
  }
});

it("gives up on a head that does not end", () => {
  const reader = new ResponseHeadReader();
  let kind = reader.read(Buffer.from("HTTP/1.1 101 X\r\nX: ")).kind;
  let sent = 0;
  while (kind === "incomplete") {
    kind = reader.read(Buffer.from("a")).kind;
    sent += 1;
  }
  expect([kind, sent < MAX_RESPONSE_HEAD_BYTES]).toEqual(["malformed", true]);
});

it.each([
  "HTTP/2 101 X\r\n\r\n",
  "HTTP/1.1 1O1 X\r\n\r\n",
  "HTTP/1.1 101 X\r\nno colon\r\n\r\n",
  "HTTP/1.1 101 X\r\nSpace : x\r\n\r\n",
  "HTTP/1.1 101 X\r\nA: b\x00c\r\n\r\n",
  "HTTP/1.1 101 X\r\nA: b\rc\r\n\r\n",
  " HTTP/1.1 101 X\r\n\r\n",
])("refuses %j", (text) => {
  expect(new ResponseHeadReader().read(Buffer.from(text, "latin1")).kind).toBe("malformed");
});

it("skips interim answers, split at every offset", () => {
  const bytes = Buffer.concat([
    Buffer.from("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\n"),
    answer,
  ]);
  for (let at = 0; at <= bytes.length; at++) {
    const reader = new ResponseHeadReader();
    const first = reader.read(bytes.subarray(0, at));
    const progress = first.kind === "incomplete" ? reader.read(bytes.subarray(at)) : first;
    expect(progress).toMatchObject({ kind: "complete", head: { status: 101 } });
  }
});

it.each([
  [8, "complete"],
  [9, "malformed"],
])("after %i interim answers the answer is %s", (times, kind) => {
  const interim = Buffer.from("HTTP/1.1 102 Processing\r\n\r\n".repeat(times));
  expect(new ResponseHeadReader().read(Buffer.concat([interim, answer])).kind).toBe(kind);
});
