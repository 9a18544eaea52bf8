// The Endpoints form and the settings say the same; secrets do not get into the browser's storage.
import { expect, test } from "vitest";
import { type EndpointSettings, maskEndpoint } from "#lib/endpoints/endpoint-settings.ts";
import { defaultEndpointOptions, type EndpointOptions } from "#lib/routes/endpoint-pool.ts";
import {
  emptyBackend,
  endpointsFormSchema,
  endpointsValues,
  namedFor,
  valuesOf,
  withoutSecrets,
} from "./endpoint-values.ts";
import { strategyWords } from "./strategy-words.ts";

const none = maskEndpoint("", defaultEndpointOptions, new Map());

const rich: EndpointOptions = {
  ...defaultEndpointOptions,
  strategy: "failover",
  first: { weight: 3, maxConnections: 10 },
  others: [{ url: "ws://two.example", weight: 1, maxConnections: 0 }],
  health: { ...defaultEndpointOptions.health, intervalMs: 2_500, path: "/health?full=1" },
  slowStartMs: 90_000,
  headers: [{ name: "Authorization", secretId: "s1" }],
  tls: { ca: "CA", cert: "CERT", keySecretId: "s2", serverName: "two.example" },
};
const origins = ["ws://one.example:80", "ws://two.example:80"];
const facts = new Map([
  ["s1", { kind: "header" as const, origins, publicKey: null }],
  ["s2", { kind: "tls_key" as const, origins, publicKey: null }],
]);

const handshake = { backendRefusals: "pass_on", encodedSlashes: "refuse" } as const;
const both = (production: EndpointSettings) => ({ production, sandbox: none, handshake });

test("what is stored comes back as it was, an endpoint that is not set included", () => {
  const saved = both(maskEndpoint("ws://one.example/a", rich, facts));
  expect(endpointsFormSchema.parse(endpointsValues(saved))).toEqual(saved);
});

test("switched off, checks and ejection are 0 and come back with the usual numbers in their fields", () => {
  const values = endpointsValues(both(maskEndpoint("ws://one.example", rich, facts)));
  const { health, passive } = valuesOf(values, "production");
  const off = namedFor("production", {
    health: { ...health, isOn: false },
    passive: { ...passive, isOn: false },
  });
  const parsed = endpointsFormSchema.parse({ ...values, ...off });
  expect(parsed.production).toMatchObject({ health: { intervalMs: 0 }, passive: { failures: 0 } });
  const again = valuesOf(endpointsValues(parsed), "production");
  expect(again.health).toMatchObject({ isOn: false, interval: { amount: "10", unit: "seconds" } });
  expect(again.passive).toMatchObject({ isOn: false, failures: "5" });
});

test("what is wrong is told at the row's field", () => {
  const values = endpointsValues(both(none));
  const wrong = namedFor("production", {
    backends: [
      { ...emptyBackend("a"), url: "http://one.example" },
      { ...emptyBackend("b"), weight: "0" },
    ],
    headers: [{ id: "h", name: "Host", secret: { kind: "new", value: "x\r\ny" } }],
  });
  const first = endpointsFormSchema.safeParse({ ...values, ...wrong }).error?.issues ?? [];
  expect(first.map(({ path }) => path.join("."))).toEqual([
    "production.backends.1.weight",
    "production.headers.0.name",
    "production.headers.0.secret",
  ]);
  const weighted = namedFor("production", {
    backends: [{ ...emptyBackend("a"), url: "http://one.example" }, emptyBackend("b")],
  });
  const second = endpointsFormSchema.safeParse({ ...values, ...weighted }).error?.issues ?? [];
  expect(second.map(({ path, message }) => [path.join("."), message])).toEqual([
    ["production.backends.0.url", "Endpoint must be a WebSocket URL: try ws://one.example"],
    ["production.backends.1.url", "Enter the backend's ws:// or wss:// URL, or remove this backend"],
  ]);
});

test("typed secrets are taken out of what a browser may keep, and have to be typed again", () => {
  const values = endpointsValues(both(maskEndpoint("ws://one.example", rich, facts)));
  const typed = namedFor("production", {
    headers: [{ id: "h", name: "X-Key", secret: { kind: "new", value: "typed-secret" } }],
    tls: { ca: "CA", cert: "CERT", key: { kind: "new", value: "typed-key" }, serverName: "" },
  });
  const kept = withoutSecrets({ ...values, ...typed });
  expect(JSON.stringify(kept)).not.toMatch(/typed-|stored-/);
  expect(valuesOf(kept, "production").backends).toEqual(valuesOf(values, "production").backends);
  expect(endpointsFormSchema.safeParse(kept).error?.issues).toMatchObject([
    { path: ["production", "headers", 0, "secret"], message: "Enter the header's value" },
    { path: ["production", "tls", "key"] },
  ]);
});

test("a strategy is told in the words of the list", () => {
  const rows = [
    { url: "ws://one.example/", weight: "3" },
    { url: "ws://two.example/a", weight: "1" },
    { url: " ", weight: "9" },
  ];
  expect(strategyWords("round_robin", rows)).toContain("75 % to one.example, 25 % to two.example/a");
  expect(strategyWords("least_connections", rows)).toContain("for its weight");
  expect(strategyWords("failover", rows)).toContain("All connections go to one.example. Only");
  expect(strategyWords("failover", rows.slice(0, 1))).toBe("With one backend, every connection goes to it.");
});
