// Whose consoles are open in a tab: nobody's but those of who is signed in, and of who signed out nothing is left.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { consolePlace } from "./console-place.ts";
import { EMPTY_DRAFT } from "./draft.ts";
import { keepFilter } from "./kept-filter.ts";
import { keepTranscript, takeTranscript } from "./kept-transcript.ts";
import { NO_FILTER } from "./list-filter.ts";
import { addConsole, findConsole, keepConsolesOf, leaveConsoles } from "./open-consoles.ts";
import { RemoteConsole } from "./remote-console.ts";

const channels = vi.hoisted(() => {
  const made: { posted: unknown[]; hear: (data: unknown) => void }[] = [];
  class FakeChannel {
    readonly posted: unknown[] = [];
    hear = (_data: unknown): void => undefined;
    constructor() {
      made.push(this);
    }
    postMessage(told: unknown) {
      this.posted.push(told);
    }
    addEventListener(_type: string, listener: (event: { data: unknown }) => void) {
      this.hear = (data) => listener({ data });
    }
  }
  return { made, FakeChannel };
});

class FakeStorage {
  [key: string]: unknown;
  getItem(key: string) {
    return this[key] ?? null;
  }
  setItem(key: string, value: string) {
    this[key] = value;
  }
  removeItem(key: string) {
    delete this[key];
  }
}

let storage = new FakeStorage();
beforeEach(() => {
  storage = new FakeStorage();
  vi.stubGlobal("sessionStorage", storage);
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("BroadcastChannel", channels.FakeChannel);
});
afterEach(() => vi.unstubAllGlobals());

const noThread = () => ({
  postMessage: () => undefined,
  addEventListener: () => undefined,
  terminate: () => undefined,
});

function open(personId: string): RemoteConsole {
  const session = new RemoteConsole(consolePlace(personId, "api"), noThread);
  addConsole(session);
  return session;
}

test("who signs out leaves no console and nothing that was kept of theirs, and other people's as it was", () => {
  const ann = open("ann");
  const anna = open("anna");
  keepFilter(ann.place, { ...NO_FILTER, search: "ann's" });
  keepFilter(anna.place, { ...NO_FILTER, search: "other" });
  storage.setItem("sluice.draft:ann:api:form", "{}");
  leaveConsoles("ann");
  expect(ann.view.isEnded).toBe(true);
  expect(findConsole(ann.place)).toBeUndefined();
  expect(findConsole(anna.place)).toBe(anna);
  const kept = Object.keys(storage);
  expect(kept).toEqual([expect.stringContaining(anna.place), "sluice.draft:ann:api:form"]);
});

test("where a page is drawn for another person, or for nobody, the consoles of the one before end", () => {
  const ann = open("ann");
  keepConsolesOf("ann");
  expect(ann.view.isEnded).toBe(false);
  keepConsolesOf("bob");
  expect(ann.view.isEnded).toBe(true);
  const bob = open("bob");
  keepConsolesOf(null);
  expect(bob.view.isEnded).toBe(true);
});

test("the other tabs hear who signed out and who signed in, and end what is no longer theirs", () => {
  keepConsolesOf("ann");
  const [channel] = channels.made;
  expect(channels.made).toHaveLength(1);
  const ann = open("ann");
  channel?.hear({ here: "ann" });
  expect(ann.view.isEnded).toBe(false);
  channel?.hear({ here: "bob" });
  expect(ann.view.isEnded).toBe(true);
  const again = open("ann");
  keepFilter(again.place, { ...NO_FILTER, search: "ann's" });
  channel?.hear({ left: "ann" });
  expect(again.view.isEnded).toBe(true);
  expect(Object.keys(storage)).toEqual([]);
  leaveConsoles("bob");
  expect(channel?.posted.at(-1)).toEqual({ left: "bob" });
});

test("what passed is kept for a reload, whichever page of the portal is on the screen then, and once it is read it is gone", () => {
  let hear = (_event: MessageEvent): void => undefined;
  const thread = { ...noThread(), addEventListener: (_type: string, given: typeof hear) => (hear = given) };
  const session = new RemoteConsole(consolePlace("ann", "reloaded"), () => thread);
  addConsole(session);
  session.clear();
  const input = new TextEncoder().encode("what passed");
  hear(new MessageEvent("message", { data: { id: 1, name: "kept", input } }));
  window.dispatchEvent(new Event("pagehide"));
  expect(takeTranscript(session.place)).toEqual({ passed: "what passed", connections: "" });
  expect(takeTranscript(session.place)).toBeNull();
  leaveConsoles("ann");
  window.dispatchEvent(new Event("pagehide"));
  expect(takeTranscript(session.place)).toBeNull();
});

test("what connections were made with is kept for their person alone, and forgotten when they sign out", () => {
  const kept = { passed: "what passed", connections: "[]" };
  keepTranscript(consolePlace("ann", "api"), kept);
  keepTranscript(consolePlace("bob", "api"), kept);
  expect(takeTranscript(consolePlace("ann", "other"))).toBeNull();
  leaveConsoles("ann");
  expect(takeTranscript(consolePlace("ann", "api"))).toBeNull();
  expect(takeTranscript(consolePlace("bob", "api"))).toEqual(kept);
});

test("what a person sent is theirs after a reload, and gone when they sign out", () => {
  const draft = { messageKey: "", kind: "text", text: "hello" } as const;
  open("ann").history.push(draft);
  open("bob").history.push({ ...draft, text: "other" });
  expect(open("ann").history.older(EMPTY_DRAFT)).toEqual(draft);
  leaveConsoles("ann");
  expect(open("ann").history.older(EMPTY_DRAFT)).toBeNull();
  expect(open("bob").history.older(EMPTY_DRAFT)).toMatchObject({ text: "other" });
});

test("of what was sent as much is kept as there is room for, the newest first", () => {
  const { history } = open("ann");
  for (const text of ["old", "x".repeat(300_000), "new"])
    history.push({ messageKey: "", kind: "text", text });
  const again = open("ann").history;
  expect(again.older(EMPTY_DRAFT)).toMatchObject({ text: "new" });
});
