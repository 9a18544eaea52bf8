// No two parts of a page have one address, whatever the document calls them.
import { expect, test } from "vitest";
import { address } from "./address.ts";

const ask = address.operation("ask");

test("a message's address is its name", () => {
  expect(address.message(ask, "said")).toBe("operation-ask.said");
  expect(address.message(ask, "UserSaid_v2-a")).toBe("operation-ask.UserSaid_v2-a");
});

test("no message has the address of a reply, a parameter, a handshake, or of what is in another message", () => {
  const said = address.message(ask, "said");
  const others = [
    address.reply(ask),
    address.message(address.reply(ask), "said"),
    address.parameter(ask, "room"),
    ...["query", "headers"].flatMap((part) => [address.part(ask, part), address.part(said, part)]),
    address.part(said, "payload"),
    said,
  ];
  const keys = ["reply", "reply.said", "parameter-room", "query", "headers", "said.payload", "said.query"];
  const messages = [...keys, "~reply", "~0reply", "a.b", "a~1b", "a b", "a-b"].map((key) =>
    address.message(ask, key),
  );
  expect(new Set([...others, ...messages]).size).toBe(others.length + messages.length);
  expect(messages.every((id) => !/\s/.test(id))).toBe(true);
});
