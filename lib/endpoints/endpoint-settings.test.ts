// Secrets of an endpoint: never shown, kept where that is asked for, replaced where a new one comes; and what a header
// may be.
import { describe, expect, it } from "vitest";
import { defaultEndpointOptions, type EndpointOptions } from "#lib/routes/endpoint-pool.ts";
import type { SecretFacts } from "#lib/secrets/secret.ts";
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
    { name: "Authorization", secretId: "s1" },
    { name: "X-Key", secretId: "s2" },
  ],
  tls: { ca: "CA", cert: "CERT", keySecretId: "s3", serverName: "" },
};
const origins = ["ws://one.example:80", "ws://two.example:80"];
const facts = new Map<string, SecretFacts>([
  ["s1", { kind: "header", origins, publicKey: null }],
  ["s2", { kind: "header", origins, publicKey: null }],
  ["s3", { kind: "tls_key", origins, publicKey: null }],
]);
/** Gives new secrets the ids new-1, new-2, … */
function vault(known = facts) {
  let count = 0;
  return { facts: known, newId: () => `new-${++count}` };
}

const url = "ws://one.example";
const masked = maskEndpoint(url, stored, facts);

describe("masking", () => {
  it("shows that a secret is set, and nothing of it", () => {
    expect(JSON.stringify(masked)).not.toMatch(/"s[123]"/);
    expect(masked.headers[0]?.secret).toEqual({ kind: "keep", of: "Authorization", origins });
    expect(masked.headers.map(({ name, secret }) => [name, secret.kind])).toEqual([
      ["Authorization", "keep"],
      ["X-Key", "keep"],
    ]);
    expect(masked.tls.key.kind).toBe("keep");
    expect(maskEndpoint(url, defaultEndpointOptions, facts).tls.key.kind).toBe("none");
  });

  it("saves back what it was, wherever nothing was changed", () => {
    const parsed = endpointSettingsSchema.parse(JSON.parse(JSON.stringify(masked)));
    expect(mergeEndpoint(parsed, stored, vault())).toEqual({
      ok: true,
      value: { url, options: stored, added: [] },
    });
  });
});

describe("merging", () => {
  const merged = (patch: Partial<EndpointSettings>) =>
    mergeEndpoint({ ...masked, ...patch }, stored, vault());

  it("keeps a header's value under another name and in another place", () => {
    const headers: EndpointSettings["headers"] = [
      { name: "X-New", secret: { kind: "new", value: "fresh" } },
      { name: "X-Renamed", secret: { kind: "keep", of: "X-Key" } },
    ];
    expect(merged({ headers })).toMatchObject({
      value: {
        options: {
          headers: [
            { name: "X-New", secretId: "new-1" },
            { name: "X-Renamed", secretId: "s2" },
          ],
        },
        added: [{ id: "new-1", kind: "header", value: "fresh", origins }],
      },
    });
  });

  it("replaces and removes the key", () => {
    const key = (secret: EndpointSettings["tls"]["key"]) => merged({ tls: { ...masked.tls, key: secret } });
    expect(key({ kind: "new", value: "K" })).toMatchObject({
      value: { options: { tls: { keySecretId: "new-1" } }, added: [{ kind: "tls_key", value: "K" }] },
    });
    expect(key({ kind: "none" })).toMatchObject({ value: { options: { tls: { keySecretId: "" } } } });
  });

  it("refuses to keep what is not stored, at its field", () => {
    const headers: EndpointSettings["headers"] = [
      { name: "X-Other", secret: { kind: "keep", of: "X-Other" } },
    ];
    expect(
      mergeEndpoint({ ...masked, headers }, { ...stored, tls: { ...stored.tls, keySecretId: "" } }, vault()),
    ).toMatchObject({
      ok: false,
      code: "secret_gone",
      fields: { "headers.0.secret": [expect.any(String)], "tls.key": [expect.any(String)] },
    });
  });

  const elsewhere = { url: "ws://evil.example", weight: 1, maxConnections: 0 };
  const boundFields = ["headers.0.secret", "headers.1.secret", "tls.key"];

  it.each([
    ["another host", [elsewhere]],
    ["one more host", [...masked.backends, elsewhere]],
    ["another port", [{ ...elsewhere, url: "ws://one.example:81" }]],
    ["another scheme", [{ ...elsewhere, url: "wss://one.example:80" }]],
    ["a host that begins like it", [{ ...elsewhere, url: "ws://one.example.evil.example" }]],
  ])("refuses to send kept secrets to %s, at each field", (_name, backends) => {
    const refused = merged({ backends });
    expect(refused).toMatchObject({ ok: false, code: "secret_bound" });
    if (refused.ok) throw new Error("not refused");
    expect(Object.keys(refused.fields ?? {})).toEqual(boundFields);
    expect(refused.message).toContain("ws://one.example:80");
  });

  it("does not believe what a browser says of where they were entered for", () => {
    const claimed = JSON.parse(
      JSON.stringify(masked).replaceAll("ws://one.example:80", "ws://evil.example:80"),
    );
    const parsed = endpointSettingsSchema.parse({ ...claimed, backends: [elsewhere] });
    expect(mergeEndpoint(parsed, stored, vault())).toMatchObject({ ok: false, code: "secret_bound" });
  });

  it("keeps them for another path, the default port written out, and fewer of the backends", () => {
    for (const path of ["/other", ":80/", "/?a=b"]) {
      const backends = [{ url: `WS://ONE.example${path}`, weight: 1, maxConnections: 0 }];
      expect(merged({ backends }).ok).toBe(true);
    }
  });

  it("does not keep a header's value as a private key, nor one that is of another API", () => {
    const asKey = { ...stored, tls: { ...stored.tls, keySecretId: "s1" } };
    expect(mergeEndpoint(masked, asKey, vault())).toMatchObject({ code: "secret_gone" });
    expect(mergeEndpoint(masked, stored, vault(new Map()))).toMatchObject({ code: "secret_gone" });
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

  it("says in the form already which secrets have to be entered again", () => {
    const parsed = endpointSettingsSchema.safeParse({
      ...masked,
      backends: [{ url: "wss://one.example" }],
    });
    expect(parsed.error?.issues.map(({ path, message }) => [path.join("."), message])).toEqual([
      ["headers.0.secret", expect.stringMatching(/^This was entered for ws:.*enter it again\.$/)],
      ["headers.1.secret", expect.stringContaining("enter it again")],
      ["tls.key", expect.stringContaining("enter it again")],
    ]);
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
