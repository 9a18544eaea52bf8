// Scenarios: read with the line of what is wrong, recorded of what passed, compared in words, played by the command.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import type { ConsoleMessage } from "./catalogue.ts";
import { pathSteps, valueAtPath } from "./json-path.ts";
import { isCredentialAmong } from "./left-out-credentials.ts";
import type { Recognised } from "./recognised.ts";
import { recordedScenario } from "./recorded-scenario.ts";
import { readRedactedPaths } from "./redaction.ts";
import { bodyOfStep, differences, readScenario } from "./scenario.ts";
import { filledScenario } from "./scenario-values.ts";
import { Transcript } from "./transcript.ts";

test("paths lead to one value, through own members", () => {
  const value = { a: [{ "b c": 1, 'd"e': 2 }], ü: 3 };
  expect(valueAtPath(value, '$.a[0]["b c"]')).toBe(1);
  expect(valueAtPath(value, `$.a[0]['d"e']`)).toBe(2);
  expect(valueAtPath([1, 2, 3], "$[-1]")).toBe(3);
  expect(valueAtPath([1, 2, 3], "$[-4]")).toBeUndefined();
  expect(valueAtPath(value, "$.ü")).toBe(3);
  expect(valueAtPath(value, "$.constructor")).toBeUndefined();
  for (const path of ["a", "$.a[", "$..a", "$.a[*]", "$.a b", "$.*", "$[0:1]"])
    expect(pathSteps(path), path).toBeNull();
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

const unknown: Recognised = { kind: "unknown", tried: [] };
const messageOf = (name: string): ConsoleMessage => ({
  ...{ key: name, name, title: "", summary: "", contentType: "application/json" },
  ...{ schema: null, examples: [], answeredBy: [], answeredOn: [], correlation: null },
});
const named = (name: string, kind: "valid" | "unchecked" = "valid"): Recognised => ({
  kind: "named",
  message: messageOf(name),
  verdict: { kind },
});

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
  const misfit: Recognised = {
    kind: "named",
    message: messageOf("hello"),
    verdict: { kind: "invalid", misfits },
  };
  expect(differences(expected, "{}", misfit)[0]).toContain("does not fit: $.n must be a number");
  expect(differences(byName, "{}", misfit)).toEqual([]);
  expect(differences(byName, "{}", named("bye"))).toHaveLength(1);
});

test("integers beyond 2^53 are told apart, and sent as they are written", () => {
  const read = readScenario(`scenario: Digits
steps:
  - { send: a, json: { id: 9007199254740993, price: 1.10, tags: [x, 1e3], "no": "017" } }
  - { expect: a, json: { $.id: 9007199254740993, $.n: 5 } }
`);
  if (!read.ok) throw new Error(read.message);
  const [send, expected] = read.scenario.steps;
  if (!send || !("send" in send) || !expected || !("expect" in expected)) throw new Error("other steps");
  expect(bodyOfStep(send)).toBe('{"id":9007199254740993,"price":1.10,"tags":["x",1e3],"no":"017"}');
  expect(differences(expected, '{"id":9007199254740993,"n":5.0}', unknown)).toEqual([]);
  expect(differences(expected, '{"id":9007199254740992,"n":5}', unknown)).toEqual([
    "$.id: expected 9007199254740993, got 9007199254740992",
  ]);
});

describe("a scenario of what passed", () => {
  const url = "ws://gateway.example/api/x?y=1&apikey=s3cret&session=s3cret";
  const connection = {
    id: 1,
    name: "user A",
    url,
    subprotocols: ["chat", "sluice.v1", "sluice.token.s3cret"],
  };
  const common = { connection: 1, attempt: 1, at: 0, isInvalidOnPurpose: false };
  const record = (transcript: Transcript, naming: Recognised, redact = "") =>
    recordedScenario(transcript.entries(), [connection], {
      title: "Echo",
      basePath: "/api",
      redactedPaths: readRedactedPaths(redact).paths,
      recognise: () => naming,
      addressOf: () => "",
    });
  const stepsOf = (text: string) => {
    const read = readScenario(text);
    if (!read.ok) throw new Error(read.message);
    return read.scenario.steps;
  };
  const connect = { connect: "user A", path: `/x?y=1&session=\${SCENARIO_SESSION}`, subprotocols: ["chat"] };

  test("reads back as its steps, without a credential", () => {
    const transcript = new Transcript();
    transcript.addEvent({ ...common, tone: "good", text: "Connected." });
    transcript.addMessage({ ...common, direction: "sent", body: 'a: "b"\n' });
    transcript.addMessage({ ...common, direction: "received", body: Uint8Array.of(1) });
    const text = record(transcript, unknown);
    expect(text).not.toContain("s3cret");
    expect(stepsOf(text)).toEqual([
      connect,
      { send: "user A", text: 'a: "b"\n' },
      { expect: "user A", skipOthers: true, base64: "AQ==" },
    ]);
  });

  test("expects by name what the definition names, with the time that it took and more", () => {
    const transcript = new Transcript();
    transcript.addMessage({ ...common, at: 1000, direction: "sent", body: "ask" });
    transcript.addMessage({ ...common, at: 3500, direction: "received", body: '{"now":1}' });
    expect(stepsOf(record(transcript, named("tick")))).toEqual([
      connect,
      { send: "user A", text: "ask" },
      { expect: "user A", skipOthers: true, message: "tick", within: 13_000 },
    ]);
    expect(stepsOf(record(transcript, named("tick", "unchecked")))[2]).toMatchObject({ check: false });
  });

  test("closes before it connects again, and redacts what is named", () => {
    const transcript = new Transcript();
    transcript.addMessage({ ...common, direction: "sent", body: '{"token":"s3cret","n":1}' });
    transcript.addEvent({ ...common, tone: "bad", text: "Closed." });
    transcript.addEvent({ ...common, attempt: 2, tone: "good", text: "Connected." });
    transcript.addMessage({ ...common, attempt: 2, direction: "sent", body: "again" });
    transcript.addMessage({ ...common, connection: 9, direction: "sent", body: "of nobody" });
    const text = record(transcript, unknown, "$.token");
    expect(stepsOf(text)).toEqual([
      connect,
      { send: "user A", text: `{"token":"\${SCENARIO_TOKEN}","n":1}` },
      { close: "user A" },
      connect,
      { send: "user A", text: "again" },
    ]);
    expect(text).toContain("# 1 connections are left out");
  });
});

describe("what a scenario of what passed leaves out", () => {
  const common = { connection: 1, attempt: 1, at: 0, isInvalidOnPurpose: false };
  const recorded = ({ url = "ws://h/api", subprotocols = [] as string[], redact = "" }, received: string) => {
    const transcript = new Transcript();
    transcript.addMessage({ ...common, direction: "sent", body: '{"password":"s3cret","pin":1234}' });
    transcript.addMessage({ ...common, direction: "received", body: received });
    const text = recordedScenario(transcript.entries(), [{ id: 1, name: "A", url, subprotocols }], {
      ...{ title: "Echo", basePath: "/api", redactedPaths: readRedactedPaths(redact).paths },
      recognise: () => unknown,
      addressOf: () => "",
    });
    const read = readScenario(text);
    if (!read.ok) throw new Error(read.message);
    return { text, scenario: read.scenario };
  };
  const secrets = {
    url: "ws://h/api/t?lang=en?x&token=SECRETQUERY&access_key=",
    subprotocols: ["chat.v1", "bearer.SECRETTOKEN", "access_token", "0PAQUE", "graphql-transport-ws"],
    redact: "$..password, $.pin",
  };

  test("is named, and nothing of it is in the file", () => {
    const { text, scenario } = recorded(
      secrets,
      '{"password":"s3cret","items":[{"n":9007199254740993}],"a b":{}}',
    );
    expect(text).not.toMatch(/SECRET(QUERY|TOKEN)|0PAQUE|s3cret|1234/);
    expect(text).toContain("# KEY=… SCENARIO_SUBPROTOCOL=… ");
    expect(scenario.steps).toMatchObject([
      {
        path: `/t?lang=en%3Fx&token=\${SCENARIO_TOKEN}&access_key=`,
        subprotocols: [
          ...["chat.v1", `\${SCENARIO_SUBPROTOCOL}`, "access_token", `\${SCENARIO_SUBPROTOCOL_2}`],
          ...["graphql-transport-ws"],
        ],
      },
      { text: `{"password":"\${SCENARIO_PASSWORD}","pin":\${SCENARIO_PIN}}` },
      { json: { "$.items[0].n": 9007199254740993n, '$["a b"]': {} } },
    ]);
  });

  test.each([
    ...["sluice.token.abc", "bearer.abc", "key.abc", "access_token.abc", "accessToken.abc", "x-api-key-abc"],
    ...["eyJhbGciOi.eyJzdWIi.c2ln", "123e4567-e89b-12d3-a456-426614174000"],
    ...["a9f3k2m8q1w7e5r4t6y0u3i8", "base64url.bearer.authorization.k8s.io.abc", "auth.v1.abc"],
  ])("has the subprotocol %s", (name) => {
    expect(isCredentialAmong([name], 0)).toBe(true);
  });

  test.each([
    ...["keyboard.v1", "monkey", "keynote.v2", "tokenizer", "author.v1", "assignment", "secretary.v1"],
    ...["graphql-transport-ws", "mqtt", "v12.stomp", "ocpp2.0.1", "token.v1", "notifications_and_presence"],
    ...["keyboard_notifications_and_presence.v1", "io.example.keyboard-events"],
  ])("has not the subprotocol %s", (name) => {
    expect(isCredentialAmong([name], 0)).toBe(false);
    expect(isCredentialAmong(["keyboard", name], 1)).toBe(false);
  });

  test("is what stands behind the word for it", () => {
    expect(isCredentialAmong(["chat", "access_token", "abc"], 2)).toBe(true);
    expect(isCredentialAmong(["access_token", "abc", "chat"], 2)).toBe(false);
  });

  test.each([
    ["path: '/x?lang=en&session=***'", `session=\${SCENARIO_SESSION}`],
    ["path: '/x?session=%2A%2A%2A'", `session=\${SCENARIO_SESSION}`],
    ["subprotocols: [chat, '***']", `\${SCENARIO_SUBPROTOCOL}`],
  ])("is asked for where only stars stand for it: %s", (written, wanted) => {
    const read = readScenario(`scenario: Old\nsteps:\n  - connect: A\n    ${written}\n`);
    expect(read).toMatchObject({ ok: false, line: 4, message: expect.stringContaining(wanted) });
  });

  test("is not what only looks so in a path or a text", () => {
    const steps = "  - { connect: A, path: '/***?stars=****' }\n  - { send: A, text: '***' }\n";
    expect(readScenario(`scenario: Stars\nsteps:\n${steps}`).ok).toBe(true);
  });

  test("does not hide what is not redacted, and a message of which nothing remains is expected as any", () => {
    const { scenario } = recorded({ redact: "$.password" }, "plain");
    expect(scenario.steps.at(-1)).toEqual({ expect: "A", skipOthers: true, text: "plain" });
    const emptied = recorded({ redact: "$.password" }, '{"password":1}').scenario;
    expect(emptied.steps.at(-1)).toEqual({ expect: "A", skipOthers: true });
  });

  test("is filled in where it stands, as that place writes it", () => {
    const { scenario } = recorded(secrets, "x");
    expect(filledScenario(scenario, { SCENARIO_PIN: "1" })).toMatchObject({
      ok: false,
      missing: expect.arrayContaining(["SCENARIO_TOKEN", "SCENARIO_PASSWORD"]),
    });
    const environment = Object.fromEntries(scenario.values.map((name) => [name, 'a"b&']));
    const filled = filledScenario(scenario, { ...environment, SCENARIO_PIN: "7" });
    expect(filled.ok && filled.scenario.steps).toMatchObject([
      { path: "/t?lang=en%3Fx&token=a%22b%26&access_key=" },
      { text: '{"password":"a\\"b&","pin":7}' },
      {},
    ]);
  });
});

describe("the command", () => {
  let server: WebSocketServer;
  let url = "";
  beforeAll(async () => {
    server = new WebSocketServer({
      port: 0,
      host: "127.0.0.1",
      verifyClient: ({ req }, done) => {
        const problem = JSON.stringify({ code: "not_subscribed", detail: "Subscribe first." });
        done(req.url !== "/api/refused", 403, problem, { "Content-Type": "application/problem+json" });
      },
    });
    await once(server, "listening");
    const { port } = server.address() as AddressInfo; // a server on a port
    url = `ws://127.0.0.1:${port}/api`;
    server.on("connection", (socket, { url: path, headers }) => {
      socket.send(JSON.stringify({ path, key: headers.apikey }));
      socket.on("message", (data, isBinary) => {
        if (String(data) === "many") for (const is of ["beat", "done", "beat"]) socket.send(`{"is":"${is}"}`);
        else if (String(data) === "bye") socket.close(4001, "as you wish");
        else socket.send(data, { binary: isBinary });
      });
    });
  });
  afterAll(() => server.close());

  const play = (steps: string, definition?: object, values: Readonly<Record<string, string>> = {}) => {
    const folder = mkdtempSync(join(tmpdir(), "scenario-"));
    const file = join(folder, "s.yaml");
    const described = join(folder, "definition.json");
    if (definition) writeFileSync(described, JSON.stringify(definition));
    const named = definition ? ["--definition", described] : [];
    writeFileSync(file, `scenario: Test\nvalues: [${valueNames(steps)}]\nsteps:\n${steps}`);
    return new Promise<{ code: unknown; output: string }>((resolve) => {
      const env = { ...process.env, KEY: "k1", ...values };
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
    ["- { expectRefused: A, path: /refused, status: 401 }", 1, "status: expected 401, got 403 Forbidden"],
    [
      "- { expectRefused: A, path: /refused, code: other }",
      1,
      "code: expected other, got 403 Forbidden (not_",
    ],
    ["- { expectRefused: A }", 1, "expected a refusal, but it was connected"],
    ["- { connect: A }\n  - { expect: A, json: { $.path: /x } }", 1, 'it came as {"path":"/api"'],
    [
      "- { connect: A }\n  - { expect: A, skipOthers: true, within: 50, json: { $.path: /x } }",
      1,
      "1 other skipped; the nearest:",
    ],
    ["- { send: A, text: x }", 1, "never connected"],
    ["- { send: A, wrong: x }", 2, "s.yaml:4"],
    ["- { connect: A }\n  - { connect: A }", 1, "A is connected already"],
    ["- { connect: A, path: /refused }", 1, "403 Forbidden (not_subscribed): Subscribe first."],
  ])("ends with what went wrong: %s", async (steps, code, words) => {
    const played = await play(`  ${steps}\n`);
    expect(played.output).toContain(words);
    expect(played.code).toBe(code);
  });

  test("skips others where a step says so, counts them, and finds them again for a later one", async () => {
    const { code, output } = await play(`
  - { connect: A, path: "/rooms/x?y=1&session=abc" }
  - { expect: A, skipOthers: true, json: { $.key: k1 } }
  - { send: A, text: many }
  - { expect: A, skipOthers: true, json: { $.is: done } }
  - { expect: A, skipOthers: true, json: { $.is: beat } }
  - { expect: A, json: { $.is: beat } }
  - { expectRefused: B, path: /refused, status: 403, code: not_subscribed }
`);
    expect(output).toContain("✓ 1. connect A: /rooms/x?y=1&session=***\n");
    expect(output).toContain("✓ 3. send A: many\n");
    expect(output).toContain("✓ 4. expect A: $.is (1 other skipped)\n");
    expect(output).toContain("✓ 7. expect refusal of B: /refused with 403 not_subscribed\n");
    expect(output).toContain("7 steps, all as expected; 1 other skipped");
    expect(code).toBe(0);
  });

  test("takes what the file leaves out from the environment, and says what is not there", async () => {
    const steps = `
  - { connect: A, path: "/t?token=\${SCENARIO_TOKEN}" }
  - { expect: A, json: { $.path: /api/t?token=s%26t } }
  - { send: A, text: '{"password":"\${SCENARIO_PASSWORD}","price":"\${OWN}"}' }
  - { expect: A, text: '{"password":"pa","price":"\${OWN}"}' }
`;
    const without = await play(steps, undefined, { SCENARIO_PASSWORD: "pa" });
    expect(without.output).toContain("leaves the value of SCENARIO_TOKEN out: give it in the environment");
    expect(without.output).not.toContain("SCENARIO_PASSWORD");
    expect(without.code).toBe(2);
    const played = await play(steps, undefined, { SCENARIO_PASSWORD: "pa", SCENARIO_TOKEN: "s&t" });
    expect(played.output).toContain("4 steps, all as expected");
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
    expect(byName.output).toContain("4. expect A: list (by name, not checked)");
    expect(byName.code).toBe(0);
  });
});

/** Those that a scenario of the tests leaves out. */
const valueNames = (steps: string) => [...new Set(steps.match(/SCENARIO_\w+/g))].join(", ");

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
