// A connection from before a reload is made again as it was made, and asks for what was not kept.
import { expect, test } from "vitest";
import { newAttempt } from "#lib/console/attempt.ts";
import type { ConnectValues } from "./connect-values.ts";
import { NO_TOPIC } from "./connection-labels.ts";
import type { KeptConnection } from "./kept-connections.ts";
import { redial, unreconnectableWords } from "./redial.ts";

const token = { name: "token", description: "", isRequired: true, values: [], example: "" };
const topic = { ...NO_TOPIC, address: "/a", query: [token] };
const values: ConnectValues = {
  ...{ address: "/a", parameters: {}, query: { lang: "en" }, transport: "ws", environment: "sandbox" },
  ...{ credential: "test", subprotocols: "chat", name: "user A" },
};
/** What the form holds of something else. */
const other: ConnectValues = { ...values, query: { token: "b's" }, environment: "production", name: "next" };
const kept = (leftOut: KeptConnection["leftOut"] = []): KeptConnection => ({
  ...{ id: 1, attempt: 2, values, leftOut },
});
const asked = (field: string, form: ConnectValues, ownKey = "", isAsked = true) => {
  const again = redial(kept([field] as KeptConnection["leftOut"]), { topic, form, ownKey, isAsked });
  return again.kind === "ask" ? again.field : again.values;
};

test("nothing of what the form says by now goes into it", () => {
  const again = redial(kept(), { topic, form: other, ownKey: "", isAsked: false });
  expect(again).toEqual({ kind: "ready", values });
});

test("a credential is asked for by its field, in a form that is filled in with the rest", () => {
  const again = redial(kept(["?token"]), { topic, form: other, ownKey: "", isAsked: false });
  expect(again).toEqual({
    ...{ kind: "ask", field: "?token", values: { ...values, name: "next" } },
    message: "Enter ?token, which was not kept through the reload. Then reconnect user A.",
  });
});

test("what is typed counts once it was asked for this connection and this topic, not what is another's", () => {
  const form = { ...values, query: { token: "a's" } };
  expect(asked("?token", form, "", false)).toBe("?token");
  expect(asked("?token", { ...form, address: "/b" })).toBe("?token");
  expect(asked("?token", { ...form, query: { token: "" } })).toBe("?token");
  expect(asked("?token", { ...form, subprotocols: "other" })).toEqual({
    ...values,
    query: { lang: "en", token: "a's" },
  });
});

test("a key of one's own and a subprotocol that carries a credential are asked for as well", () => {
  expect(asked("ownKey", values)).toBe("ownKey");
  expect(asked("ownKey", values, "key", false)).toBe("ownKey");
  expect(asked("ownKey", values, "key")).toEqual(values);
  expect(asked("subprotocols", values)).toBe("subprotocols");
  const form = { ...values, subprotocols: "chat, bearer.abc" };
  expect(asked("subprotocols", form)).toEqual(form);
});

test("of several credentials one is asked for after the other, and what was typed stays", () => {
  const both = kept(["?token", "ownKey"]);
  const form = { ...values, query: { token: "a's" } };
  const again = redial(both, { topic, form, ownKey: "", isAsked: true });
  expect(again).toMatchObject({ kind: "ask", field: "ownKey", values: { query: { token: "a's" } } });
});

test("a parameter that the topic no longer has is not asked for", () => {
  expect(asked("?session", other, "", false)).toEqual(values);
});

test("why one cannot be made again is said: its topic is gone, or it comes from a file", () => {
  const closed = { attempt: newAttempt(1, { url: "", offered: [], at: 0 }) };
  expect(unreconnectableWords(closed, kept(), [topic])).toBeNull();
  expect(unreconnectableWords(closed, kept(), [{ address: "/b" }])).toMatch(/no topic \/a any more/);
  expect(unreconnectableWords(closed, null, [topic])).toMatch(/comes from a file/);
  const dialled = { attempt: newAttempt(1, { url: "ws://h/a", offered: [], at: 0 }) };
  expect(unreconnectableWords(dialled, null, [])).toBeNull();
});
