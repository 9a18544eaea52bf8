// Which presses are one operation: the server makes one API for each key.
import { expect, it } from "vitest";
import { operationKeys, type SentOperation } from "./operation-key.ts";

const values = {
  name: "Chat",
  displayName: "",
  context: "/chat",
  version: "1",
  endpoint: "ws://a.example",
  template: "blank",
} as const;

/** A tab: what it stores outlives the pages opened in it. */
function openTab() {
  let kept: SentOperation | null = null;
  let made = 0;
  const store = {
    read: () => kept,
    keep: (sent: SentOperation) => {
      kept = sent;
    },
  };
  return { load: () => operationKeys(() => `key ${++made}`, store) };
}

it("keeps the key while button and content stay the same", () => {
  const keyOf = openTab().load();
  expect(keyOf("create", values)).toBe(keyOf("create", { ...values }));
});

it("takes another key for another content or another button", () => {
  const keyOf = openTab().load();
  const keys = [
    keyOf("create", values),
    keyOf("create", { ...values, name: "Talk" }),
    keyOf("create", { ...values, template: "chat" }),
    keyOf("createAndPublish", values),
  ];
  expect(new Set(keys).size).toBe(4);
});

it("takes another key for the same fields about another document", () => {
  const keyOf = openTab().load();
  const first = keyOf("create", values, "first document");
  expect(keyOf("create", values, "first document")).toBe(first);
  expect(keyOf("create", values, "second document")).not.toBe(first);
});

it("finds the key again after a reload", () => {
  const tab = openTab();
  expect(tab.load()("createAndPublish", values)).toBe(tab.load()("createAndPublish", values));
});
