// Commands a person pastes into a terminal.
import { expect, test } from "vitest";
import { topicUrl, wscatCommand } from "./wscat-command.ts";

const apiUrl = "ws://localhost:9099/chats/1.0.0";
const at = (address: string, values: Record<string, string> = {}) =>
  topicUrl({ apiUrl, address, values: new Map(Object.entries(values)) });

test("a plain topic", () => {
  expect(wscatCommand({ apiUrl, address: "/notifications", values: new Map(), key: "slt_x" })).toBe(
    'wscat -c "ws://localhost:9099/chats/1.0.0/notifications" -H "apikey: slt_x"',
  );
});

test("over wss the certificate is not checked", () => {
  const secure = { apiUrl: "wss://localhost:8099/chats/1.0.0", address: "/a", values: new Map(), key: "k" };
  expect(wscatCommand(secure)).toMatch(/^wscat -n -c "wss:/);
});

test("parameters are filled and encoded; one without a value stays", () => {
  expect(at("/rooms/{roomID}", { roomID: "a b/c" })).toBe(`${apiUrl}/rooms/a%20b%2Fc`);
  expect(at("/rooms/{roomID}")).toBe(`${apiUrl}/rooms/{roomID}`);
});

test("the wildcard is the bare address, or what is typed", () => {
  expect(at("/*")).toBe(apiUrl);
  expect(at("/*", { "*": "/x/y" })).toBe(`${apiUrl}/x/y`);
  expect(at("/files/*")).toBe(`${apiUrl}/files`);
});

test("nothing is left for the shell to expand", () => {
  const command = wscatCommand({ apiUrl, address: "/$HOME'", values: new Map(), key: "k" });
  expect(command).toContain(`'${apiUrl}/$HOME'\\'''`);
});
