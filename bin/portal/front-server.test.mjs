// The front on real sockets, before a handler that says what reached it.
import { EventEmitter, once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseSettings } from "../../lib/kernel/settings.ts";
import { createFrontServer } from "./front-server.mjs";

async function start({ env = {}, hotReload = null, handle = sayWhatArrived } = {}) {
  const failures = [];
  const report = (error) => failures.push(error);
  const server = createFrontServer(parseSettings(env), { handle, hotReload, report });
  server.listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  return { port: server.address().port, failures };
}

async function sayWhatArrived(request, response) {
  let body = "";
  for await (const chunk of request) body += chunk;
  const { method, url, headers } = request;
  response.end(JSON.stringify({ method, url, headers, body }));
}

/** Sends bytes, more of them once an answer has come, and reads until the other end closes. */
async function talk(port, bytes, more) {
  const socket = connect({ host: "127.0.0.1", port });
  let text = "";
  socket.setEncoding("latin1").on("data", (chunk) => {
    if (text === "" && more !== undefined) socket.write(more);
    text += chunk;
  });
  socket.write(bytes);
  await once(socket, "close");
  return text;
}

const get = (path, fields = [], method = "GET") =>
  [`${method} ${path} HTTP/1.1`, "Host: localhost", "Connection: close", ...fields, "", ""].join("\r\n");
const arrived = (text) =>
  JSON.parse(text.slice(text.indexOf("\r\n\r\n") + 4).replace(/^[\da-f]+\r\n|\r\n0\r\n\r\n$/g, ""));

describe("a request to change protocols", () => {
  it.each([
    [
      "h2c, as JDK clients send it",
      [
        "Connection: Upgrade, HTTP2-Settings",
        "Upgrade: h2c",
        "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA",
      ],
    ],
    ["TLS/1.2, as Apache's send it", ["Connection: Upgrade", "Upgrade: TLS/1.2"]],
    [
      "websocket",
      [
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ],
    ],
  ])("%s, is answered as if it were none, and the connection goes on", async (_name, fields) => {
    const { port } = await start();
    const upgrade = ["GET /apis HTTP/1.1", "Host: localhost", ...fields, "", ""].join("\r\n");
    const text = await talk(port, upgrade, get("/second"));
    expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(text).toContain('"url":"/second"');
    expect(text).not.toContain('"upgrade"');
  });

  it("keeps its body", async () => {
    const { port } = await start();
    const fields = ["Connection: Upgrade, close", "Upgrade: h2c", "Content-Length: 5"];
    const text = await talk(
      port,
      `${["POST /a HTTP/1.1", "Host: localhost", ...fields, "", ""].join("\r\n")}hello`,
    );
    expect(arrived(text)).toMatchObject({ method: "POST", body: "hello" });
  });

  it("reaches Next's hot reload in development, and only that", async () => {
    const hotReload = new EventEmitter().on("upgrade", (request, socket) =>
      socket.end(`taken ${request.url}`),
    );
    const { port } = await start({ hotReload });
    const fields = ["Connection: Upgrade", "Upgrade: websocket"];
    const ask = (path) => talk(port, get(path, fields).replace("Connection: close\r\n", ""));
    expect(await ask("/_next/hmr?id=x")).toBe("taken /_next/hmr?id=x");
    const foreign = get("/_next/hmr", fields).replace("Host: localhost", "Host: evil.example");
    expect(await talk(port, foreign.replace("Connection: close\r\n", ""))).toMatch(/^HTTP\/1\.1 421 /);
    expect(await talk(port, get("/apis", ["Connection: Upgrade, close", "Upgrade: websocket"]))).toContain(
      "200 OK",
    );
  });
});

describe("what no page can answer", () => {
  it.each([
    ["TRACE", get("/apis", [], "TRACE"), 405],
    ["a method that HTTP does not know", get("/apis", [], "FROBNICATE"), 405],
    ["CONNECT", "CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n", 405],
    ["bytes that are no character", get("/apis/%ff/overview"), 400],
    ["half a percent", get("/%zz"), 400],
    ["NUL", get("/apis/%00"), 404],
    ["two hosts", get("/apis", ["Host: evil.example"]), 400],
    ["no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400],
    ["a name that was rebound", get("/apis").replace("localhost", "evil.example:3000"), 421],
    ["no HTTP", "GET / HTTX/1.1\r\n\r\n", 400],
    ["too long a head", get("/", [`X: ${"x".repeat(20_000)}`]), 431],
    [
      "a write of another site",
      get("/apis", ["Origin: https://evil.example", "Content-Length: 0"], "POST"),
      403,
    ],
  ])("%s gets a status and a sentence", async (_name, bytes, status) => {
    const { port } = await start();
    const text = await talk(port, bytes);
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(/^Allow: /m.test(text)).toBe(status === 405);
  });

  it("too many cookies, which would lock a person out, are said to be and cleared", async () => {
    const { port } = await start();
    const text = await talk(port, get("/apis", [`Cookie: ${"theirs=1; ".repeat(2_000)}`]));
    expect(text).toMatch(/^HTTP\/1\.1 431 /);
    expect(text).toMatch(/^Clear-Site-Data: "cookies"\r$/m);
    expect(text).toMatch(/cookies.*[Rr]eload/);
  });

  it("no cookie is cleared for a long address, which a page of another site can ask for", async () => {
    const { port } = await start();
    const text = await talk(port, get(`/apis?${"x".repeat(20_000)}`, ["Cookie: sluice.session_token=1"]));
    expect(text).toMatch(/^HTTP\/1\.1 431 /);
    expect(text).not.toMatch(/Clear-Site-Data/i);
    expect(text).toMatch(/too large/);
  });

  it("no cookie is cleared for a body that looks like cookies, which a form of another site can send", async () => {
    const { port } = await start();
    const body = `\r\nCookie: ${"x".repeat(10_000)}`;
    const head = get(`/apis?${"x".repeat(20_000)}`, [`Content-Length: ${body.length}`], "POST");
    const text = await talk(port, head + body);
    expect(text).toMatch(/^HTTP\/1\.1 431 /);
    expect(text).not.toMatch(/Clear-Site-Data/i);
  });

  it("a handler that fails is reported, and the client hears of it", async () => {
    const handle = () => Promise.reject(new Error("broken"));
    const { port, failures } = await start({ handle });
    expect(await talk(port, get("/apis"))).toMatch(/^HTTP\/1\.1 500 /);
    expect(failures).toHaveLength(1);
  });
});

describe("who asks", () => {
  const forged = [
    "X-Sluice-Client-Address: 1.1.1.1",
    "X-Sluice-Path: /x",
    "X-Forwarded-For: 203.0.113.9",
    "X-Forwarded-Proto: https",
    "X-Forwarded-Host: public.example",
    "Forwarded: for=1.1.1.1",
  ];

  it("is the socket's other end, whatever the client says", async () => {
    const { port } = await start();
    const text = await talk(port, get("/apis", forged));
    expect(arrived(text).headers).toEqual({
      host: "localhost",
      connection: "close",
      "x-forwarded-host": "localhost",
      "x-forwarded-proto": "http",
      "x-forwarded-for": "127.0.0.1",
      "x-sluice-client-address": "127.0.0.1",
    });
    expect(text).not.toContain("Strict-Transport-Security");
  });

  it("is whom a trusted proxy names; over https the browser is told to stay there", async () => {
    const { port } = await start({ env: { TRUST_PROXY: "127.0.0.1", PUBLIC_URL: "http://public.example" } });
    const text = await talk(port, get("/apis", forged));
    expect(arrived(text).headers).toMatchObject({
      host: "public.example",
      "x-forwarded-host": "public.example",
      "x-forwarded-proto": "https",
      "x-forwarded-for": "203.0.113.9, 127.0.0.1",
      "x-sluice-client-address": "203.0.113.9",
    });
    expect(text).toContain("Strict-Transport-Security: max-age=31536000");
  });
});
