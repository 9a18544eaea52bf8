// Fetching a document by its address, on real sockets: what may not be dialled is not, also behind redirects and names that
// change, and servers that lie, drip or flood are given up. Nothing of their answers is told.
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { createEgressPolicy } from "#lib/egress/egress-policy.ts";
import { fetchDocument } from "./commands.ts";

const policy = (allow: string) =>
  createEgressPolicy({ deny: "", allow, purpose: "requests", isProduction: true });
const judge = policy("127.0.0.1");
const DOCUMENT = "asyncapi: 3.0.0\n# Grüße\n";

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** Serves on one loopback address, and counts who came. */
async function serve(listener: RequestListener, host = "127.0.0.1") {
  const seen = { requests: 0, headers: {} as Record<string, unknown> };
  const server = createServer((request, response) => {
    seen.requests += 1;
    seen.headers = request.headers;
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, host, listening));
  // A server on TCP has an address with a port.
  const { port } = server.address() as AddressInfo;
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`, port, seen };
}

const gives =
  (body: string | Buffer, headers = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(200, headers).end(body);
  };

describe("a document that is fetched", () => {
  it("comes whole, asked for without credentials, also packed", async () => {
    const plain = await serve(gives(DOCUMENT));
    expect(await fetchDocument(`${plain.url}/a.yaml#x`, { judge })).toEqual({
      ok: true,
      value: { url: `${plain.url}/a.yaml`, text: DOCUMENT },
    });
    expect(Object.keys(plain.seen.headers).sort()).toEqual([
      "accept",
      "accept-encoding",
      "connection",
      "host",
      "user-agent",
    ]);
    const packed = await serve(gives(gzipSync(DOCUMENT), { "content-encoding": "gzip" }));
    expect(await fetchDocument(packed.url, { judge })).toMatchObject({ value: { text: DOCUMENT } });
  });

  it("is found behind three redirects, not behind four", async () => {
    const server = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end(DOCUMENT);
      else response.writeHead(302, { location: `/${left - 1}` }).end("moved");
    });
    expect(await fetchDocument(`${server.url}/3`, { judge })).toMatchObject({ ok: true });
    expect(await fetchDocument(`${server.url}/4`, { judge })).toMatchObject({ code: "url_answer" });
  });
});

describe("what may not be dialled", () => {
  it.each([
    "http://127.0.0.1:1/",
    "http://localhost:1/",
    "http://[::1]:1/",
    "http://[::ffff:127.0.0.1]:1/",
    "http://2130706433:1/",
    "http://0x7f.1:1/",
    "http://0177.0.0.1:1/",
    "http://127.0.0.1.:1/",
    "http://0.0.0.0:1/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
  ])("%s is refused, unless it is configured", async (url) => {
    const refused = await fetchDocument(url, { judge: policy("") });
    expect(refused).toMatchObject({ ok: false, code: "url_forbidden" });
  });

  it.each(["file:///etc/passwd", "ftp://example.com/x", "gopher://x", "http://a:b@example.com/", "x", ""])(
    "%s is no address to fetch",
    async (url) => {
      expect(await fetchDocument(url, { judge })).toMatchObject({ ok: false, code: "url_invalid" });
    },
  );

  it.each(["http://127.0.0.2:PORT/", "http://169.254.169.254/", "http://[::ffff:127.0.0.2]:PORT/"])(
    "is refused behind a redirect to %s too, and never asked",
    async (target) => {
      const inner = await serve(gives("the secret"), "127.0.0.2");
      const location = target.replace("PORT", String(inner.port));
      const outer = await serve((_request, response) => void response.writeHead(302, { location }).end());
      expect(await fetchDocument(outer.url, { judge })).toMatchObject({ code: "url_forbidden" });
      expect(inner.seen.requests).toBe(0);
    },
  );

  it("is judged by the address that is dialled: a name that changes between two looks leads nowhere", async () => {
    const inner = await serve(gives("the secret"), "127.0.0.2");
    const answers = ["127.0.0.1", "127.0.0.2"];
    const rebinding = ((_name, _options, found) =>
      found(null, [{ address: answers.shift() ?? "127.0.0.2", family: 4 }], 4)) as LookupFunction;
    const outer = await serve((_request, response) => {
      response.writeHead(302, { location: `http://moving.test:${inner.port}/` }).end();
    });
    const url = `http://moving.test:${outer.port}/`;
    expect(await fetchDocument(url, { judge, lookup: rebinding })).toMatchObject({ code: "url_forbidden" });
    expect(inner.seen.requests).toBe(0);
  });

  it("is not reached by a redirect to a file or with credentials", async () => {
    for (const location of ["file:///etc/passwd", "http://a:b@127.0.0.1/"]) {
      const outer = await serve((_request, response) => void response.writeHead(302, { location }).end());
      expect(await fetchDocument(outer.url, { judge })).toMatchObject({ code: "url_invalid" });
    }
  });
});

describe("a server that does not give a document", () => {
  it("is told by its status only", async () => {
    for (const status of [404, 500, 204]) {
      const server = await serve((_request, response) => void response.writeHead(status).end("the secret"));
      const refused = await fetchDocument(server.url, { judge });
      expect(refused).toMatchObject({ code: "url_answer", message: expect.stringContaining(String(status)) });
      expect(JSON.stringify(refused)).not.toContain("secret");
    }
  });

  it("is given up when it floods, packed or not, whatever it says of the length", async () => {
    const megabyte = Buffer.alloc(1024 * 1024, "a");
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const flood = await serve((_request, response) => {
      const write = () => {
        while (!response.destroyed && response.write(megabyte));
      };
      response.on("drain", write);
      write();
    });
    for (const url of [flood.url, (await serve(gives(bomb, { "content-encoding": "gzip" }))).url])
      expect(await fetchDocument(url, { judge })).toMatchObject({
        code: "url_answer",
        message: "The document is larger than 10 MB. Import a shorter one.",
      });
  });

  it("is given up when it is silent, drips, or breaks off", async () => {
    const silent = await serve(() => undefined);
    const drips = await serve((_request, response) => {
      const timer = setInterval(() => response.write("a"), 20);
      response.on("close", () => clearInterval(timer));
    });
    for (const { url } of [silent, drips])
      expect(await fetchDocument(url, { judge, timeLimitMs: 300 })).toMatchObject({
        code: "url_unreachable",
        message: "The document did not come within 10 seconds.",
      });
    const breaks = await serve((request, response) => {
      response.writeHead(200, { "content-length": "1000" }).write("half", () => request.socket.destroy());
    });
    expect(await fetchDocument(breaks.url, { judge })).toMatchObject({ code: "url_unreachable" });
  });

  it("is told when what it gives is no text, or packed in an unknown or broken way", async () => {
    const answers: [Buffer, object][] = [
      [Buffer.from([0xff, 0xfe, 0x00]), {}],
      [Buffer.from(DOCUMENT), { "content-encoding": "zstd" }],
      [Buffer.from("no gzip"), { "content-encoding": "gzip" }],
    ];
    for (const [body, headers] of answers) {
      const server = await serve(gives(body, headers));
      expect(await fetchDocument(server.url, { judge })).toMatchObject({ ok: false });
    }
  });
});
