// Channels of AsyncAPI 2 under any names: each operation stays with its channel, and every reference leads somewhere.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { leadsNowhere, listRefs, refToPath, resolveObject } from "#lib/asyncapi/local-ref.ts";
import { readYamlSource } from "#lib/asyncapi/yaml-source.ts";
import { convertDocument } from "./convert-document.ts";

const AS_IT_IS = { isSwapped: false };
const HEAD = { asyncapi: "2.6.0", info: { title: "T", version: "1" } };

function converted(document: JsonObject) {
  const read = readYamlSource(JSON.stringify(document));
  if (!read.ok) throw new Error("The document of the test is no YAML");
  return parse(convertDocument(read.source, AS_IT_IS).text, { maxAliasCount: -1 });
}

function dangling(document: JsonObject): string[] {
  return listRefs(document)
    .filter(({ ref }) => leadsNowhere(document, ref))
    .map(({ ref }) => ref);
}

/** By the id of each operation: what its channel and its messages describe themselves as. */
function belongings(document: ReturnType<typeof converted>) {
  return Object.fromEntries(
    Object.entries<JsonObject>(document.operations ?? {}).map(([key, { channel, messages }]) => [
      key,
      [
        resolveObject(document, channel).description,
        ...(Array.isArray(messages) ? messages.map((message) => resolveObject(document, message).title) : []),
      ],
    ]),
  );
}

/** A channel that says by its descriptions which one it is; `near` names one whose message it refers to. */
function channelOf(index: number, near: string) {
  const payload = { $ref: refToPath(["channels", near, "publish", "message", "payload"]) };
  return {
    description: `channel ${index}`,
    publish: { operationId: `in${index}`, message: { title: `title ${index}`, payload: { type: "object" } } },
    subscribe: { operationId: `out${index}`, message: { title: `other ${index}`, payload } },
  };
}

function expectKept(names: readonly string[]): void {
  const channels = Object.fromEntries(
    names.map((name, index) => [name, channelOf(index, names[index - 1] ?? names.at(-1) ?? name)]),
  );
  const stored = { asOne: channelOf(names.length, names[0] ?? ""), as: { description: "stored" } };
  const document = converted({ ...HEAD, channels, components: { channels: stored } });
  expect(dangling(document)).toEqual([]);
  expect(belongings(document)).toEqual(
    Object.fromEntries(
      names.flatMap((_name, index) => [
        [`in${index}`, [`channel ${index}`, `title ${index}`]],
        [`out${index}`, [`channel ${index}`, `other ${index}`]],
      ]),
    ),
  );
}

describe("channels whose names begin alike", () => {
  it.each([
    [["order/placed", "orderPlaced"]],
    [["rooms", "/rooms"]],
    [["orders.created", "ordersCreated"]],
    [["{a}", "a"]],
    [["", "a", "/b"]],
    [["publish", "a/publish", "a"]],
  ])("keep their operations and messages: %j", (names) => {
    expectKept(names);
  });

  it("keep their operations where a channel has an id of its own", () => {
    const channels = {
      lights: { "x-channelId": "lighting", description: "channel 0", publish: { operationId: "in" } },
      "lights/on": { description: "channel 1", publish: { operationId: "on" } },
    };
    const document = converted({ ...HEAD, channels });
    expect(document.channels.lighting.address).toBe("/lights");
    expect(belongings(document)).toEqual({ in: ["channel 0"], on: ["channel 1"] });
  });

  it("keep their operation also where the other has none", () => {
    const channels = {
      "order/placed": { publish: { operationId: "place" } },
      orderPlaced: { description: "later" },
    };
    const document = converted({ ...HEAD, channels });
    expect(resolveObject(document, document.operations.place.channel).address).toBe("/order/placed");
  });

  it("keep their operations under any names", () => {
    const part = fc.constantFrom(
      "a",
      "A",
      "b",
      "/",
      ".",
      "{a}",
      "~",
      "~1",
      "%2F",
      "#",
      " ",
      "ü",
      "publish",
      "2",
    );
    const name = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), (names) => expectKept(names)),
    );
  });
});
