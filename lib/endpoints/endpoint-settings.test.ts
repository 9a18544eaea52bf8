// Secrets of an endpoint: never shown, kept where that is asked for, replaced where a new one comes; and what a header
// may be.
import { describe, expect, it } from "vitest";
import { defaultEndpointOptions, type EndpointOptions } from "#lib/routes/endpoint-pool.ts";
import { headerNameProblem, headerValueProblem } from "./backend-header.ts";
import {
  type EndpointSettings,
  endpointSettingsSchema,
  maskEndpoint,
  mergeEndpoint,
} from "./endpoint-settings.ts";

const stored: EndpointOptions = {
  ...defaultEndpointOptions,
  strategy: "least_connections",
  first: { weight: 2, maxConnections: 5 },
  others: [{ url: "ws://two.example", weight: 1, maxConnections: 0 }],
  headers: [
    { name: "Authorization", value: "Bearer secret-1" },
    { name: "X-Key", value: "secret-2" },
  ],
  tls: { ca: "CA", cert: "CERT", key: "secret-key", serverName: "" },
};

const url = "ws://one.example";
const masked = maskEndpoint(url, stored);

describe("masking", () => {
  it("shows that a secret is set, and nothing of it", () => {
    expect(JSON.stringify(masked)).not.toContain("secret-");
    expect(masked.headers.map(({ name, secret }) => [name, secret.kind])).toEqual([
      ["Authorization", "keep"],
      ["X-Key", "keep"],
    ]);
    expect(masked.tls.key.kind).toBe("keep");
    expect(maskEndpoint(url, defaultEndpointOptions).tls.key.kind).toBe("none");
  });

  it("saves back what it was, wherever nothing was changed", () => {
    const parsed = endpointSettingsSchema.parse(JSON.parse(JSON.stringify(masked)));
    expect(mergeEndpoint(parsed, stored)).toEqual({ ok: true, value: { url, options: stored } });
  });
});

describe("merging", () => {
  const merged = (patch: Partial<EndpointSettings>) => mergeEndpoint({ ...masked, ...patch }, stored);

  it("keeps a header's value under another name and in another place", () => {
    const headers: EndpointSettings["headers"] = [
      { name: "X-New", secret: { kind: "new", value: "fresh" } },
      { name: "X-Renamed", secret: { kind: "keep", of: "X-Key" } },
    ];
    expect(merged({ headers })).toMatchObject({
      value: {
        options: {
          headers: [
            { name: "X-New", value: "fresh" },
            { name: "X-Renamed", value: "secret-2" },
          ],
        },
      },
    });
  });

  it("replaces and removes the key", () => {
    const key = (secret: EndpointSettings["tls"]["key"]) => merged({ tls: { ...masked.tls, key: secret } });
    expect(key({ kind: "new", value: "K" })).toMatchObject({ value: { options: { tls: { key: "K" } } } });
    expect(key({ kind: "none" })).toMatchObject({ value: { options: { tls: { key: "" } } } });
  });

  it("refuses to keep what is not stored, at its field", () => {
    const headers: EndpointSettings["headers"] = [
      { name: "X-Other", secret: { kind: "keep", of: "X-Other" } },
    ];
    expect(
      mergeEndpoint({ ...masked, headers }, { ...stored, tls: { ...stored.tls, key: "" } }),
    ).toMatchObject({
      ok: false,
      code: "secret_gone",
      fields: { "headers.0.secret": [expect.any(String)], "tls.key": [expect.any(String)] },
    });
  });

  it("makes the first backend the endpoint, and none of an empty list", () => {
    const [first, second] = masked.backends;
    if (!first || !second) throw new Error("there are two");
    expect(merged({ backends: [second, first] })).toMatchObject({
      value: { url: "ws://two.example", options: { first: { weight: 1 }, others: [{ url, weight: 2 }] } },
    });
    expect(merged({ backends: [] })).toMatchObject({ value: { url: "", options: { others: [] } } });
  });
});

describe("the schema", () => {
  const problems = (patch: object) =>
    endpointSettingsSchema.safeParse({ ...masked, ...patch }).error?.issues.map(({ path }) => path.join("."));

  it("refuses a backend that is there twice, a header that is there twice, and more than 20 backends", () => {
    expect(problems({ backends: [{ url }, { url }] })).toEqual(["backends.1.url"]);
    const header = (name: string) => ({ name, secret: { kind: "new", value: "x" } });
    expect(problems({ headers: [header("X-Key"), header("x-key")] })).toEqual(["headers.1.name"]);
    expect(
      problems({ backends: Array.from({ length: 21 }, (_, port) => ({ url: `${url}:${port + 1}` })) }),
    ).toEqual(["backends"]);
  });

  it("refuses checks that hammer, and takes those that are switched off", () => {
    expect(problems({ health: { path: "", intervalMs: 999 } })).toEqual(["health.intervalMs"]);
    expect(problems({ health: { path: "", intervalMs: 0 } })).toBeUndefined();
    expect(problems({ health: { path: "", intervalMs: 1_000 } })).toBeUndefined();
  });

  it("refuses a path, a server name and a key that cannot be", () => {
    expect(problems({ health: { path: "health" } })).toEqual(["health.path"]);
    expect(problems({ health: { path: "/a b" } })).toEqual(["health.path"]);
    expect(problems({ health: { path: "/a\r\nX: y" } })).toEqual(["health.path"]);
    expect(problems({ tls: { ...masked.tls, serverName: "a b" } })).toEqual(["tls.serverName"]);
    expect(problems({ tls: { ...masked.tls, key: { kind: "new", value: " " } } })).toEqual(["tls.key"]);
  });
});

describe("a header for a backend", () => {
  it.each(["Authorization", "apikey", "X_Odd!~", "Cookie"])("can be %s", (name) => {
    expect(headerNameProblem(name)).toBeNull();
  });

  it.each([
    "",
    "X Key",
    "X:Key",
    "X\r\nY",
    "Schlüssel",
    "host",
    "Connection",
    "Upgrade",
    "Transfer-Encoding",
    "Content-Length",
    "Sec-WebSocket-Protocol",
    "x-sluice-api",
    "Proxy-Authorization",
  ])("cannot be %j", (name) => {
    expect(headerNameProblem(name)).toEqual(expect.any(String));
  });

  it.each(["Bearer a.b-c", "a\tb", "\u00e9"])("can hold %j", (value) => {
    expect(headerValueProblem(value)).toBeNull();
  });

  it.each(["", "a\r\nX-Y: z", "a\nb", "a\0b", "\u20ac", " a", "a "])("cannot hold %j", (value) => {
    expect(headerValueProblem(value)).toEqual(expect.any(String));
  });
});
