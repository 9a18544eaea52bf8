// A console's sockets: which there are, and when. The page is hidden throughout: no frame is ever drawn.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { jsonLinesOf } from "#lib/console/export.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { NO_TOPIC } from "./connection-labels.ts";
import { ConsoleSession } from "./console-session.ts";
import type { Dial } from "./dial.ts";

class FakeSocket {
  static readonly OPEN = 1;
  static made: FakeSocket[] = [];
  readyState = 1;
  readonly sent: unknown[] = [];
  readonly protocol = "";
  readonly extensions = "";
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number; reason: string; wasClean: boolean }) => void) | null = null;
  readonly url: string;
  readonly protocols: readonly string[];
  constructor(url: string, protocols: readonly string[]) {
    this.url = url;
    this.protocols = protocols;
    FakeSocket.made.push(this);
  }
  send(body: unknown): void {
    this.sent.push(body);
  }
  close(code = 1005): void {
    this.end(code);
  }
  end(code: number): void {
    this.onclose?.({ code, reason: "", wasClean: code !== 1006 });
  }
}

const newest = () => {
  const socket = FakeSocket.made.at(-1);
  if (!socket) throw new Error("no socket was made");
  return socket;
};

beforeEach(() => {
  FakeSocket.made = [];
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const start: Dial = {
  name: "user A",
  topic: NO_TOPIC,
  url: "ws://h/a",
  protocols: ["first"],
  shownProtocols: [],
  getProtocols: async () => done(["again"]),
};

function opened(dial: Partial<Dial> = {}): { session: ConsoleSession; id: number } {
  const session = new ConsoleSession(() => {});
  const id = session.open({ ...start, ...dial });
  newest().onopen?.();
  return { session, id };
}

const MOST_MS = 30_000;

test("one that is kept comes back in a hidden tab, by the handshake that it was opened with", async () => {
  const { session, id } = opened();
  session.keep(id, true);
  newest().end(1006);
  await vi.advanceTimersByTimeAsync(MOST_MS);
  expect(FakeSocket.made).toHaveLength(2);
  expect([newest().url, newest().protocols]).toEqual(["ws://h/a", ["again"]]);
});

test("one that is not kept stays closed", async () => {
  const { session } = opened();
  newest().end(1006);
  await vi.advanceTimersByTimeAsync(MOST_MS);
  expect(FakeSocket.made).toHaveLength(1);
  expect(session.retryAt.size).toBe(0);
});

test("one that is refused for good is not tried again, and why is said; one that is to wait is", async () => {
  const { session, id } = opened();
  const refusal = { happened: "No such topic.", advice: "Deploy it.", retryAfterSeconds: 0 };
  session.keep(id, true);
  newest().end(1006);
  session.heed(id, { ...refusal, isLasting: false, retryAfterSeconds: 90 });
  await vi.advanceTimersByTimeAsync(2 * MOST_MS);
  expect(FakeSocket.made).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(MOST_MS);
  expect(FakeSocket.made).toHaveLength(2);
  newest().end(1006);
  session.heed(id, { ...refusal, isLasting: true });
  await vi.advanceTimersByTimeAsync(2 * MOST_MS);
  expect(FakeSocket.made).toHaveLength(2);
  expect(session.retryAt.size).toBe(0);
  expect(session.transcript.entries().at(-1)).toMatchObject({
    text: "Not tried again. No such topic. Deploy it. Then reconnect.",
  });
});

test("goes on trying while there is no key, and says so", async () => {
  const answers: Outcome<readonly string[]>[] = [
    refuse("unreachable", "x"),
    refuse("unreachable", "x"),
    done(["k"]),
  ];
  const { session, id } = opened({ getProtocols: async () => answers.shift() ?? done([]) });
  session.keep(id, true);
  newest().end(1006);
  await vi.advanceTimersByTimeAsync(3 * MOST_MS);
  expect(newest().protocols).toEqual(["k"]);
  const texts = session.transcript.entries().map((entry) => (entry.kind === "event" ? entry.text : ""));
  expect(
    texts.filter((text) => text === "Nothing to reconnect with: the portal did not answer."),
  ).toHaveLength(2);
});

test("one that somebody reconnects by hand and then ends stays ended, whatever was waited for", async () => {
  const { session, id } = opened();
  session.keep(id, true);
  newest().end(1006);
  await session.reconnect(id);
  newest().onopen?.();
  session.close(id);
  await vi.advanceTimersByTimeAsync(MOST_MS);
  expect(FakeSocket.made).toHaveLength(2);
});

test("asking twice while a key is fetched makes one socket", async () => {
  const { session, id } = opened();
  newest().end(1006);
  await Promise.all([session.reconnect(id), session.reconnect(id)]);
  expect(FakeSocket.made).toHaveLength(2);
});

test("one that is let go of or removed while a key is fetched makes none, unless somebody asked for it", async () => {
  const key = Promise.withResolvers<Outcome<readonly string[]>>();
  const { session, id } = opened({ getProtocols: () => key.promise });
  session.keep(id, true);
  newest().end(1006);
  await vi.advanceTimersByTimeAsync(MOST_MS);
  session.keep(id, false);
  const asked = opened({ getProtocols: () => key.promise });
  newest().end(1006);
  asked.session.keep(asked.id, true);
  await vi.advanceTimersByTimeAsync(MOST_MS);
  asked.session.keep(asked.id, false);
  const answer = asked.session.reconnect(asked.id);
  const removed = opened({ getProtocols: () => key.promise });
  newest().end(1006);
  const removedAnswer = removed.session.reconnect(removed.id);
  removed.session.remove(removed.id);
  key.resolve(done(["late"]));
  await Promise.all([answer, removedAnswer]);
  expect(FakeSocket.made.map(({ protocols }) => protocols[0])).toEqual(["first", "first", "first", "late"]);
});

test("a message for a socket that has begun to close is not recorded as sent", () => {
  const { session, id } = opened();
  newest().readyState = 2;
  expect(session.send(id, "late", false)).toBe(false);
  const entries = session.transcript.entries();
  expect(entries.filter(({ kind }) => kind === "message")).toEqual([]);
  expect(entries.at(-1)).toMatchObject({ text: "Not sent: the connection is not open any more." });
});

test("what the browser forbids is not dialled, not tried again, and says why", async () => {
  vi.stubGlobal("location", { protocol: "https:" });
  const session = new ConsoleSession(() => {});
  const id = session.open({ ...start, url: "ws://gateway.test/a" });
  session.keep(id, true);
  await vi.advanceTimersByTimeAsync(MOST_MS);
  expect(FakeSocket.made).toEqual([]);
  expect(session.retryAt.size).toBe(0);
  expect(session.connections[0]?.attempt).toMatchObject({ state: "forbidden", close: null });
  expect(session.connections[0]?.attempt.forbidden).toContain("Choose wss");
  for (const url of ["wss://gateway.test/a", "ws://localhost:9099/a", "ws://127.0.0.1/a", "ws://[::1]/a"])
    session.open({ ...start, url });
  expect(FakeSocket.made).toHaveLength(4);
});

test("what a socket cannot be made for is forbidden as well", () => {
  vi.stubGlobal("WebSocket", function refuseSocket() {
    throw new Error("no such subprotocol");
  });
  const session = new ConsoleSession(() => {});
  session.open(start);
  expect(session.connections[0]?.attempt).toMatchObject({
    state: "forbidden",
    forbidden: "The browser refuses this connection: no such subprotocol",
  });
});

test("what was kept through two reloads is named once for it", () => {
  const session = new ConsoleSession(() => {});
  const file = (name: string) =>
    jsonLinesOf(
      [{ id: 1, kind: "event", connection: 1, attempt: 1, at: 0, tone: "plain", text: "x" }],
      [{ id: 1, name, url: "" }],
    );
  session.openFile({ name: "before the reload", text: file("user A"), topics: [], basePath: "" });
  session.openFile({
    ...{ name: "before the reload", text: file("user A (before the reload)") },
    ...{ topics: [], basePath: "" },
  });
  expect(session.connections.map(({ name }) => name)).toEqual([
    "user A (before the reload)",
    "user A (before the reload)",
  ]);
});

test("what a person ticks is told at once, not with the next drawing", () => {
  const { session, id } = opened();
  const seen: boolean[] = [];
  session.subscribe(() => seen.push(session.retryAt.has(id)));
  session.keep(id, true);
  session.keep(id, false);
  expect(seen).toEqual([true, false]);
});
