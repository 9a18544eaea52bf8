// Every handshake that must not succeed, on real sockets: what the client is told, and that the backend hears nothing.
import { describe, expect, it } from "vitest";
import {
  credential,
  credentialEntry,
  route,
  routeEntry,
  startGateway,
  type TestGateway,
  topic,
} from "#gateway/data-plane/test-kit/gateway.ts";
import {
  dialWire,
  type RawBackend,
  refusalTo,
  startRawBackend,
  upgradeRequest,
} from "#gateway/data-plane/test-kit/wire.ts";

const secured = { security: { apiKey: true, oauth2: false } };
const keyed = (key: string) => ({ Authorization: `Bearer ${key}` });

async function startSecured(): Promise<{ gateway: TestGateway; backend: RawBackend }> {
  const backend = await startRawBackend();
  const gateway = await startGateway([
    routeEntry(
      route(backend.url, { ...secured, topics: [topic("/*"), topic("/open", { isSecured: false })] }),
    ),
    routeEntry(route(backend.url, { apiId: "api-draft", state: "created", basePaths: ["/draft"] })),
    credentialEntry(credential("good")),
    credentialEntry(credential("old", { expiresAtMs: Date.now() - 1 })),
    credentialEntry(credential("other", { apiId: "api-other" })),
    credentialEntry(credential("sandboxed", { environment: "sandbox" })),
    credentialEntry(credential("draft", { apiId: "api-draft" })),
  ]);
  return { gateway, backend };
}

describe("malformed requests", () => {
  const good = upgradeRequest("/echo/1.0.0");
  const cases: readonly (readonly [string, string, number, string])[] = [
    ["an unknown path", upgradeRequest("/nowhere"), 404, "api_not_found"],
    ["plain HTTP", "GET /echo/1.0.0 HTTP/1.1\r\nHost: x\r\n\r\n", 426, "upgrade_required"],
    [
      "plain HTTP that expects 100-continue",
      "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n",
      426,
      "upgrade_required",
    ],
    ["no key", good.replace(/Sec-WebSocket-Key.*\r\n/, ""), 400, "malformed_handshake"],
    [
      "a short key",
      upgradeRequest("/echo/1.0.0", { "Sec-WebSocket-Key": "c2hvcnQ=" }),
      400,
      "malformed_handshake",
    ],
    ["two keys", good.replace(/(Sec-WebSocket-Key.*\r\n)/, "$1$1"), 400, "malformed_handshake"],
    ["no version", good.replace(/Sec-WebSocket-Version.*\r\n/, ""), 400, "malformed_handshake"],
    [
      "another version",
      upgradeRequest("/echo/1.0.0", { "Sec-WebSocket-Version": "8" }),
      426,
      "unsupported_version",
    ],
    [
      "a broken subprotocol",
      upgradeRequest("/echo/1.0.0", { "Sec-WebSocket-Protocol": "a b" }),
      400,
      "malformed_handshake",
    ],
    ["another protocol", upgradeRequest("/echo/1.0.0", { Upgrade: "h2c" }), 426, "upgrade_required"],
    ["other protocols", upgradeRequest("/echo/1.0.0", { Upgrade: "TLS/1.2, h2c" }), 426, "upgrade_required"],
    ["POST", good.replace("GET", "POST"), 400, "malformed_handshake"],
    ["HTTP/1.0", good.replace("HTTP/1.1", "HTTP/1.0"), 400, "malformed_handshake"],
    ["no Host", good.replace(/Host.*\r\n/, ""), 400, "malformed_handshake"],
    ["two Hosts", good.replace(/(Host.*\r\n)/, "$1$1"), 400, "malformed_handshake"],
    ["CONNECT", "CONNECT backend:80 HTTP/1.1\r\nHost: backend\r\n\r\n", 400, "malformed_handshake"],
    ["something that is no HTTP", "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400, "malformed_handshake"],
    ["an empty Host", good.replace(/Host.*\r\n/, "Host:\r\n"), 400, "malformed_handshake"],
    ["a URL of another scheme as target", upgradeRequest("ftp://x/echo/1.0.0"), 400, "bad_path"],
    ["the authority alone as target", upgradeRequest("x:80"), 400, "malformed_handshake"],
    ["a dot segment", upgradeRequest("/echo/1.0.0/../admin"), 400, "bad_path"],
    ["an encoded dot segment", upgradeRequest("/echo/1.0.0/%2e%2E/admin"), 400, "bad_path"],
    ["an encoded slash", upgradeRequest("/echo/1.0.0/a%2Fb"), 400, "bad_path"],
    ["an encoded backslash", upgradeRequest("/echo/1.0.0/a%5cb"), 400, "bad_path"],
    ["an encoded NUL", upgradeRequest("/echo/1.0.0/a%00b"), 400, "bad_path"],
    ["an empty segment", upgradeRequest("/echo//1.0.0"), 400, "bad_path"],
    ["broken percent-encoding", upgradeRequest("/echo/1.0.0/%zz"), 400, "bad_path"],
    ["a 16 KB URL", upgradeRequest(`/echo/1.0.0/${"a".repeat(16_384)}`), 414, "target_too_long"],
    [
      "a 64 KB header",
      upgradeRequest("/echo/1.0.0", { "X-Long": "a".repeat(65_536) }),
      431,
      "headers_too_large",
    ],
  ];

  it.each(cases)("answers %s", async (_name, request, status, code) => {
    const backend = await startRawBackend();
    const gateway = await startGateway([routeEntry(route(backend.url))]);
    const refusal = await refusalTo(gateway.wsPort, request);
    expect([refusal.status, refusal.problem.code, refusal.problem.status]).toEqual([status, code, status]);
    expect(refusal.headers.get("content-type")).toBe("application/problem+json");
    expect(refusal.problem).toMatchObject({
      type: `urn:sluice:problem:${code}`,
      connectionId: expect.stringMatching(/./),
    });
    expect(refusal.text).not.toContain(String(backend.port));
    expect(gateway.plane.stats().refusedHandshakes).toBe(1);
  });

  it("names what to upgrade to, and the version it speaks", async () => {
    const gateway = await startGateway([]);
    const plain = await refusalTo(gateway.wsPort, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    expect([plain.headers.get("upgrade"), plain.headers.get("connection")]).toEqual([
      "websocket",
      "Upgrade, close",
    ]);
    const old = await refusalTo(gateway.wsPort, upgradeRequest("/", { "Sec-WebSocket-Version": "8" }));
    expect([old.headers.get("upgrade"), old.headers.get("sec-websocket-version")]).toEqual([
      "websocket",
      "13",
    ]);
  });

  it("does not let a second request hide in the body of an upgrade", async () => {
    // A gateway that ignores the body and pipes on would send it to the backend as the tunnel's first bytes, where it
    // reads as a request of its own, past the gateway's checks.
    const backend = await startRawBackend();
    const gateway = await startGateway([routeEntry(route(backend.url))]);
    const hidden = "GET /admin HTTP/1.1\r\nHost: backend\r\n\r\n";
    const framings = [
      { "Content-Length": String(hidden.length) },
      { "Transfer-Encoding": "chunked" },
      { "Content-Length": "0", "Transfer-Encoding": "identity" },
      { "Content-Length": "0, 0" },
    ];
    for (const framing of framings) {
      const refusal = await refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0", framing) + hidden);
      expect([refusal.status, refusal.problem.code]).toEqual([400, "malformed_handshake"]);
    }
    expect(gateway.plane.stats()).toMatchObject({
      refusedHandshakes: framings.length,
      acceptedConnections: 0,
    });
  });
});

describe("credentials", () => {
  const cases: readonly (readonly [string, string, Record<string, string>, number, string])[] = [
    ["a missing one", "/echo/1.0.0", {}, 401, "credential_missing"],
    ["an unknown one", "/echo/1.0.0", keyed("guess"), 401, "credential_invalid"],
    ["an expired one", "/echo/1.0.0", keyed("old"), 401, "credential_expired"],
    ["one for another API", "/echo/1.0.0", keyed("other"), 403, "credential_wrong_api"],
    ["one for a sandbox that is not there", "/echo/1.0.0", keyed("sandboxed"), 403, "no_sandbox_endpoint"],
    ["none for an unpublished API", "/draft", {}, 403, "api_not_published"],
    ["a wrong one for an unpublished API", "/draft", keyed("good"), 403, "credential_wrong_api"],
  ];

  it.each(cases)("refuses %s", async (_name, path, headers, status, code) => {
    const { gateway } = await startSecured();
    const refusal = await refusalTo(gateway.wsPort, upgradeRequest(path, headers));
    expect([refusal.status, refusal.problem.code]).toEqual([status, code]);
    expect(refusal.headers.get("www-authenticate")?.startsWith('Bearer realm="sluice"') ?? false).toBe(
      status === 401,
    );
  });

  it.each([
    ["Authorization", "/echo/1.0.0/a?b=1&b=%20", keyed("good")],
    ["the apikey header", "/echo/1.0.0/a?b=1&b=%20", { apikey: "good" }],
    [
      "a subprotocol",
      "/echo/1.0.0/a?b=1&b=%20",
      { "Sec-WebSocket-Protocol": "sluice.v1, sluice.token.good" },
    ],
    ["the access_token query", "/echo/1.0.0/a?b=1&access_token=good&b=%20", {}],
    ["the apikey query", "/echo/1.0.0/a?apikey=good&b=1&b=%20", {}],
  ])("accepts one in %s and does not forward it", async (_name, path, headers: Record<string, string>) => {
    const { gateway, backend } = await startSecured();
    const client = await dialWire(gateway.wsPort);
    client.send(upgradeRequest(path, headers));
    const head = await (await backend.accept()).readHead();
    expect(head.startsWith("GET /a?b=1&b=%20 HTTP/1.1\r\n")).toBe(true);
    expect(head.toLowerCase()).not.toMatch(/good|authorization|apikey|sluice\.|sec-websocket-protocol/);
    expect(head).toContain("X-Sluice-Application: Try it\r\n");
  });

  it("lets anybody onto an open topic, and an unpublished API be tried with its key", async () => {
    const { gateway, backend } = await startSecured();
    for (const [path, headers] of [
      ["/echo/1.0.0/open", keyed("guess")],
      ["/draft", keyed("draft")],
    ] as const) {
      const client = await dialWire(gateway.wsPort);
      client.send(upgradeRequest(path, headers));
      expect(await (await backend.accept()).readHead()).not.toContain("Authorization");
    }
  });

  it("does not hand a credential for another API to the backend of an open one", async () => {
    const backend = await startRawBackend();
    const gateway = await startGateway([
      routeEntry(route(backend.url)),
      credentialEntry(credential("other", { apiId: "api-other" })),
    ]);
    const client = await dialWire(gateway.wsPort);
    client.send(upgradeRequest("/echo/1.0.0/a?access_token=other", keyed("other")));
    expect(await (await backend.accept()).readHead()).not.toContain("other");
  });

  it("leaves Authorization to the backend where the API asks for no credential", async () => {
    const backend = await startRawBackend();
    const gateway = await startGateway([routeEntry(route(backend.url))]);
    const client = await dialWire(gateway.wsPort);
    client.send(upgradeRequest("/echo/1.0.0/a?apikey=theirs", keyed("theirs")));
    const head = await (await backend.accept()).readHead();
    expect(head).toContain("GET /a?apikey=theirs HTTP/1.1\r\n");
    expect(head).toContain("Authorization: Bearer theirs\r\n");
  });
});

describe("a gateway that has no routes yet", () => {
  const seen = async (gateway: TestGateway, request = upgradeRequest("/nowhere")) => {
    const { status, headers, problem } = await refusalTo(gateway.wsPort, request);
    return [status, problem.code, headers.get("retry-after")];
  };

  it("asks clients to come again, instead of telling them that there is no such API", async () => {
    const gateway = await startGateway([], { revision: -1 });
    expect(await seen(gateway)).toEqual([503, "not_ready", "1"]);
    expect(await seen(gateway, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")).toEqual([
      426,
      "upgrade_required",
      undefined,
    ]);
  });

  it("does so until the last batch, which carries the revision, and never again", async () => {
    const backend = await startRawBackend();
    const gateway = await startGateway([], { revision: -1 });
    const batch = { isFull: false, entries: [routeEntry(route(backend.url))] };
    gateway.plane.applyRouting({ ...batch, revision: -1 });
    expect(await seen(gateway, upgradeRequest("/echo/1.0.0"))).toEqual([503, "not_ready", "1"]);
    gateway.plane.applyRouting({ revision: 0, isFull: false, entries: [] });
    expect(await seen(gateway)).toEqual([404, "api_not_found", undefined]);
    gateway.plane.applyRouting({ ...batch, revision: -1 });
    expect(await seen(gateway)).toEqual([404, "api_not_found", undefined]);
  });
});
