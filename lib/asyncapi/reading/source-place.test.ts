// From the text of a document to its page and back: also in real documents, for all that has
// an address.
import { describe, expect, test } from "vitest";
import { isMap } from "yaml";
import { type Definition, glimpseDefinition } from "#lib/asyncapi/definition.ts";
import { sourceItems } from "#lib/asyncapi/source-tokens.ts";
import { corpusName, listCurrentCorpus } from "#lib/asyncapi/test-kit/corpus.ts";
import { address } from "./address.ts";
import type { ReadingMessage } from "./message.ts";
import { addressesAt, pathAtPlace, placeInSource } from "./source-place.ts";
import { readingView } from "./view.ts";

const text = `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
channels:
  room:
    address: /room
    messages:
      said: { $ref: '#/components/messages/Said' }
operations:
  hear:
    action: send
    channel: { $ref: '#/channels/room' }
  say:
    action: receive
    channel: { $ref: '#/channels/room' }
    messages:
      - $ref: '#/channels/room/messages/said'
components:
  messages:
    Said:
      # what they say
      payload:
        type: object
        properties:
          user:
            properties:
              name: { type: string }
`;

function read(written: string): Definition {
  const definition = glimpseDefinition(written);
  if (definition === null) throw new Error("the text cannot be read");
  return definition;
}

function addressesAtLine(written: string, line: number, column = 1): string[] {
  const { source, data } = read(written);
  return addressesAt(readingView(data), data, pathAtPlace(source, { line, column }));
}

const lineOf = (words: string) => text.slice(0, text.indexOf(words)).split("\n").length;

test("lines of info and of a server lead to these", () => {
  const served = `${text}servers:\n  live:\n    host: live.example\n    protocol: wss\n`;
  const hostLine = served.split("\n").indexOf("    host: live.example") + 1;
  expect(addressesAtLine(served, lineOf("info:"))).toEqual(["info"]);
  expect(addressesAtLine(served, hostLine)).toEqual(["server-live"]);
});

test("a server that stands among the components is known by its own lines and by the line that refers to it", () => {
  const shared = "components:\n  servers:\n    shared:\n      host: live.example\n";
  const served = `${text.replace("components:\n", shared)}servers:
  live: { $ref: '#/components/servers/shared' }
  test: { $ref: '#/components/servers/shared' }
`;
  const lines = served.split("\n");
  const at = (words: string) => addressesAtLine(served, lines.findIndex((line) => line.includes(words)) + 1);
  expect(at("host: live")).toContain("server-live");
  expect(at("test: {")).toEqual(["server-test"]);
  const { source, data } = read(served);
  expect(readingView(data).servers.map(({ place }) => placeInSource(source, place).line)).toEqual([
    lines.indexOf("    shared:") + 1,
    lines.indexOf("    shared:") + 1,
  ]);
});

test("parameters and server variables lead to their own addresses, also where several topics share one", () => {
  const written = `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
servers:
  live:
    host: "{region}.example"
    protocol: wss
    variables:
      region: { default: eu }
channels:
  room:
    address: /room/{id}/{own}
    parameters:
      id: { $ref: '#/components/parameters/shared' }
      own: { description: Own }
  other:
    address: /other/{id}
    parameters:
      id: { $ref: '#/components/parameters/shared' }
components:
  parameters:
    shared: { description: Shared }
`;
  const lines = written.split("\n");
  const at = (line: number) => addressesAtLine(written, line)[0];
  const lineWith = (words: string) => lines.findIndex((line) => line.includes(words)) + 1;
  expect(at(lineWith("region: {"))).toBe("server-live.parameter-region");
  expect(at(lineWith("own: {"))).toBe("channel-room.parameter-own");
  expect(at(lineWith("shared: {"))).toBe("channel-room.parameter-id");
  expect(at(lines.findLastIndex((line) => line.includes("id: {")) + 1)).toBe("channel-other.parameter-id");
});

test("a line leads to the path of its first key, wherever the cursor is in the indent", () => {
  const { source } = read(text);
  expect(pathAtPlace(source, { line: lineOf("address: /room"), column: 1 })).toEqual([
    "channels",
    "room",
    "address",
  ]);
  expect(pathAtPlace(source, { line: lineOf("- $ref"), column: 9 })).toEqual([
    "operations",
    "say",
    "messages",
    0,
    "$ref",
  ]);
});

test("in one long line the column counts", () => {
  const { source } = read(JSON.stringify(read(text).data));
  const column = source.text.indexOf('"version"') + 3;
  expect(pathAtPlace(source, { line: 1, column })).toEqual(["info", "version"]);
});

test("a comment and what is beyond the text belong to what stands before them", () => {
  const { source } = read(text);
  expect(pathAtPlace(source, { line: 9999, column: 1 })).toContain("name");
  expect(pathAtPlace(read("# first\nasyncapi: 3.0.0\n").source, { line: 1, column: 1 })).toEqual([]);
});

test("a property leads to its own address, then to what is around it", () => {
  expect(addressesAtLine(text, lineOf("name: { type"))).toEqual([
    "operation-hear.said.payload.user.name",
    "operation-hear.said.payload.user",
    "operation-hear.said.payload",
    "operation-hear.said",
  ]);
});

test("parts of lists, alternatives, parts of `allOf`, handshakes and named schemas lead to their own addresses", () => {
  const written = `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
channels:
  room:
    address: /room
    bindings:
      ws:
        query:
          type: object
          properties:
            heartbeat: { type: boolean }
    messages:
      said:
        payload:
          type: object
          properties:
            list:
              type: array
              items:
                type: object
                properties:
                  inList: { type: string }
            either:
              oneOf:
                - title: First
                  type: object
                  properties:
                    inFirst: { type: string }
            named: { $ref: '#/components/schemas/Named' }
          allOf:
            - type: object
              properties:
                inPart: { type: string }
components:
  schemas:
    Named:
      type: object
      properties:
        inNamed: { type: string }
`;
  const at = (words: string) =>
    addressesAtLine(written, written.slice(0, written.indexOf(words)).split("\n").length)[0];
  expect(at("heartbeat:")).toBe("channel-room.query.heartbeat");
  expect(at("inList:")).toBe("channel-room.said.payload.list.each-item.inList");
  expect(at("inFirst:")).toBe("channel-room.said.payload.either.First.inFirst");
  expect(at("inPart:")).toBe("channel-room.said.payload.inPart");
  expect(at("inNamed:")).toBe("schema-Named.inNamed");
});

test("a property that refers to a type leads to its own line and back, and the type's lines lead to it", () => {
  const written = `${text.replace("name: { type: string }", "name: { $ref: '#/components/x-types/Name' }")}  x-types:
    Name: { minLength: 1 }
`;
  const { source, data } = read(written);
  const user = readingView(data).channels[0]?.operations[0]?.messages[0]?.payload?.children[0];
  const [name] = user?.children ?? [];
  const line = written.split("\n").findIndex((words) => words.includes("name: {")) + 1;
  expect(placeInSource(source, name?.place ?? [])).toEqual({ line, column: 15 });
  const address = "operation-hear.said.payload.user.name";
  expect(addressesAtLine(written, line)[0]).toBe(address);
  expect(addressesAtLine(written, written.split("\n").length - 1)[0]).toBe(address);
});

test("a message named in an operation is meant there, though another has it too", () => {
  expect(addressesAtLine(text, lineOf("- $ref"), 9)).toEqual(["operation-say.said", "operation-say"]);
});

test("a message in its channel is meant where it is first", () => {
  expect(addressesAtLine(text, lineOf("said: {"))).toEqual(["operation-hear.said", "channel-room"]);
});

test("what has no address leads nowhere", () => {
  expect(addressesAtLine(text, 1)).toEqual([]);
});

test("a part that the text has not is shown at the nearest around it", () => {
  const { source } = read(text);
  expect(placeInSource(source, ["servers", "gateway"])).toEqual({ line: 1, column: 1 });
  expect(placeInSource(source, ["channels", "room", "parameters", "id"])).toEqual({
    line: lineOf("room:"),
    column: 3,
  });
});

test("while the text has errors, what can be read has its places", () => {
  const broken = text.replace("action: send", 'action: "send');
  expect(glimpseDefinition(`${text}\n  - : [`)).not.toBeNull();
  expect(glimpseDefinition(broken)).not.toBeNull();
  expect(addressesAtLine(`${text}\noops: [`, lineOf("address: /room"))).toEqual(["channel-room"]);
});

test("a long list of keys is not walked through for each of them", () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `  x-${index}: 1`).join("\n");
  const { source } = read(`asyncapi: 3.0.0\nchannels: {}\ninfo:\n${keys}\n`);
  const map = source.document.get("info");
  if (!isMap(map)) throw new Error("info is no map");
  const items = sourceItems(map);
  expect(pathAtPlace(source, { line: 20_003, column: 1 })).toEqual(["info", "x-19999"]);
  // Found once for the text: whoever asks again gets the very same list.
  expect(sourceItems(map)).toBe(items);
});

describe(`in ${corpusName}`, () => {
  test.each(listCurrentCorpus())("$file: each item leads to its line, and the line to the item", (entry) => {
    const definition = glimpseDefinition(entry.text);
    if (definition === null) return;
    const { source, data } = definition;
    const view = readingView(data);
    const messagesOf = (whole: string, messages: readonly ReadingMessage[]) =>
      messages.map(({ key, place }) => ({ place, address: address.message(whole, key) }));
    const items = view.channels.flatMap(({ key, place, operations, others }) => [
      { place, address: address.channel(key) },
      ...messagesOf(address.channel(key), others),
      ...operations.flatMap((operation) => {
        const id = address.operation(operation.key);
        return [
          { place: operation.place, address: id },
          ...messagesOf(id, operation.messages),
          ...messagesOf(address.reply(id), operation.reply?.messages ?? []),
        ];
      }),
    ]);
    for (const item of items) {
      const path = pathAtPlace(source, placeInSource(source, item.place));
      const back = addressesAt(view, data, path)[0];
      const twins = items.filter(({ place }) => JSON.stringify(place) === JSON.stringify(item.place));
      expect(twins.map((twin) => twin.address)).toContain(back);
    }
  });
});
