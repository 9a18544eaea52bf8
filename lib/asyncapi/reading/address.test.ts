// No two parts of a page have one address, whatever the document calls them.
import fc from "fast-check";
import { expect, test } from "vitest";
import { address, unescapedAddress } from "./address.ts";
import { presentAddress } from "./outline.ts";
import { rowsBelow } from "./schema-rows.ts";

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

/** Names made of what addresses are made of, and any others. */
const names = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        "a",
        "reply",
        "query",
        "headers",
        "payload",
        "parameter-",
        ".",
        "-",
        "~",
        "0",
        "1",
        " ",
        "\t",
      ),
      {
        maxLength: 4,
      },
    )
    .map((parts) => parts.join("")),
  fc.string(),
);

test("no two parts have one address, whatever they are called", () => {
  fc.assert(
    fc.property(fc.array(names, { minLength: 2, maxLength: 5 }), (given) => {
      const keys = [...new Set(given)];
      const messagesOf = (holder: string) =>
        keys.flatMap((key) => {
          const own = address.message(holder, key);
          return [own, address.part(own, "headers"), address.part(own, "payload")];
        });
      const ids = keys.flatMap((key) => {
        const [channel, operation, server] = [
          address.channel(key),
          address.operation(key),
          address.server(key),
        ];
        const back = address.reply(operation);
        return [
          ...[channel, operation, back, server, address.schema(key)],
          ...["query", "headers"].map((part) => address.part(channel, part)),
          ...keys.flatMap((name) => [address.parameter(channel, name), address.parameter(server, name)]),
          ...[channel, operation, back].flatMap(messagesOf),
        ];
      });
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((id) => /\s/.test(id))).toEqual([]);
    }),
  );
});

test("no two rows of a schema have one address, however often a name is repeated", () => {
  const row = (name: string) => ({ name, children: [], choices: [] });
  const children = ["a.0", "a.1", "a~2", "", "", " ", "-", ...Array.from({ length: 120 }, () => "a")].map(
    row,
  );
  // The rows look at nothing else of a node.
  const root = { ...row(""), children } as unknown as Parameters<typeof rowsBelow>[0];
  const ids = rowsBelow(root, "schema-s").children.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a link from before keys were escaped leads to the part it was made for", () => {
  const below = [{ id: address.operation("ask.now"), name: "", below: [] }];
  const items = [
    { id: address.channel("user.signed up"), name: "", below },
    { id: address.channel("user"), name: "", below: [] },
  ];
  expect(unescapedAddress(address.channel("user.signed up"))).toBe("channel-user.signed up");
  const cases = [
    ["channel-user.signed up", "channel-user~1signed~2up"],
    ["channel-user.signed up.parameter-id", "channel-user~1signed~2up.parameter-id"],
    ["operation-ask.now.said", "operation-ask~1now.said"],
    ["channel-user", "channel-user"],
    ["channel-user.said", "channel-user.said"],
    ["channel-nobody", "channel-nobody"],
  ];
  for (const [link = "", present] of cases) expect(presentAddress(items, link)).toBe(present);
});
