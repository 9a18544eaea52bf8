// A console's room for tests: with one open connection over a socket of the test, and what its page was told.
import { afterEach, beforeEach, vi } from "vitest";
import type { ConsoleMessage } from "#lib/console/catalogue.ts";
import { done } from "#lib/kernel/outcome.ts";
import { NO_TOPIC } from "../connection-labels.ts";
import type { ConsoleNews, RowNews } from "../console-news.ts";
import { ConsoleRoom } from "../console-room.ts";

/** In each test of the file that calls it: a clock that the test moves, and {@link FakeSocket} as what is connected with. */
export function withFakeSockets(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("WebSocket", FakeSocket);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
}

export class FakeSocket {
  static readonly OPEN = 1;
  static newest: FakeSocket;
  readonly readyState = 1;
  readonly protocol = "";
  readonly extensions = "";
  readonly sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string; wasClean: boolean }) => void) | null = null;
  constructor() {
    FakeSocket.newest = this;
  }
  send(body: unknown): void {
    this.sent.push(body);
  }
  close(code: number): void {
    this.onclose?.({ code, reason: "", wasClean: true });
  }
}

export const SOON_MS = 2_000;
export const message = (key: string, schema: ConsoleMessage["schema"]): ConsoleMessage => ({
  ...{ key, name: key, title: "", summary: "", contentType: "", schema },
  ...{ examples: [], answeredBy: [], answeredOn: [], correlation: null },
});
export const topic = {
  ...NO_TOPIC,
  receives: [
    message("tick", {
      type: "object",
      required: ["kind", "n"],
      properties: { kind: { const: "tick" }, n: { type: "integer" } },
    }),
  ],
};

/** A room whose page draws at once, with one open connection, id 1. */
export function openRoom(options: { readonly draws?: boolean } = {}) {
  const room = closedRoom(options);
  room.functions.open({ number: 0, name: "A", topic, url: "ws://h/a", protocols: [], shownProtocols: [] });
  FakeSocket.newest.onopen?.();
  return { ...room, socket: FakeSocket.newest };
}

/** The same without a connection. */
export function closedRoom({ draws = true } = {}) {
  const told: ConsoleNews[] = [];
  const files: string[] = [];
  const covered: (readonly string[])[] = [];
  const room = new ConsoleRoom({
    news: (news) => {
      told.push(structuredClone(news));
      if (draws) queueMicrotask(() => functions.drawn());
    },
    kept: (file) => files.push(new TextDecoder().decode(file)),
    covered: (coverage) => covered.push(coverage),
    protocols: async () => done([]),
  });
  const functions = room.functions();
  const newest = () => {
    const news = told.at(-1);
    if (!news) throw new Error("nothing was told");
    return news;
  };
  return { functions, told, files, covered, newest };
}

export const textOf = (row: RowNews) =>
  row.kind === "message" ? row.preview : row.kind === "event" ? row.text : `attempt ${row.attempt}`;
