// What passes between client and backend in the heads of a handshake, and what each of them may not say through the
// gateway: the portal's cookies, another proxy's words, the gateway's own names in other spellings.
import { describe, expect, it } from "vitest";
import { route, routeEntry, startGateway, topic } from "#gateway/data-plane/test-kit/gateway.ts";
import {
  dialWire,
  openPair,
  refusalTo,
  startRawBackend,
  upgradeRequest,
  upgradeResponse,
} from "#gateway/data-plane/test-kit/wire.ts";

/** The head that a backend gets for a request with these lines in it. */
async function backendHead(lines: readonly string[], path = "/echo/1.0.0"): Promise<string> {
  const backend = await startRawBackend();
  const gateway = await startGateway([routeEntry(route(backend.url))]);
  const client = await dialWire(gateway.wsPort);
  client.send(upgradeRequest(path).replace("\r\n\r\n", `\r\n${lines.map((it) => `${it}\r\n`).join("")}\r\n`));
  return await (await backend.accept()).readHead();
}

/** The head that a client gets for a 101 with these lines in it. */
async function clientHead(lines: readonly string[]): Promise<string> {
  const backend = await startRawBackend();
  const gateway = await startGateway([routeEntry(route(backend.url))]);
  const client = await dialWire(gateway.wsPort);
  client.send(upgradeRequest("/echo/1.0.0"));
  const upstream = await backend.accept();
  const response = upgradeResponse(await upstream.readHead());
  upstream.send(response.replace("\r\n\r\n", `\r\n${lines.map((it) => `${it}\r\n`).join("")}\r\n`));
  return await client.readHead();
}

const cookieLines = (head: string): string[] =>
  head.split("\r\n").filter((line) => /^(set-)?cookie/i.test(line));

describe("the portal's cookies", () => {
  it.each<[string, string[], string[]]>([
    ["alone", ["Cookie: sluice.session_token=abc.def"], []],
    ["all of them", ["Cookie: sluice.session_token=a; sluice.session_data=b; sluice.dont_remember=c"], []],
    [
      "with guards",
      ["Cookie: __Secure-sluice.session_token=a; __Host-sluice.session_token=b; x=1"],
      ["Cookie: x=1"],
    ],
    ["between others", ["Cookie: a=b; sluice.session_token=x; c=d e"], ["Cookie: a=b; c=d e"]],
    [
      "in a second line",
      ["Cookie: a=b", "cookie: sluice.session_token=x", "COOKIE: c=d"],
      ["Cookie: a=b; c=d"],
    ],
    ["without blanks", ["Cookie: a=b;sluice.session_token=x;c=d;"], ["Cookie: a=b; c=d"]],
    ["with odd blanks", ["Cookie: a=b;\t sluice.session_token =x ;  c=d"], ["Cookie: a=b; c=d"]],
    ["in quotes", ['Cookie: a="1; sluice.session_token=x"; c=d'], ['Cookie: a="1; c=d']],
    ["without a name", ["Cookie: =sluice.session_token=x; c=d"], ["Cookie: c=d"]],
    ["only nearly so called", ["Cookie: sluiced=1; my.sluice.x=2"], ["Cookie: sluiced=1; my.sluice.x=2"]],
  ])("do not reach a backend %s", async (_name, sent, seen) => {
    expect(cookieLines(await backendHead(sent))).toEqual(seen);
  });

  it("do not come from a backend, whatever the spelling", async () => {
    const head = await clientHead([
      "Set-Cookie: sluice.session_token=evil; Path=/; Max-Age=0",
      "set-cookie: __Secure-sluice.session_token=evil; Secure",
      "Set-Cookie: __Host-sluice.session_token=evil; Secure; Path=/",
      "Set-Cookie: =sluice.session_token=evil",
      "Set-Cookie: sluice.session_token",
      "Set-Cookie:  sluice.session_token =evil",
      "Set-Cookie2: sluice.session_token=evil",
      "Set-Cookie: theirs=1; Path=/",
    ]);
    expect(cookieLines(head)).toEqual(["Set-Cookie: theirs=1; Path=/echo/1.0.0"]);
  });

  it("are not cleared by a backend that speaks for the whole host name", async () => {
    const head = await clientHead([
      'Clear-Site-Data: "cookies", "storage"',
      "Strict-Transport-Security: max-age=31536000; includeSubDomains",
      'Report-To: {"group":"x","max_age":1,"endpoints":[{"url":"https://evil.test"}]}',
      'NEL: {"report_to":"x","max_age":1}',
      "X-Theirs: 1",
    ]);
    expect(head).toContain("X-Theirs: 1\r\n");
    expect(head).not.toMatch(/clear-site|strict-transport|report-to|nel:/i);
  });
});

describe("a backend's cookies", () => {
  const held = "; Path=/echo/1.0.0";
  const room = 4096 - held.length;
  const named = (count: number, bytes: number): string[] =>
    Array.from({ length: count }, (_, at) =>
      `Set-Cookie: c${at}=`.padEnd("Set-Cookie: ".length + bytes, "x"),
    );

  it.each<[string, string[], number]>([
    ["twenty at most, the first ones", named(180, 8), 20],
    ["of 4096 bytes each", [...named(1, room + 1), ...named(1, room)], 1],
    ["of 8 KB in sum", named(3, room), 2],
    ["of 8 KB in sum when they are smaller", named(10, 1000), 8],
  ])("reach a client: %s", async (_name, sent, passed) => {
    const fitting = sent.filter((line) => line.length <= "Set-Cookie: ".length + room);
    expect(cookieLines(await clientHead(sent))).toEqual(
      fitting.slice(0, passed).map((line) => `${line}${held}`),
    );
  });

  it("do not use room that the portal's, left out, would have taken", async () => {
    const portals = named(30, 300).map((line) => line.replace(": c", ": sluice.c"));
    expect(cookieLines(await clientHead([...portals, "Set-Cookie: theirs=1"]))).toEqual([
      `Set-Cookie: theirs=1${held}`,
    ]);
  });
});

describe("names that a backend folds", () => {
  it.each([
    "X_Sluice_Application: admin",
    "x_sluice_hops: 0",
    "X.Sluice.Application: admin",
    "X-Sluice_Api: admin",
    "X_Forwarded_For: 203.0.113.66",
    "X_Forwarded_Host: evil.test",
    "X_Real_IP: 203.0.113.66",
    "Sec_WebSocket_Key: evil",
    "Sec_WebSocket_Protocol: evil",
    "Transfer_Encoding: chunked",
    "Content_Length: 5",
    "Proxy_Authorization: evil",
    "Trace_Parent: passes",
  ])("never carries %s", async (line) => {
    const head = await backendHead([line]);
    expect(head.includes(line)).toBe(line.includes("passes"));
  });

  it("are compared folded with those that an endpoint sets", async () => {
    const backend = await startRawBackend();
    const headers = [
      { name: "X-Backend-Key", value: "secret" },
      { name: "X_Sluice_Application", value: "forged" },
    ];
    const gateway = await startGateway([routeEntry(route({ headers, backends: [{ url: backend.url }] }))]);
    const { requestHead } = await openPair(gateway.wsPort, backend, "/echo/1.0.0", {
      X_Backend_Key: "client's",
    });
    expect(requestHead).toContain("X-Backend-Key: secret\r\n");
    expect(requestHead).not.toMatch(/client's|forged/);
  });
});

describe("another proxy's words", () => {
  it.each([
    "Forwarded: for=203.0.113.66;host=evil.test;proto=https",
    "X-Real-IP: 203.0.113.66",
    "X-Client-IP: 203.0.113.66",
    "True-Client-IP: 203.0.113.66",
    "CF-Connecting-IP: 203.0.113.66",
    "X-Cluster-Client-IP: 203.0.113.66",
    "X-Forwarded-Proto: evil",
    "X-Forwarded-Host: evil.test",
    "X-Forwarded-Port: 66",
    "X-Forwarded-Prefix: /evil",
    "X-Forwarded-User: admin",
    "X-Forwarded: evil",
    "X-Original-URL: /admin",
    "X-Original-Host: evil.test",
    "X-Rewrite-URL: /admin",
    "X-HTTP-Method-Override: DELETE",
    "X-Remote-User: admin",
    "Remote-User: admin",
    "X-Auth-Request-Email: admin@evil.test",
    "X-SSL-Client-Verify: SUCCESS",
    "Front-End-Https: on",
    "Proxy: http://evil.test:66",
    "X-Middleware-Subrequest: middleware",
    "X-JWT-Assertion: eyJhbGciOiJub25lIn0.admin.",
    "X_JWT_Assertion: eyJhbGciOiJub25lIn0.admin.",
    "X-Consumer-Username: admin",
    "X-Consumer-Custom-ID: admin",
    "X-ARR-ClientCert: MIIevil",
    "X-Amzn-Mtls-Clientcert-Subject: CN=admin",
    "X-TLS-Client-Cert: MIIevil",
    "X-TLS-Client-Cert-Info: CN=admin",
    "X-Override-URL: /admin",
    "X-Proxy-URL: /admin",
    "X-Vercel-Forwarded-For: 203.0.113.66",
    "X-NF-Client-Connection-IP: 203.0.113.66",
  ])("do not pass: %s", async (line) => {
    expect((await backendHead([line])).toLowerCase()).not.toContain(line.toLowerCase());
  });

  it("gives way to the gateway's own, Via is continued", async () => {
    const head = await backendHead([
      "Via: 1.0 fred",
      "via: 1.1 edge",
      "X-Forwarded-Proto: https",
      "X-Custom_1: a",
    ]);
    const lines = head.split("\r\n");
    expect(lines).toContain("Via: 1.0 fred, 1.1 edge, 1.1 sluice");
    expect(lines).toContain("X-Forwarded-Proto: http");
    expect(lines).toContain("X-Custom_1: a");
    expect((await backendHead([])).split("\r\n")).toContain("Via: 1.1 sluice");
  });
});

describe("tolerance that the specifications ask for", () => {
  it.each<[string, (request: string) => string]>([
    [
      "two Connection lines",
      (it) => it.replace("Connection: Upgrade", "Connection: keep-alive\r\nConnection: x, upgrade"),
    ],
    ["Upgrade as a list", (it) => it.replace("Upgrade: websocket", "Upgrade: foo, WebSocket")],
    ["two Upgrade lines", (it) => it.replace("Upgrade: websocket", "Upgrade: h2c\r\nUpgrade: websocket")],
    ["an absolute-form target", (it) => it.replace("GET /", "GET ws://gateway.test/")],
    ["an absolute-form target of http", (it) => it.replace("GET /", "GET HTTP://gateway.test:80/")],
    ["a Host with a port", (it) => it.replace(/Host: .*/, "Host: [::1]:9099")],
  ])("takes %s", async (_name, change) => {
    const backend = await startRawBackend();
    const gateway = await startGateway([routeEntry(route(backend.url))]);
    const client = await dialWire(gateway.wsPort);
    client.send(change(upgradeRequest("/echo/1.0.0/a?b=1")));
    const upstream = await backend.accept();
    const head = await upstream.readHead();
    expect(head).toMatch(
      /^GET \/a\?b=1 HTTP\/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n/,
    );
    upstream.send(upgradeResponse(head));
    expect(await client.readHead()).toMatch(/^HTTP\/1\.1 101 /);
  });

  it("goes by the host of an absolute-form target, not by the Host field", async () => {
    const backend = await startRawBackend();
    const gateway = await startGateway([routeEntry(route(backend.url))]);
    const client = await dialWire(gateway.wsPort);
    client.send(upgradeRequest("/echo/1.0.0").replace("GET /", "GET ws://asked.test:81/"));
    expect(await (await backend.accept()).readHead()).toContain("X-Forwarded-Host: asked.test:81\r\n");
  });

  it.each([
    "",
    "a b",
    "a,b",
    "user@host",
    "a\\b",
    "host:port",
    "host:70000",
    "[::1",
    "[1.2.3.4]",
    "::1",
    "a..b",
    "a\tb",
    "<x>",
    "ho'st",
  ])("refuses the host %j, as Host and in an absolute form", async (host) => {
    const backend = await startRawBackend();
    const gateway = await startGateway([routeEntry(route(backend.url))]);
    const good = upgradeRequest("/echo/1.0.0");
    const asHost = await refusalTo(gateway.wsPort, good.replace(/Host: .*\r/, `Host: ${host}\r`));
    const asTarget = await refusalTo(gateway.wsPort, good.replace("GET /", `GET ws://${host}/`));
    expect([asHost.status, asHost.problem.code, asTarget.status]).toEqual([400, "malformed_handshake", 400]);
    const pair = await openPair(gateway.wsPort, backend);
    expect(pair.requestHead).toContain("X-Forwarded-Host: gateway.test\r\n");
  });

  it("skips up to eight interim answers before the 101, however they arrive, and no more", async () => {
    const interim =
      "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nSet-Cookie: early=1\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n";
    for (const [times, status] of [
      [1, 101],
      [4, 101],
      [5, 502],
    ] as const) {
      const backend = await startRawBackend();
      const gateway = await startGateway([routeEntry(route(backend.url))]);
      const client = await dialWire(gateway.wsPort);
      client.send(upgradeRequest("/echo/1.0.0"));
      const upstream = await backend.accept();
      upstream.send(interim.repeat(times) + upgradeResponse(await upstream.readHead()));
      const head = await client.readHead();
      expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(head).not.toMatch(/early|Link/);
    }
  });

  it("says what is too much about the headers", async () => {
    const gateway = await startGateway([]);
    const many = await refusalTo(
      gateway.wsPort,
      upgradeRequest("/").replace("\r\n\r\n", `\r\n${"a:b\r\n".repeat(3_000)}\r\n`),
    );
    expect([many.status, many.problem.detail]).toEqual([
      431,
      "The request has too many headers. Send fewer.",
    ]);
    const long = await refusalTo(gateway.wsPort, upgradeRequest("/", { "X-Long": "a".repeat(40_000) }));
    expect(long.problem.detail).toBe("URL and headers may have 32768 bytes together.");
  });
});

it("refuses a value that would climb in the backend's path, from the query as from the path", async () => {
  const backend = await startRawBackend();
  const topics = [topic("/*", { uriMapping: "/files/{query.param.f}/x" })];
  const gateway = await startGateway([routeEntry(route(backend.url, { topics }))]);
  for (const value of ["..", "..%2F..%2Fx", "%00", "..;", "%2e%2e", "%5c", "%252e%252e"]) {
    const refusal = await refusalTo(gateway.wsPort, upgradeRequest(`/echo/1.0.0?f=${value}`));
    expect([value, refusal.status, refusal.problem.code]).toEqual([value, 400, "bad_parameter"]);
  }
  for (const segment of ["..;", "..;x=1", ".;", "%2e%2e;", "..%3b", "%252e%252e", "a%252f..%252fb"]) {
    const refusal = await refusalTo(gateway.wsPort, upgradeRequest(`/echo/1.0.0/${segment}/admin`));
    expect([segment, refusal.status, refusal.problem.code]).toEqual([segment, 400, "bad_path"]);
  }
});
