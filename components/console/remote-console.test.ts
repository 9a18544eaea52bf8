// The page's side of a console: what the thread told last, and nothing sent where it cannot be.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { afterEvent, newAttempt } from "#lib/console/attempt.ts";
import { done } from "#lib/kernel/outcome.ts";
import { startValues } from "./connect-values.ts";
import { NO_TOPIC } from "./connection-labels.ts";
import type { ConsoleNews } from "./console-news.ts";
import { EMPTY_VIEW } from "./console-view.ts";
import { RemoteConsole, type Thread } from "./remote-console.ts";

beforeEach(() => vi.stubGlobal("requestAnimationFrame", (drawn: () => void) => queueMicrotask(drawn)));
afterEach(() => vi.unstubAllGlobals());

const topic = { ...NO_TOPIC, address: "/a" };
const dial = {
  ...{ name: "A", topic, url: "ws://h/a", protocols: [], shownProtocols: [] },
  getProtocols: async () => done(["again"]),
  values: { ...startValues({ topics: [topic], isCut: false }), query: { token: "t0ps3cret", lang: "en" } },
};
const connecting = newAttempt(1, { url: "ws://h/a", offered: [], at: 0 });
const open = afterEvent(connecting, { kind: "opened", at: 1, subprotocol: "", extensions: "" });
const { list, columns, totals, names, retryAt, bounds } = EMPTY_VIEW;
const news = (attempt = open): ConsoleNews => ({
  session: {
    connections: [{ id: 1, name: "A", colour: 0, attempt, dial: 0 }],
    ...{ names, retryAt, bounds, repeats: null },
  },
  ...{ list, columns, totals, chosen: null },
});

/** A console whose thread is played: what it was asked, and how to make it call. */
function remote() {
  const asked: { readonly name: string; readonly id: number }[] = [];
  let listener = (_event: MessageEvent): void => undefined;
  const end = vi.fn();
  const port: Thread = {
    terminate: end,
    // What a page posts has a name or answers.
    postMessage: (message) => asked.push(message as (typeof asked)[number]),
    addEventListener: (_type, given) => {
      listener = given;
    },
  };
  const session = new RemoteConsole("api", () => port);
  const call = (name: string, input: unknown) =>
    listener(new MessageEvent("message", { data: { id: 1, name, input } }));
  const answer = (name: string, value: unknown) => {
    const answerTo = asked.findLast((it) => it.name === name)?.id;
    listener(new MessageEvent("message", { data: { answerTo, ok: true, value } }));
  };
  return { session, asked, call, answer, end };
}

test("one open makes one call, and the thread is told when its news were drawn", async () => {
  const { session, asked, call } = remote();
  session.open(dial);
  call("news", news());
  await vi.waitFor(() => expect(asked.some(({ name }) => name === "drawn")).toBe(true));
  expect(asked.filter(({ name }) => name === "open")).toHaveLength(1);
});

test("connections are the same objects, with the topic they were opened with, until they change", () => {
  const { session, call } = remote();
  session.open(dial);
  call("news", news());
  const { connections } = session.view;
  call("news", { ...news(), session: null });
  expect(session.view.connections).toBe(connections);
  expect(connections[0]?.topic).toBe(topic);
});

test("a connection is shown as kept at once, whatever the thread tells before its answer, and then as the thread has it", async () => {
  const { session, call, answer } = remote();
  session.open(dial);
  call("news", news());
  session.keep(1, true);
  expect(session.view.retryAt).toEqual(new Map([[1, null]]));
  call("news", news());
  expect(session.view.retryAt, "news from before it was asked").toEqual(new Map([[1, null]]));
  answer("keep", new Map([[1, 5_000]]));
  await vi.waitFor(() => expect(session.view.retryAt).toEqual(new Map([[1, 5_000]])));
  session.keep(1, false);
  expect(session.view.retryAt.size).toBe(0);
  answer("keep", new Map());
  session.keep(1, true);
  answer("keep", new Map());
  await vi.waitFor(() => expect(session.view.retryAt.size, "the browser forbids it").toBe(0));
});

test("bounds are shown at once, and not taken back by news from before they were set", async () => {
  const { session, call, answer } = remote();
  session.open(dial);
  session.bound({ entries: 1_000, bytes: 2_000_000 });
  expect(session.view.bounds.entries).toBe(1_000);
  call("news", news());
  expect(session.view.bounds.entries).toBe(1_000);
  answer("bound", { entries: 5_000, bytes: 2_000_000 });
  await vi.waitFor(() => expect(session.view.bounds.entries).toBe(5_000));
});

test("a draft is sent where the connection is open, and nowhere else", () => {
  const { session, asked, call } = remote();
  const draft = { id: 1, draft: { messageKey: "", kind: "text", text: "x" } } as const;
  session.open(dial);
  call("news", news(connecting));
  expect(session.sendDraft(draft)).toBe(false);
  call("news", news());
  expect(session.sendDraft(draft)).toBe(true);
  expect(asked.filter(({ name }) => name === "sendDraft")).toHaveLength(1);
});

test("who opens another instead of the chosen one that is over means the new one", () => {
  const { session, call } = remote();
  session.open(dial);
  call("news", news());
  session.aim(1);
  session.open(dial);
  expect(session.view.target).toBe(1);
  call("news", news(afterEvent(connecting, { kind: "cancelled", at: 2 })));
  expect(session.view.target, "not because it closed").toBe(1);
  session.open(dial);
  expect(session.view.target).toBeNull();
});

test("another attempt is made with what the page has for it then", async () => {
  const { session, asked, call } = remote();
  session.open(dial);
  call("protocols", 0);
  await vi.waitFor(() => expect(asked.at(-1)).toMatchObject({ value: { ok: true, value: ["again"] } }));
});

test("how a connection was made is there after a reload, without credentials, and after another one, until it is dialled anew", () => {
  const { session, call } = remote();
  session.open(dial);
  call("news", news());
  const kept = session.toKeep();
  expect(kept.connections).not.toContain("t0ps3cret");
  const after = remote();
  void after.session.restore(kept);
  const before = after.session.before(1);
  expect(before).toMatchObject({
    id: 1,
    attempt: 1,
    values: { name: "A", address: "/a", query: { lang: "en" } },
  });
  const told = news(afterEvent(newAttempt(1, { url: "", offered: [], at: 0 }), { kind: "cancelled", at: 0 }));
  const fromBefore = (number: number | null) =>
    after.call("news", {
      ...told,
      session: {
        ...told.session,
        connections: [{ id: 1, name: "A", colour: 0, attempt: open, dial: number }],
      },
    });
  fromBefore(null);
  expect(after.session.toKeep().connections).toBe(kept.connections);
  after.session.redial(1, dial);
  fromBefore(0);
  expect(after.session.before(1)).toBeNull();
  expect(after.session.view.connections[0]?.topic).toBe(topic);
});

test("a console that has connections takes over none from before", () => {
  const { session, call } = remote();
  session.open(dial);
  call("news", news());
  const { connections } = session.toKeep();
  const other = remote();
  other.session.open(dial);
  void other.session.restore({ passed: "", connections });
  expect(other.session.before(1)).toBeNull();
});

test("a message that is looked at is shown as long as it is kept", async () => {
  const { session, call, answer } = remote();
  session.open(dial);
  const shown = session.choose(5);
  const entry = { id: 5, kind: "message", body: "x" };
  answer("choose", { entry, name: "tick", misfits: [] });
  await shown;
  call("news", { ...news(), chosen: { id: 5, pairing: "not answered yet" } });
  expect(session.view.chosen).toMatchObject({ entry, pairing: "not answered yet" });
  call("news", news());
  expect(session.view.chosen).toBeNull();
});

test("a console that is ended ends its thread, forgets what it showed and its person's key, and opens no other thread", () => {
  const { session, asked, call, end } = remote();
  session.open(dial);
  session.ownKey = "secret";
  call("news", news());
  session.end();
  expect(end).toHaveBeenCalledOnce();
  expect(session.view).toEqual({ ...EMPTY_VIEW, isEnded: true });
  expect(session.ownKey).toBe("");
  expect(session.toKeep()).toEqual({ passed: "", connections: "" });
  const before = asked.length;
  session.clear();
  session.repeat(null);
  expect(asked).toHaveLength(before);
});
