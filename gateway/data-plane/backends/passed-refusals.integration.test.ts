// What a client hears of a backend that refuses: the gateway's explanation, or the backend's own answer where the API
// says so, with no address of the backend in it.
import { describe, expect, it } from "vitest";
import { route, routeEntry, startGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import {
  dialWire,
  type RawBackend,
  startRawBackend,
  upgradeRequest,
} from "#gateway/data-plane/test-kit/wire.ts";

async function start(backendRefusals: "explain" | "pass_on", backends: readonly RawBackend[]) {
  const urls = backends.map(({ url }) => ({ url }));
  const pool = { backends: urls, strategy: "failover" as const };
  const gateway = await startGateway([routeEntry(route(pool, { passRules: { backendRefusals } }))]);
  const ask = async (...answers: string[]): Promise<{ text: string; asked: string }> => {
    const client = await dialWire(gateway.wsPort);
    client.send(upgradeRequest("/echo/1.0.0", { "Accept-Encoding": "gzip" }));
    let asked = "";
    for (const [index, answer] of answers.entries()) {
      const upstream = await backends[index]?.accept();
      asked = (await upstream?.readHead()) ?? "";
      upstream?.send(answer);
      upstream?.socket.end();
    }
    return { text: (await client.readAll()).toString("latin1"), asked };
  };
  return { gateway, ask };
}

const answer = (status: string, fields: readonly string[], body = ""): string =>
  [`HTTP/1.1 ${status}`, ...fields, `Content-Length: ${Buffer.byteLength(body)}`, "", body].join("\r\n");

const challenge = [
  'WWW-Authenticate: Bearer realm="chat"',
  'WWW-Authenticate: Basic realm="chat"',
  "Retry-After: 7",
  "Content-Type: application/json",
  "Set-Cookie: session=1",
  "X-Internal: yes",
  "Location: /login",
];

describe("an API that explains refusals", () => {
  it("answers 502 with the backend's status, and nothing else of it", async () => {
    const { ask } = await start("explain", [await startRawBackend()]);
    const { text } = await ask(answer("401 Unauthorized", challenge, '{"why":"no"}'));
    expect(text).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
    expect(text).toContain('"code":"backend_refused"');
    expect(text).toContain('"upstreamStatus":401');
    expect(text).not.toMatch(/WWW-Authenticate|Retry-After|why/);
  });
});

describe("an API that passes refusals on", () => {
  it("answers with the backend's status, challenges, Retry-After and body, and no other field", async () => {
    const { ask } = await start("pass_on", [await startRawBackend()]);
    const { text, asked } = await ask(answer("401 Whatever", challenge, '{"why":"no"}'));
    const [head = "", body] = text.split("\r\n\r\n");
    const lines = head.replace(/(X-Sluice-Connection: )[0-9a-f]{16}/, "$1ID").split("\r\n");
    const expected = [
      "HTTP/1.1 401 Unauthorized",
      "Cache-Control: no-store",
      "Connection: close",
      "Content-Length: 12",
      "X-Sluice-Connection: ID",
      "X-Content-Type-Options: nosniff",
      ...challenge.slice(0, 4),
    ];
    expect(lines.sort()).toEqual(expected.sort());
    expect(body).toBe('{"why":"no"}');
    expect(asked).toContain("Accept-Encoding: identity\r\n");
    expect(asked).not.toContain("gzip");
  });

  it.each(["403 Forbidden", "404 Not Found", "429 Too Many Requests", "200 OK", "302 Found", "500 Oops"])(
    "passes %s on",
    async (status) => {
      const { ask } = await start("pass_on", [await startRawBackend()]);
      expect((await ask(answer(status, [], "why"))).text).toMatch(
        new RegExp(`^HTTP/1.1 ${status.slice(0, 3)} .*why$`, "s"),
      );
    },
  );

  it("cuts a body at 64 KB", async () => {
    const { ask } = await start("pass_on", [await startRawBackend()]);
    const { text } = await ask(answer("403 Forbidden", [], "x".repeat(100_000)));
    expect(text.split("\r\n\r\n")[1]).toBe("x".repeat(65_536));
  });

  it.each([
    ["that names the backend's address", [], "see http://127.0.0.1:8080/status"],
    ["with the address across the cut", [], `${"x".repeat(65_530)} 127.0.0.1`],
    ["that is compressed", ["Content-Encoding: gzip"], "secret"],
    ["that breaks off", ["Transfer-Encoding: chunked"], "secret"],
  ])("explains in place of a body %s, under the backend's status", async (_what, fields, body) => {
    const { ask } = await start("pass_on", [await startRawBackend()]);
    const { text } = await ask(answer("403 Forbidden", [...fields, "Retry-After: 7"], body));
    expect(text).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(text).toContain("Retry-After: 7\r\n");
    expect(text).toContain("Content-Type: application/problem+json\r\n");
    expect(text).toMatch(/"status":403,.*"code":"backend_refused"/);
    expect(text).not.toMatch(/127\.0\.0\.1|secret/);
  });

  it("leaves out a challenge that names the backend's address", async () => {
    const { ask } = await start("pass_on", [await startRawBackend()]);
    const fields = ['WWW-Authenticate: Basic realm="127.0.0.1"', 'WWW-Authenticate: Bearer realm="ok"'];
    const { text } = await ask(answer("401 Unauthorized", fields, "no"));
    expect([text.includes("127.0.0.1"), text.includes('Bearer realm="ok"')]).toEqual([false, true]);
  });

  it("tries the next backend at 503, and passes the last word on", async () => {
    const { ask } = await start("pass_on", [await startRawBackend(), await startRawBackend()]);
    const { text } = await ask(
      answer("503 Busy", [], "first"),
      answer("503 Busy", ["Retry-After: 9"], "second"),
    );
    expect(text).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n.*Retry-After: 9\r\n.*second$/s);
  });

  it("still explains what is no answer, a broken 101 and a loop", async () => {
    const { ask } = await start("pass_on", [await startRawBackend()]);
    expect((await ask("HTTP/1.1 101 Switching Protocols\r\n\r\n")).text).toContain("backend_bad_handshake");
    const loop = await start("pass_on", [await startRawBackend()]);
    expect((await loop.ask(answer("508 Loop Detected", [], "x"))).text).toContain("loop_detected");
  });
});
