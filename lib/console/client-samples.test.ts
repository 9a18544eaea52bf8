// Samples say what is on the screen, whatever is in it, and hold no key; what runs here is run.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { runInThisContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { clientSamples } from "./client-samples.ts";

const NASTY = `it's "$HOME" \`id\` \\ $(id)\nüber {{x}}`;
const sampleOf = (client: string, url = "ws://h/a?q='$(id)", message = NASTY) =>
  clientSamples({ url, subprotocols: ["chat.v1"], message, hasKey: true }).find((it) => it.client === client)
    ?.code ?? "";

describe("a command", () => {
  test.each(["wscat", "websocat"])(
    "for %s gives a shell its words as they are, and takes the key from the environment",
    (client) => {
      const script = `${client}() { printf '%s\\0' "$@"; }; ${sampleOf(client).replace(/^printf .* \| /s, "")}`;
      const words = execFileSync("sh", ["-c", script], { env: { ...process.env, KEY: "k1" } })
        .toString()
        .split("\0");
      expect(words).toContain("apikey: k1");
      expect(words).toContain("ws://h/a?q='$(id)");
      expect(words).toContain("chat.v1");
      if (client === "wscat") expect(words).toContain(NASTY);
    },
  );
});

test("the sample for Node.js connects with key and subprotocol, sends the message, and prints what comes back", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const seen = new Promise<unknown[]>((resolve) => {
    server.on("connection", (socket, { headers }) => {
      socket.on("message", (data) => {
        socket.send("back");
        socket.close(1000);
        resolve([headers.apikey, socket.protocol, String(data)]);
      });
    });
  });
  const { port } = server.address() as AddressInfo; // a server on a port
  const code = sampleOf("Node.js", `ws://127.0.0.1:${port}/a`);
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    env: { ...process.env, KEY: "k1" },
  });
  const [output] = await Promise.all([readAll(child.stdout), once(child, "exit")]);
  expect(await seen).toEqual(["k1", "chat.v1", NASTY]);
  expect(output).toContain("back");
  server.close();
});

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const part of stream) text += String(part);
  return text;
}

test("the texts in code are literals that mean the message", () => {
  for (const client of ["Browser", "Python", "Go"]) expect(sampleOf(client)).toContain(JSON.stringify(NASTY));
});

test("a message of several lines reaches websocat as one", () => {
  const piped = (message: string) =>
    execFileSync("sh", [
      "-c",
      sampleOf("websocat", "ws://h/a", message).replace(/ \| websocat[^|]*$/, ""),
    ]).toString();
  expect(piped(NASTY)).toBe(`${NASTY}\0`);
  expect(piped("a '$(id)' %s \\n")).toBe("a '$(id)' %s \\n\n");
  expect(sampleOf("websocat")).toContain(" websocat -0 ");
  expect(sampleOf("websocat", "ws://h/a", "a")).not.toContain("-0");
});

test("what Go and Python do not take in a string is written so that they do", () => {
  for (const client of ["Browser", "Python", "Go"]) {
    const code = sampleOf(client, "ws://h/a", "\uFEFFa\uD800b");
    expect(code).toContain('"\\ufeffa\uFFFDb"');
    expect(code.isWellFormed()).toBe(true);
  }
});

test("bytes are sent as these bytes, and a client that cannot send any says so", () => {
  const bytes = Uint8Array.of(0, 0xde, 0x27, 10);
  const codeOf = (client: string) =>
    clientSamples({ url: "ws://h/a", subprotocols: [], message: bytes, hasKey: true }).find(
      (it) => it.client === client,
    )?.code ?? "";
  expect(codeOf("wscat")).toMatch(/^# wscat sends texts only[^\n]*\nwscat -c "ws:\/\/h\/a"/);
  const script = codeOf("websocat").replace(/ \| websocat .*$/s, "");
  expect([...execFileSync("sh", ["-c", script])]).toEqual([...bytes]);
  expect(codeOf("websocat")).toContain("websocat -b ");
  const sent = /send\((\w+\.\w+\([^)]*\))\)/;
  const evaluated = (client: string): Uint8Array => runInThisContext(sent.exec(codeOf(client))?.[1] ?? "");
  for (const client of ["Browser", "Node.js"]) expect([...evaluated(client)]).toEqual([...bytes]);
  expect(codeOf("Python")).toContain('socket.send(bytes.fromhex("00de270a"))');
  expect(codeOf("Go")).toContain("websocket.MessageBinary, []byte{0x00, 0xde, 0x27, 0x0a}");
});

test("without a credential no sample brings one, and none imports what it does not use", () => {
  for (const { client, code } of clientSamples({
    ...{ url: "ws://h/a", subprotocols: [], message: "x", hasKey: false },
  })) {
    expect(code, client).not.toMatch(/key|sluice\.|\bos\b|net\/http/i);
  }
});

test("over wss, no client demands a certificate that somebody signed, Go neither", () => {
  const of = { url: "wss://h/a", subprotocols: [], message: "", hasKey: false };
  const code = clientSamples(of).find(({ client }) => client === "Go")?.code;
  expect(code).toContain("InsecureSkipVerify: true");
  expect(code).toContain("&websocket.DialOptions{HTTPClient: client}");
  expect(code).toContain('"crypto/tls"');
});

describe("a key that is filled in", () => {
  const KEY = `k"'\\$(id)\`\n`;
  const filledIn = (client: string, apiKey = KEY) =>
    clientSamples({ url: "wss://h/a", subprotocols: [], message: "x", hasKey: true, apiKey }).find(
      (it) => it.client === client,
    )?.code ?? "";

  test.each(["wscat", "websocat"])("is one word of a shell's for %s, whatever is in it", (client) => {
    const script = `${client}() { printf '%s\\0' "$@"; }; ${filledIn(client).replace(/^printf .* \| /s, "")}`;
    const words = execFileSync("sh", ["-c", script], { env: { ...process.env, KEY: "other" } });
    expect(words.toString().split("\0")).toContain(`apikey: ${KEY}`);
  });

  test.each(["Browser", "Node.js", "Python", "Go"])("is a literal of the language's for %s", (client) => {
    expect(filledIn(client)).toContain(JSON.stringify(KEY));
  });

  test("takes the place of the environment's in every language, and leaves no import without a use", () => {
    for (const { client } of clientSamples({ url: "ws://h", subprotocols: [], message: "", hasKey: true })) {
      expect(filledIn(client, "slk_a"), client).toContain("slk_a");
      expect(filledIn(client, "slk_a"), client).not.toMatch(/\$KEY|YOUR_KEY|\benv|\bos\b/);
    }
  });

  test("is not brought where the connection has no credential", () => {
    const of = { url: "ws://h", subprotocols: [], message: "", hasKey: false, apiKey: "slk_a" };
    for (const { client, code } of clientSamples(of)) expect(code, client).not.toContain("slk_a");
  });
});
