// A document in sections: what is drawn first, what comes later and how it is found, the outline and search over all of it.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { chainTo, outlineOf, rowsOf } from "./outline.ts";
import { findHits, searchIndex } from "./search.ts";
import { firstScreen, partAt } from "./sections.ts";
import { readingView } from "./view.ts";

const message = (name: string): JsonObject => ({
  title: name,
  description: `What ${name} is for`,
  payload: {
    type: "object",
    properties: Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `field${index}`,
        { type: "string", description: `Field ${index} of ${name}`, enum: [`${name}-value-${index}`] },
      ]),
    ),
  },
});

/** One topic with many messages, as Slack's, and another. */
function large(count: number): JsonObject {
  const names = Array.from({ length: count }, (_, index) => `message${index}`);
  return {
    asyncapi: "3.0.0",
    info: { title: "Large", version: "1" },
    servers: { live: { host: "gateway.example", protocol: "wss" } },
    channels: {
      all: { address: "/all", messages: Object.fromEntries(names.map((name) => [name, message(name)])) },
      last: { address: "/last", messages: { bye: message("bye") } },
    },
    operations: {
      hear: { action: "send", channel: { $ref: "#/channels/all" } },
      leave: { action: "receive", channel: { $ref: "#/channels/last" } },
    },
  };
}

describe("a large document", () => {
  const view = readingView(large(60));
  const first = firstScreen(view);

  it("is read whole, and brings little of it at first", () => {
    expect(view.hasMore).toBe(false);
    expect(JSON.stringify(first).length).toBeLessThan(JSON.stringify(view).length / 4);
    const messages = first.channels[0]?.operations[0]?.messages ?? [];
    expect(messages).toHaveLength(60);
    expect(messages[0]?.laterHeight).toBeUndefined();
    expect(messages[59]?.laterHeight).toBeGreaterThan(100);
    expect(first.channels[1]?.laterHeight).toBeGreaterThan(0);
  });

  it("gives each part by its address, whole", () => {
    const part = partAt(view, "operation-hear.message59");
    expect(part).toMatchObject({ kind: "message", message: { title: "message59" } });
    expect(JSON.stringify(part)).toContain("message59-value-29");
    expect(partAt(view, "channel-last")).toMatchObject({ kind: "channel", channel: { address: "/last" } });
    expect(partAt(view, "operation-nobody")).toBeNull();
  });

  it("has everything in its outline, and the way to what stands within", () => {
    const groups = outlineOf(view);
    expect(groups.map(({ title }) => title)).toEqual(["Topics", "Servers"]);
    const items = groups.flatMap((group) => group.items);
    const chain = chainTo(items, "operation-hear.message59.payload.field3");
    expect(chain.map(({ id }) => id)).toEqual(["channel-all", "operation-hear", "operation-hear.message59"]);
  });

  it("filters its outline by name, with what stands above", () => {
    const [topics] = outlineOf(view);
    const rows = topics ? rowsOf(topics, { filter: "MESSAGE59", currentId: "" }).rows : [];
    expect(rows.map(({ item, depth }) => [item.id, depth])).toEqual([
      ["channel-all", 0],
      ["operation-hear", 1],
      ["operation-hear.message59", 2],
    ]);
  });

  it("finds names, values and texts of what is not drawn yet, with their place and address", () => {
    const index = searchIndex(view);
    const [value] = findHits(index, "message59-value-7");
    expect(value).toMatchObject({
      entry: { id: "operation-hear.message59.payload.field7", within: ["/all", "message59"], name: "field7" },
      shown: "message59-value-7",
    });
    expect(findHits(index, "What message12 is")[0]?.entry.name).toBe("message12");
    expect(findHits(index, "bye")[0]?.entry.name).toBe("bye");
    expect(findHits(index, "   ")).toEqual([]);
    expect(findHits(index, "field").length).toBe(100);
  });
});

it("a small document is whole at first", () => {
  const view = readingView(large(2));
  expect(firstScreen(view)).toEqual(view);
});

it("two topics with one address are told apart by their keys", () => {
  const document: JsonObject = {
    asyncapi: "3.0.0",
    channels: {
      one: { address: "/all" },
      two: { address: "/all" },
      three: { address: null },
      four: { address: "/four" },
    },
  };
  const view = readingView(document);
  const names = ["/all (one)", "/all (two)", "three", "/four"];
  expect(outlineOf(view)[0]?.items.map(({ name }) => name)).toEqual(names);
  expect(searchIndex(view).map(({ name }) => name)).toEqual(names);
});
