// Scenarios: read with the line of what is wrong, recorded of what passed, compared in words, played by the command.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { pathSteps, valueAtPath } from "./json-path.ts";
import { differences, readScenario, scenarioOf } from "./scenario.ts";
import { Transcript } from "./transcript.ts";

test("paths lead to one value, through own members", () => {
  const value = { a: [{ "b c": 1, 'd"e': 2 }], ü: 3 };
  expect(valueAtPath(value, '$.a[0]["b c"]')).toBe(1);
  expect(valueAtPath(value, `$.a[0]['d"e']`)).toBe(2);
  expect(valueAtPath(value, "$.ü")).toBe(3);
  expect(valueAtPath(value, "$.constructor")).toBeUndefined();
  for (const path of ["a", "$.a[", "$..a", "$.a[*]", "$.a b"]) expect(pathSteps(path), path).toBeNull();
});

describe("a scenario that cannot be read names the line", () => {
  test.each([
    ["scenario: a\nsteps: [", 2],
    ["scenario: a\nsteps:\n  - connect: x\n  - wait: 5\n", 4],
    ["scenario: a\nsteps:\n  - connect: x\n    path: rooms\n", 4],
    ["steps: []\n", 1],
  ])("%s", (text, line) => {
    expect(readScenario(text)).toMatchObject({ ok: false, line });
  });
});

const unknown = { kind: "unknown" } as const;
const named = (name: string, kind: "valid" | "unchecked" = "valid") =>
  ({ kind: "named", name, verdict: { kind } }) as const;

test("what is not as expected is told with what was expected and what came", () => {
  const expected = { expect: "a", message: "hello", json: { "$.user": "ann", "$.at": { x: 1, y: 2 } } };
  expect(differences(expected, '{"at":{"y":2,"x":1},"user":"bob"}', named("bye"))).toEqual([
    'message: expected "hello", got "bye"',
    '$.user: expected "ann", got "bob"',
  ]);
  expect(differences({ expect: "a", base64: "AAE=" }, Uint8Array.of(0, 1), unknown)).toEqual([]);
  expect(differences({ expect: "a", text: "x" }, Uint8Array.of(0), unknown)).toEqual([
    'text: expected "x", got "base64 AA=="',
  ]);
});

test("a message that was not checked, or does not fit, is as expected only where its name is enough", () => {
  const expected = { expect: "a", message: "hello" };
  const byName = { ...expected, check: false };
  expect(differences(expected, "{}", named("hello"))).toEqual([]);
  expect(differences(expected, "{}", named("hello", "unchecked"))).toEqual([
    expect.stringContaining("could not be checked"),
  ]);
  expect(differences(byName, "{}", named("hello", "unchecked"))).toEqual([]);
  const misfits = [{ path: "$.n", words: "must be a number" }];
  const misfit = { kind: "named", name: "hello", verdict: { kind: "invalid", misfits } } as const;
  expect(differences(expected, "{}", misfit)[0]).toContain("does not fit: $.n must be a number");
  expect(differences(byName, "{}", misfit)).toEqual([]);
  expect(differences(byName, "{}", named("bye"))).toHaveLength(1);
});

test("a scenario of what passed reads back as its steps", () => {
  const transcript = new Transcript();
  const common = { connection: 1, attempt: 1, at: 0 };
  transcript.addEvent({ ...common, tone: "good", text: "Connected." });
  transcript.addMessage({ ...common, direction: "sent", body: 'a: "b"\n', isInvalidOnPurpose: false });
  transcript.addMessage({
    ...common,
    direction: "received",
    body: Uint8Array.of(1),
    isInvalidOnPurpose: false,
  });
  const text = scenarioOf("Echo", transcript.entries(), [
    { id: 1, name: "user A", path: "/x?y=1", subprotocols: ["chat"] },
  ]);
  expect(readScenario(text)).toEqual({
    ok: true,
    scenario: {
      scenario: "Echo",
      steps: [
        { connect: "user A", path: "/x?y=1", subprotocols: ["chat"] },
        { send: "user A", text: 'a: "b"\n' },
        { expect: "user A", base64: "AQ==" },
      ],
    },
  });
});

describe("the command", () => {
  let server: WebSocketServer;
  let url = "";
  beforeAll(async () => {
    server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    await once(server, "listening");
    const { port } = server.address() as AddressInfo; // a server on a port
    url = `ws://127.0.0.1:${port}/api`;
    server.on("connection", (socket, { url: path, headers }) => {
      socket.send(JSON.stringify({ path, key: headers.apikey }));
      socket.on("message", (data, isBinary) => {
        if (String(data) === "bye") socket.close(4001, "as you wish");
        else socket.send(data, { binary: isBinary });
      });
    });
  });
  afterAll(() => server.close());

  const play = (steps: string, definition?: object) => {
    const folder = mkdtempSync(join(tmpdir(), "scenario-"));
    const file = join(folder, "s.yaml");
    const described = join(folder, "definition.json");
    if (definition) writeFileSync(described, JSON.stringify(definition));
    const named = definition ? ["--definition", described] : [];
    writeFileSync(file, `scenario: Test\nsteps:\n${steps}`);
    return new Promise<{ code: unknown; output: string }>((resolve) => {
      const env = { ...process.env, KEY: "k1" };
      execFile(
        process.execPath,
        ["bin/scenario.ts", file, "--url", url, ...named],
        { env },
        (error, out, err) => resolve({ code: error?.code ?? 0, output: out + err }),
      );
    });
  };

  test("plays connections side by side and ends with 0 where all is as expected", async () => {
    const { code, output } = await play(`
  - { connect: A, path: /rooms/x?y=1 }
  - { connect: B }
  - { expect: A, json: { $.path: /api/rooms/x?y=1, $.key: k1 } }
  - { expect: B, json: { $.path: /api } }
  - { send: A, json: { n: 1 } }
  - { send: B, base64: AAE= }
  - { expect: B, base64: AAE= }
  - { expect: A, within: 2000, json: { $.n: 1 } }
  - { send: A, text: bye }
  - { expectClose: A, code: 4001 }
`);
    expect(output).toContain("10 steps, all as expected");
    expect(code).toBe(0);
  });

  test.each([
    ["- { connect: A }\n  - { expect: A, text: other }", 1, 'text: expected "other"'],
    ["- { connect: A }\n  - { expect: A }\n  - { expect: A, within: 50 }", 1, "none within 50 ms"],
    ["- { send: A, text: x }", 1, "never connected"],
    ["- { send: A, wrong: x }", 2, "s.yaml:3"],
  ])("ends with what went wrong: %s", async (steps, code, words) => {
    const played = await play(`  ${steps}\n`);
    expect(played.output).toContain(words);
    expect(played.code).toBe(code);
  });

  test("tells a message that could not be checked from one that fits", async () => {
    // Each step into it doubles the work of the schema below.
    let next: object | number = 1;
    for (let depth = 0; depth < 60; depth += 1) next = { next };
    const many = JSON.stringify({ kind: "list", next });
    const step = `  - { connect: A }\n  - { expect: A }\n  - { send: A, text: '${many}' }\n`;
    const strict = await play(`${step}  - { expect: A, message: list }\n`, listDefinition);
    expect(strict.output).toContain("could not be checked");
    expect(strict.code).toBe(1);
    const byName = await play(`${step}  - { expect: A, message: list, check: false }\n`, listDefinition);
    expect(byName.output).toContain("4. expect A (by name, not checked)");
    expect(byName.code).toBe(0);
  });
});

const reference = { $ref: "#/components/schemas/node" };
const part = { properties: { next: reference } };
const payload = {
  type: "object",
  required: ["kind"],
  properties: { kind: { const: "list" }, next: reference },
};
const listDefinition = {
  asyncapi: "3.0.0",
  info: { title: "Lists", version: "1" },
  channels: { lists: { address: "/", messages: { list: { name: "list", payload } } } },
  operations: { list: { action: "send", channel: { $ref: "#/channels/lists" } } },
  components: { schemas: { node: { anyOf: [part, part, { type: "null" }] } } },
};
