// Keys of applications: which handshakes they open, and what becomes of open connections when something changes.
import { describe, expect, it } from "vitest";
import { apiKey, applicationEntry, planEntry, subscription } from "#gateway/data-plane/test-kit/consumers.ts";
import { clientFrame, frame } from "#gateway/data-plane/test-kit/frames.ts";
import {
  credentialEntry,
  route,
  routeEntry,
  startGateway,
  topic,
} from "#gateway/data-plane/test-kit/gateway.ts";
import {
  openPair,
  refusalTo,
  startRawBackend,
  upgradeRequest,
  type Wire,
} from "#gateway/data-plane/test-kit/wire.ts";
import { parseTrustedProxies } from "#lib/network/trusted-proxies.ts";
import type { RoutingEntry } from "#lib/routes/route-record.ts";

const path = "/echo/1.0.0";
const byKey = { apikey: "secret" };

async function start(...changes: RoutingEntry[]) {
  const backend = await startRawBackend();
  const record = route(backend.url, {
    security: { apiKey: true },
    endpoints: { production: backend.url, sandbox: backend.url },
  });
  const gateway = await startGateway(
    [planEntry(), applicationEntry(), credentialEntry(apiKey("secret")), routeEntry(record)],
    { trustedProxies: parseTrustedProxies("127.0.0.1") },
  );
  gateway.apply(...changes);
  return {
    record,
    gateway,
    open: (headers: Record<string, string> = byKey) => openPair(gateway.wsPort, backend, path, headers),
    refusal: async (headers: Record<string, string> = byKey) => {
      const { status, problem } = await refusalTo(gateway.wsPort, upgradeRequest(path, headers));
      return [status, problem.code];
    },
  };
}

/** Code and reason of the Close frame that is all a client still gets. */
async function closeOf(client: Wire): Promise<string> {
  const bytes = await client.readAll();
  expect(bytes[0]).toBe(0x88);
  return `${bytes.readUInt16BE(2)} ${bytes.subarray(4).toString()}`;
}

describe("a key of an application", () => {
  it("opens an API that the application is subscribed to, and the backend learns which application", async () => {
    const { open } = await start();
    const { client, upstream, requestHead } = await open();
    expect(requestHead).toContain("X-Sluice-Application: Shop\r\n");
    expect(requestHead).not.toContain("secret");
    client.send(clientFrame("hello"));
    expect(await upstream.read(11)).toBeDefined();
  });

  it.each([
    ["without a subscription", applicationEntry([]), "not_subscribed"],
    ["subscribed to another API", applicationEntry([subscription({ apiId: "other" })]), "not_subscribed"],
    ["while it waits", applicationEntry([subscription({ state: "pending" })]), "subscription_pending"],
    ["once rejected", applicationEntry([subscription({ state: "rejected" })]), "subscription_rejected"],
    ["once blocked", applicationEntry([subscription({ blocked: "all" })]), "subscription_blocked"],
    [
      "blocked for production",
      applicationEntry([subscription({ blocked: "production" })]),
      "subscription_blocked",
    ],
    [
      "of an application that is gone",
      { kind: "application", id: "shop", record: null } as const,
      "not_subscribed",
    ],
    ["under a plan nobody knows", { kind: "plan", id: "gold", record: null } as const, "not_subscribed"],
  ])("is refused %s", async (_, change, code) => {
    const { refusal } = await start(change);
    expect(await refusal()).toEqual([403, code]);
  });

  it("goes on in the sandbox where production alone is blocked", async () => {
    const sandbox = credentialEntry(apiKey("secret", { environment: "sandbox" }));
    const { open } = await start(applicationEntry([subscription({ blocked: "production" })]), sandbox);
    await open();
  });

  it("is refused once it has expired or is gone, as one that never was", async () => {
    const { gateway, refusal } = await start();
    gateway.apply(credentialEntry(apiKey("secret", { expiresAtMs: Date.now() - 1 })));
    expect(await refusal()).toEqual([401, "credential_expired"]);
    gateway.apply({ kind: "credential", id: "key-secret", record: null });
    expect(await refusal()).toEqual([401, "credential_invalid"]);
    expect(await refusal({ apikey: "guess" })).toEqual([401, "credential_invalid"]);
  });

  it("does not open an API that is not published", async () => {
    const { gateway, record, refusal } = await start();
    gateway.apply(routeEntry({ ...record, state: "created" }));
    expect(await refusal()).toEqual([403, "api_not_published"]);
  });

  it("is reported with the time and address of its newest use", async () => {
    const { gateway, open } = await start();
    await open();
    await open({ ...byKey, "X-Forwarded-For": "192.0.2.9" });
    const uses = gateway.plane.takeKeyUses();
    expect(uses).toEqual([{ keyId: "key-secret", atMs: expect.any(Number), clientAddress: "192.0.2.9" }]);
    expect(gateway.plane.takeKeyUses()).toEqual([]);
  });

  it("is no hindrance on an open topic, whatever became of it", async () => {
    const { gateway, record, open } = await start(applicationEntry([]));
    gateway.apply(routeEntry({ ...record, topics: [topic("/*", { isSecured: false })] }));
    await open();
  });

  it("passes from its addresses only, behind a proxy that is believed, in whatever spelling", async () => {
    const key = apiKey("secret", { addresses: ["192.0.2.0/24", "2001:db8::/32"] });
    const { open, refusal } = await start(credentialEntry(key));
    expect(await refusal()).toEqual([403, "address_refused"]);
    await open({ ...byKey, "X-Forwarded-For": "192.0.2.77" });
    await open({ ...byKey, "X-Forwarded-For": "::ffff:192.0.2.78" });
    await open({ ...byKey, "X-Forwarded-For": "2001:0db8:0::1" });
    expect(await refusal({ ...byKey, "X-Forwarded-For": "192.0.3.1" })).toEqual([403, "address_refused"]);
    expect(await refusal({ ...byKey, "X-Forwarded-For": "192.0.2.1, 203.0.113.9" })).toEqual([
      403,
      "address_refused",
    ]);
  });

  it("passes from pages of its sites only; programs have no page", async () => {
    const originRule = { kind: "listed", origins: ["https://shop.example"] } as const;
    const key = apiKey("secret", { originRule: { ...originRule, origins: [...originRule.origins] } });
    const { open, refusal } = await start(credentialEntry(key));
    await open();
    await open({ ...byKey, Origin: "https://shop.example" });
    expect(await refusal({ ...byKey, Origin: "https://shop.example.evil.test" })).toEqual([
      403,
      "origin_refused",
    ]);
  });
});

describe("open connections of an application", () => {
  it.each([
    [
      "the key is revoked",
      { kind: "credential", id: "key-secret", record: null } as const,
      /^4401 .*revoked/,
    ],
    [
      "the application is gone",
      { kind: "application", id: "shop", record: null } as const,
      /^4403 .*subscribed/,
    ],
    ["it is unsubscribed", applicationEntry([]), /^4403 .*no longer subscribed/],
    ["it is blocked", applicationEntry([subscription({ blocked: "all" })]), /^4403 .*blocked/],
  ])("are closed when %s", async (_, change, reason) => {
    const { gateway, open } = await start();
    const { client } = await open();
    gateway.apply(change);
    expect(await closeOf(client)).toMatch(reason);
  });

  it("are closed with 4403 when their address or site is taken off the key, and no others of that key", async () => {
    const originRule = { kind: "listed" as const, origins: ["https://shop.example", "https://old.example"] };
    const keyed = (more: object) => credentialEntry(apiKey("secret", { originRule, ...more }));
    const { gateway, open } = await start(keyed({ addresses: ["192.0.2.0/24"] }));
    const at = (address: string, headers = {}) => open({ ...byKey, "X-Forwarded-For": address, ...headers });
    const [moved, stayed] = [await at("192.0.2.1"), await at("192.0.2.200")];
    const [oldPage, page] = [
      await at("192.0.2.200", { Origin: "https://old.example" }),
      await at("192.0.2.200", { Origin: "https://shop.example" }),
    ];
    gateway.apply(keyed({ addresses: ["192.0.2.128/25", "198.51.100.7"] }));
    expect(await closeOf(moved.client)).toMatch(/^4403 .*address/);
    const shopOnly = { kind: "listed" as const, origins: ["https://shop.example"] };
    gateway.apply(keyed({ addresses: ["192.0.2.128/25"], originRule: shopOnly }));
    expect(await closeOf(oldPage.client)).toMatch(/^4403 .*site/);
    for (const { client, upstream } of [stayed, page]) {
      client.send(clientFrame("still here"));
      await upstream.read(16);
    }
  });

  it("are closed when the key expires", async () => {
    const { gateway, open } = await start();
    gateway.apply(credentialEntry(apiKey("secret", { expiresAtMs: Date.now() + 60_000 })));
    const { client } = await open();
    gateway.advance(61_000);
    expect(await closeOf(client)).toMatch(/^4401 .*expired/);
  });

  it("are those and only those of which something changed", async () => {
    const other = applicationEntry([subscription({ id: "other-echo" })], { id: "other", name: "Other" });
    const { gateway, open } = await start(other, credentialEntry(apiKey("b", { applicationId: "other" })));
    const revoked = await open();
    const kept = await open({ apikey: "b" });
    gateway.apply(applicationEntry([subscription({ blocked: "production" })]));
    expect(await closeOf(revoked.client)).toMatch(/^4403/);
    kept.client.send(clientFrame("still here"));
    await kept.upstream.read(16);
    revoked.client.socket.destroy();
    revoked.upstream.socket.destroy();
    await expect.poll(() => gateway.plane.stats().openConnections, { interval: 5 }).toBe(1);
  });

  it("follow another plan at once: its largest message, its greatest age", async () => {
    const { gateway, open } = await start();
    const { client } = await open();
    const old = await open();
    gateway.apply(planEntry({ maxMessageBytes: 8 }));
    client.send(clientFrame("nine bytes"));
    expect(await closeOf(client)).toMatch(/^1009/);
    old.upstream.send(frame("untouched"));
    await old.client.read(11);
    gateway.apply(planEntry({ maxConnectionAgeMs: 1_000 }));
    gateway.advance(1_100);
    expect(await closeOf(old.client)).toMatch(/^4410/);
  });

  it("have the smaller one of plan and API", async () => {
    const { gateway, record, open } = await start(planEntry({ maxMessageBytes: 100 }));
    gateway.apply(routeEntry({ ...record, limits: { ...record.limits, maxMessageBytes: 4 } }));
    const { client } = await open();
    client.send(clientFrame("five!"));
    expect(await closeOf(client)).toMatch(/^1009/);
  });
});
