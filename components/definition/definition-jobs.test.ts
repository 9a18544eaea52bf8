// What the thread beside the page answers of a text: the preview's first screen, and its parts.
import { expect, test } from "vitest";
import type { ConsumerSettings } from "#lib/asyncapi/consumer-view.ts";
import type { ReadingView } from "#lib/asyncapi/reading/view.ts";
import { type Preview, runJob } from "./definition-jobs.ts";

const settings: ConsumerSettings = {
  title: "Shop",
  version: "1.0.0",
  servers: [{ name: "gateway", url: "ws://localhost:9099/shop" }],
  security: { apiKey: false, oauth2: false },
};

type Topic = { readonly address: string; readonly said: string; readonly example?: string };

function textOf(topics: readonly Topic[]): string {
  const fields = Array.from(
    { length: 20 },
    (_, index) => `            field${index}: { type: string }\n`,
  ).join("");
  const channels = topics.map(
    ({ address, said, example }, index) =>
      `  topic${index}:\n    address: ${address}\n    messages:\n      said:\n        title: ${said}\n${
        example ? `        examples:\n          - payload: ${example}\n` : ""
      }        payload:\n          type: object\n          properties:\n${fields}`,
  );
  return `asyncapi: 3.0.0\ninfo: { title: Made, version: 1.0.0 }\nchannels:\n${channels.join("")}`;
}

const topics = Array.from(
  { length: 60 },
  (_, index): Topic => ({ address: `/t${index}`, said: `Said ${index}` }),
);

function previewOf(text: string, ids: readonly string[] = []): Preview {
  const preview = runJob("preview", { text, of: "consumer", settings, ids });
  if (preview === null) throw new Error("nothing can be read");
  return preview;
}

const laterIn = ({ channels }: ReadingView) =>
  channels.flatMap(({ key, laterHeight }) => (laterHeight === undefined ? [] : [key]));

test("of a large text the first screen comes, the outline of all, and the parts that were asked for", () => {
  const text = textOf(topics);
  const { view, outline, parts } = previewOf(text, ["channel-topic50", "channel-none"]);
  expect(outline[0]?.items).toHaveLength(60);
  expect(laterIn(view)).toContain("topic59");
  expect(JSON.stringify(view).length).toBeLessThan(60_000);
  expect(parts.get("channel-topic50")).toMatchObject({ kind: "channel", channel: { address: "/t50" } });
  expect(parts.get("channel-none")).toBeNull();
  const more = runJob("parts", { text, of: "consumer", settings, ids: ["channel-topic51.said"] });
  expect(more.get("channel-topic51.said")).toMatchObject({ kind: "message", message: { title: "Said 51" } });
});

test("the design is read with its own title and servers, the consumer's view with the API's", () => {
  const text = `${textOf(topics.slice(0, 1))}servers: { mine: { host: backend.example, protocol: wss } }\n`;
  const read = (of: "design" | "consumer") => {
    const { info, servers } = runJob("preview", { text, of, settings, ids: [] })?.view ?? {};
    return [info?.title, servers?.map(({ url }) => url)];
  };
  expect(read("design")).toEqual(["Made", ["wss://backend.example"]]);
  expect(read("consumer")).toEqual(["Shop", ["ws://localhost:9099/shop"]]);
  expect(read("design")).toEqual(["Made", ["wss://backend.example"]]);
});

test("no part comes and goes because something above it has grown", () => {
  const before = laterIn(previewOf(textOf(topics)).view);
  const long = `Said ${"at length ".repeat(2000)}`;
  const grown = topics.map((topic, index) => (index === 0 ? { ...topic, said: long } : topic));
  expect(laterIn(previewOf(textOf(grown)).view)).toEqual(before);
});

test("of a text with errors what can be read is shown, and nothing where nothing can be", () => {
  const { view } = previewOf(`${textOf(topics.slice(0, 2))}oops: [`);
  expect(view.channels.map(({ address }) => address)).toEqual(["/t0", "/t1"]);
  expect(runJob("preview", { text: "just words", of: "consumer", settings, ids: [] })).toBeNull();
  expect(runJob("parts", { text: "just words", of: "consumer", settings, ids: ["channel-topic0"] })).toEqual(
    new Map(),
  );
});

test("examples are checked in what is drawn, and said where they do not fit", () => {
  const [first, ...rest] = topics;
  const text = textOf([
    { ...first, address: "/t0", said: "Bad", example: "{ field0: 1 }" },
    ...rest.slice(0, 58),
    { address: "/last", said: "Also bad", example: "{ field1: [1] }" },
  ]);
  const { view, parts } = previewOf(text, ["channel-topic59.said"]);
  expect(view.channels[0]?.others[0]?.examples[0]?.misfits).toEqual(["/field0 must be a text, is a number"]);
  expect(parts.get("channel-topic59.said")).toMatchObject({
    message: { examples: [{ misfits: ["/field1 must be a text, is a list"] }] },
  });
});

test("findings stand at the lines of the JSON that hold what they are about, whatever its order and layout", () => {
  const text = `# Written by hand
asyncapi: 3.0.0
info: { title: Made, version: 1.0.0 }
channels:
  a: { address: /a }
  "b:c":
    address: /b
    messages:
      - &one { title: 1 }
      - *one
      - title: two
`;
  const json = JSON.stringify(
    {
      channels: {
        "b:c": { messages: [{ title: 1 }, { title: 1 }, { title: "two" }], address: "/b" },
        a: { address: "/a" },
      },
      asyncapi: "3.0.0",
    },
    null,
    2,
  );
  const at = (line: number, column: number) =>
    ({ severity: "error", code: "found", message: `at ${line}`, line, column }) as const;
  const diagnostics = [at(5, 8), at(7, 5), at(9, 16), at(11, 9), at(3, 9), at(2, 1), at(2, 1)];
  const placed = runJob("placeInJson", { text, json, diagnostics }) ?? [];
  const lines = json.split("\n");
  expect(placed.map(({ message, line, column }) => [message, lines[line - 1]?.slice(column - 1)])).toEqual([
    ["at 5", '"address": "/a"'],
    ["at 7", '"address": "/b"'],
    ["at 9", '"title": 1'],
    ["at 11", '"title": "two"'],
    // The JSON has no info: the nearest is the whole.
    ["at 3", "{"],
    ["at 2", '"asyncapi": "3.0.0"'],
  ]);
  expect(runJob("placeInJson", { text: "a: [", json: "", diagnostics })).toBeNull();
});
