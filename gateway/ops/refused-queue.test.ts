// How many refusals are recorded one by one, and how the rest are told of.
import { expect, test } from "vitest";
import type { HandshakeRefused } from "#gateway/data-plane/connections/channels.ts";
import { RefusedQueue, recordedPerWindow, windowMs } from "./refused-queue.ts";

const event = (connectionId: string, overrides: Partial<HandshakeRefused> = {}): HandshakeRefused => ({
  connectionId,
  status: 401,
  code: "credential_invalid",
  why: "The credential is not known here.",
  upstreamStatus: null,
  apiId: "a",
  topic: "/*",
  path: "/chat/rooms/blue",
  attemptId: "0123456789abcdef",
  retryAfterSeconds: null,
  cause: null,
  clientAddress: "10.0.0.7",
  ...overrides,
});

function clocked() {
  const clock = { ms: 0 };
  const queue = new RefusedQueue(
    () => 1_000_000 + clock.ms,
    () => clock.ms,
  );
  return { clock, queue };
}

test("one refusal is there at once, without what only the log may know", () => {
  const { queue } = clocked();
  expect(queue.take()).toBeNull();
  queue.add(event("c1", { cause: "ECONNREFUSED 10.9.9.9", upstreamStatus: 503 }));
  expect(queue.take()).toEqual({
    refusals: [
      {
        connectionId: "c1",
        apiId: "a",
        topic: "/*",
        path: "/chat/rooms/blue",
        clientAddress: "10.0.0.7",
        refusedAtMs: 1_000_000,
        status: 401,
        code: "credential_invalid",
        why: "The credential is not known here.",
        upstreamStatus: 503,
        attemptId: "0123456789abcdef",
        retryAfterSeconds: null,
        moreLikeIt: 0,
      },
    ],
    leftOut: 0,
  });
  expect(queue.take()).toBeNull();
});

test("of a flood the first are recorded, and the last of those says how many more there were", () => {
  const { clock, queue } = clocked();
  for (let count = 0; count < 100_000; count += 1) queue.add(event(`c${count}`));
  queue.add(event("other reason", { code: "origin_refused" }));
  queue.add(event("other API", { apiId: "b" }));
  const early = queue.take()?.refusals ?? [];
  expect(early).toHaveLength(recordedPerWindow - 1 + 2);
  clock.ms = windowMs - 1;
  expect(queue.take()).toBeNull();
  clock.ms = windowMs;
  expect(queue.take()?.refusals).toMatchObject([
    { connectionId: `c${recordedPerWindow - 1}`, moreLikeIt: 100_000 - recordedPerWindow },
  ]);
  queue.add(event("later"));
  expect(queue.take()?.refusals).toMatchObject([{ connectionId: "later", moreLikeIt: 0 }]);
});

test("a refusal after the window begins another one although nobody has taken anything", () => {
  const { clock, queue } = clocked();
  for (let count = 0; count < recordedPerWindow + 3; count += 1) queue.add(event(`c${count}`));
  clock.ms = windowMs;
  queue.add(event("later"));
  const { refusals = [] } = queue.take() ?? {};
  expect(refusals.map(({ connectionId }) => connectionId).slice(-2)).toEqual([
    `c${recordedPerWindow - 1}`,
    "later",
  ]);
  expect(refusals.at(-2)?.moreLikeIt).toBe(3);
});

test("nothing is kept back when the worker stops", () => {
  const { queue } = clocked();
  for (let count = 0; count < recordedPerWindow + 5; count += 1) queue.add(event(`c${count}`));
  const { refusals = [] } = queue.takeAll() ?? {};
  expect(refusals).toHaveLength(recordedPerWindow);
  expect(refusals.at(-1)?.moreLikeIt).toBe(5);
});

test("reasons without end take no memory without end, and what is left out is counted", () => {
  const { queue } = clocked();
  for (let count = 0; count < 2_000; count += 1) queue.add(event(`c${count}`, { apiId: `api-${count}` }));
  const batch = queue.take();
  expect(batch?.refusals).toHaveLength(500);
  expect(batch?.leftOut).toBe(1_500);
});

test("a long reason is cut", () => {
  const { queue } = clocked();
  queue.add(event("c", { why: "x".repeat(30_000) }));
  expect(queue.take()?.refusals[0]?.why).toHaveLength(500);
});
