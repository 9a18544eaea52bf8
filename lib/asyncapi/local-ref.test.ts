// References are followed to where a value stands, also those that a path leads through.
import { expect, it } from "vitest";
import { resolvePath } from "./local-ref.ts";
import { refFindings } from "./ref-checks.ts";

const data = {
  channels: {
    one: { $ref: "#/components/channels/One" },
    round: { $ref: "#/channels/round/round" },
    outside: { $ref: "one.yaml" },
  },
  operations: {
    say: { channel: { $ref: "#/channels/one" }, messages: [{ $ref: "#/channels/one/messages/Said" }] },
  },
  components: {
    channels: { One: { address: "/one", messages: { Said: { $ref: "#/components/messages/Said" } } } },
    messages: { Said: { payload: {} } },
  },
};

it.each([
  [
    ["channels", "one", "messages", "Said"],
    ["components", "messages", "Said"],
  ],
  [
    ["channels", "one", "address"],
    ["components", "channels", "One", "address"],
  ],
  [["channels", "one", "messages", "Missing"], null],
  [["channels", "round", "messages"], null],
  [["channels", "outside", "messages", "Said"], null],
  [["channels", "none", "messages"], null],
])("%j stands at %j", (path, place) => {
  expect(resolvePath(data, path)).toEqual(place);
});

it("finds nothing wrong with the messages of a channel that stands among the components", () => {
  const isAboutSay = ({ path }: { path: readonly unknown[] }) => path[0] === "operations";
  expect(refFindings(data).filter(isAboutSay)).toEqual([]);
});
