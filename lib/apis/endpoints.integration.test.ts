// What saving endpoints and runtime settings promises holds on SQLite and on PostgreSQL alike.

import { createPrivateKey, randomUUID } from "node:crypto";
import { generate } from "selfsigned";
import { beforeAll, describe, expect, it } from "vitest";
import type { Api } from "#lib/apis/api.ts";
import { defaultRuntime } from "#lib/apis/api-fields.ts";
import * as apis from "#lib/apis/commands.ts";
import { findApi } from "#lib/apis/repository.ts";
import { plainEndpoint, refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { restoreRevision } from "#lib/deployments/commands.ts";
import { type EndpointSettings, maskEndpoint } from "#lib/endpoints/endpoint-settings.ts";
import { reportGateway } from "#lib/gateways/commands.ts";
import { getApiHealth } from "#lib/gateways/repository.ts";
import { defaultPassRules } from "#lib/routes/pass-rules.ts";
import { unwrapDataKey } from "#lib/secrets/envelope.ts";
import { openRoute } from "#lib/secrets/open-route.ts";
import { openText } from "#lib/secrets/open-text.ts";
import { listSecretFacts } from "#lib/secrets/repository.ts";

const [one, two] = ["ws://one.example/a", "ws://two.example/b"];
const sandbox = plainEndpoint("");

type Pair = { readonly cert: string; readonly key: string };
let pair: Pair;
let otherPair: Pair;

async function makePair(): Promise<Pair> {
  const made = await generate([{ name: "commonName", value: "client" }], { keySize: 2048 });
  return { cert: made.cert, key: made.private };
}

beforeAll(async () => {
  [pair, otherPair] = await Promise.all([makePair(), makePair()]);
});

const newSecret = (text: string) => ({ kind: "new", value: text }) as const;

describe.each(["sqlite", "postgresql"] as const)("endpoints and runtime on %s", (kind) => {
  const storage = new Storage(kind);

  async function current(apiId: string): Promise<Api> {
    const api = await findApi(storage.db, apiId);
    if (!api) throw new Error("gone");
    return api;
  }

  async function save({ id, etag }: Pick<Api, "id" | "etag">, production: EndpointSettings) {
    return apis.saveEndpoints(storage.context, { apiId: id, etag, production, sandbox });
  }

  async function saveTls(tls: Partial<EndpointSettings["tls"]>) {
    const settings = plainEndpoint(one);
    return save(await storage.created(), { ...settings, tls: { ...settings.tls, ...tls } });
  }

  describe("saving endpoints", () => {
    it("stores secrets, keeps them when asked to, and deploys them", async () => {
      const api = await storage.created();
      const settings: EndpointSettings = {
        ...plainEndpoint(one),
        backends: [
          { url: one, weight: 3, maxConnections: 0 },
          { url: two, weight: 1, maxConnections: 9 },
        ],
        headers: [{ name: "Authorization", secret: newSecret("Bearer hush") }],
        tls: { ca: "", cert: pair.cert, key: newSecret(pair.key), serverName: "" },
      };
      value(await save(api, settings));
      const stored = await current(api.id);
      expect(stored.productionEndpoint).toBe(one);
      const masked = maskEndpoint(
        stored.productionEndpoint,
        stored.endpointOptions.production,
        await listSecretFacts(storage.db, api.id),
      );
      expect(JSON.stringify(masked)).not.toMatch(/hush|PRIVATE KEY/);

      value(await save(stored, { ...masked, strategy: "failover" }));
      const kept = await current(api.id);
      expect(kept.endpointOptions.production).toEqual({
        ...stored.endpointOptions.production,
        strategy: "failover",
      });
      const { routingRevision } = await storage.deployed(kept);
      const { entries } = await storage.feedSince(routingRevision - 1);
      expect(entries).toMatchObject([
        {
          record: {
            endpoints: {
              production: {
                strategy: "failover",
                backends: [{ url: one }, { url: two, maxConnections: 9 }],
                headers: [
                  {
                    name: "Authorization",
                    secret: { origins: ["ws://one.example:80", "ws://two.example:80"] },
                  },
                ],
                tls: { key: { sealed: expect.any(String) } },
              },
            },
          },
        },
      ]);
      const [entry] = entries;
      if (entry?.kind !== "route" || entry.record === null) throw new Error("no route");
      const { record, problems } = openRoute(entry.record, (secret, binding) => {
        const dataKey = unwrapDataKey(secret.dataKey, storage.keyring);
        return dataKey && openText(dataKey, secret.sealed, binding);
      });
      expect(problems).toEqual([]);
      expect(record.endpoints.production.headers).toEqual([{ name: "Authorization", value: "Bearer hush" }]);
      expect(record.endpoints.production.tls.key).toBe(pair.key);
    });

    it("checks a kept key against another certificate without having it", async () => {
      const api = await storage.created();
      const settings = plainEndpoint(one);
      const tls = { ...settings.tls, cert: pair.cert, key: newSecret(pair.key) };
      value(await save(api, { ...settings, tls }));
      const stored = await current(api.id);
      const masked = maskEndpoint(
        one,
        stored.endpointOptions.production,
        await listSecretFacts(storage.db, api.id),
      );
      const other = { ...masked, tls: { ...masked.tls, cert: otherPair.cert } };
      expect(refusal(await save(stored, other)).fields).toHaveProperty(["production.tls.key"]);
      value(
        await save(stored, { ...masked, tls: { ...masked.tls, cert: `${pair.cert}\n${otherPair.cert}` } }),
      );
    });

    it("refuses to keep a secret that was never stored, at its field", async () => {
      const headers = [{ name: "X-Key", secret: { kind: "keep", of: "X-Key" } as const }];
      const refused = refusal(await save(await storage.created(), { ...plainEndpoint(one), headers }));
      expect(refused.code).toBe("secret_gone");
      expect(Object.keys(refused.fields ?? {})).toEqual(["production.headers.0.secret"]);
    });

    it("says that a stale save is stale before anything else", async () => {
      const api = await storage.created();
      value(await save(api, plainEndpoint(one)));
      const headers = [{ name: "X-Key", secret: { kind: "keep", of: "X-Key" } as const }];
      expect(refusal(await save(api, { ...plainEndpoint(two), headers })).code).toBe("stale");
      expect((await current(api.id)).productionEndpoint).toBe(one);
    });

    it("takes a certificate with its key, a chain, and an own CA", async () => {
      value(
        await saveTls({ ca: `${pair.cert}\n${otherPair.cert}`, cert: pair.cert, key: newSecret(pair.key) }),
      );
      value(await saveTls({ cert: `${pair.cert}\n${otherPair.cert}`, key: newSecret(pair.key) }));
    });

    it("refuses certificates and keys that cannot work, each at its field", async () => {
      const locked = createPrivateKey(pair.key).export({
        type: "pkcs8",
        format: "pem",
        cipher: "aes-256-cbc",
        passphrase: "x",
      });
      const broken = pair.cert.replace(/\n[A-Za-z0-9+/]{20}/, "\nAAAA");
      const cases = [
        [{ ca: "nonsense" }, "ca", "-----BEGIN CERTIFICATE-----"],
        [{ ca: broken }, "ca", "cannot be read"],
        [{ ca: pair.key }, "ca", "private key"],
        [{ cert: pair.cert }, "key", "needs its private key"],
        [{ key: newSecret(pair.key) }, "cert", "needs its client certificate"],
        [{ cert: pair.cert, key: newSecret(otherPair.key) }, "key", "does not belong"],
        [{ cert: pair.cert, key: newSecret(String(locked)) }, "key", "passphrase"],
        [{ cert: pair.cert, key: newSecret("nonsense") }, "key", "PEM"],
      ] as const;
      for (const [tls, field, words] of cases) {
        const { code, fields } = refusal(await saveTls(tls));
        expect(code).toBe("tls_invalid");
        expect(fields?.[`production.tls.${field}`]?.[0]).toContain(words);
        expect(JSON.stringify(fields)).not.toContain(pair.key.split("\n")[1]);
      }
    });
  });

  describe("saving runtime settings", () => {
    const policy = { inspect: true, maxMessageBytes: 10, rateLimits: [] };

    it("saves the policies of topics into the definition with the rest, or nothing at all", async () => {
      const api = await storage.created();
      const limits = { ...defaultRuntime.limits, maxConnections: 5 };
      const saving = { apiId: api.id, etag: api.etag, security: defaultRuntime.security, limits };
      const gone = [{ address: "/gone", policy }];
      expect(refusal(await apis.saveRuntime(storage.context, { ...saving, topics: gone })).code).toBe(
        "channel_gone",
      );
      expect(await current(api.id)).toMatchObject({
        etag: 1,
        definition: api.definition,
        runtime: defaultRuntime,
      });
      value(await apis.saveRuntime(storage.context, { ...saving, topics: [{ address: "/*", policy }] }));
      const saved = await current(api.id);
      expect(saved.runtime.limits.maxConnections).toBe(5);
      expect(saved.definition).toContain("x-sluice-policy");
      const { routingRevision } = await storage.deployed(saved);
      const { entries } = await storage.feedSince(routingRevision - 1);
      expect(entries).toMatchObject([{ record: { limits: { maxConnections: 5 }, topics: [{ policy }] } }]);
    });
  });

  describe("the pass rules", () => {
    const handshake = { backendRefusals: "pass_on", encodedSlashes: "pass_on" } as const;

    it("are saved on two pages without touching each other, deployed, and come back with a revision", async () => {
      const api = await storage.created();
      expect(api.passRules).toEqual(defaultPassRules);
      const endpoint = maskEndpoint(api.productionEndpoint, api.endpointOptions.production, new Map());
      const none = maskEndpoint("", api.endpointOptions.sandbox, new Map());
      const endpoints = { apiId: api.id, production: endpoint, sandbox: none };
      value(await apis.saveEndpoints(storage.context, { ...endpoints, etag: 1, handshake }));
      const runtime = { apiId: api.id, ...defaultRuntime };
      value(
        await apis.saveRuntime(storage.context, {
          ...runtime,
          etag: 2,
          enforcesTypes: false,
          enforcesHandshake: true,
          tellsThrottled: true,
        }),
      );
      value(await apis.saveEndpoints(storage.context, { ...endpoints, etag: 3 }));
      value(await apis.saveRuntime(storage.context, { ...runtime, etag: 4 }));
      const passRules = {
        ...{ ...handshake, enforcesTypes: false },
        ...{ enforcesHandshake: true, tellsThrottled: true },
      };
      expect((await current(api.id)).passRules).toEqual(passRules);
      const { routingRevision } = await storage.deployed(await current(api.id));
      expect((await storage.feedSince(routingRevision - 1)).entries).toMatchObject([
        { record: { passRules } },
      ]);
      value(await apis.saveRuntime(storage.context, { ...runtime, etag: 5, enforcesTypes: true }));
      const { id } = await storage.db.revision.findFirstOrThrow({ where: { apiId: api.id, number: 1 } });
      value(await restoreRevision(storage.context, { apiId: api.id, revisionId: id, etag: 6 }));
      expect((await current(api.id)).passRules).toEqual(passRules);
    });

    it("do not stand in a revision where nothing was chosen: its digest stays what it was", async () => {
      const api = await storage.created();
      await storage.deployed(api);
      const { snapshot } = await storage.db.revision.findFirstOrThrow({ where: { apiId: api.id } });
      expect(snapshot).not.toContain("passRules");
    });

    it("leave the digest as it was where only older ones are chosen", async () => {
      const api = await storage.created();
      value(
        await apis.saveRuntime(storage.context, {
          ...{ apiId: api.id, ...defaultRuntime, etag: 1 },
          ...{ enforcesTypes: false, enforcesHandshake: false },
        }),
      );
      await storage.deployed(await current(api.id));
      const { snapshot } = await storage.db.revision.findFirstOrThrow({ where: { apiId: api.id } });
      expect(snapshot).toContain("enforcesTypes");
      expect(snapshot).not.toContain("enforcesHandshake");
      expect(snapshot).not.toContain("tellsThrottled");
    });

    it("put what the definition demands of handshakes on the feed, only where that is enforced", async () => {
      const { id, definition } = await storage.created();
      const binding =
        "address: /*\n    bindings: { ws: { query: { required: [lang], properties: { lang: { enum: [en] } } } } }";
      const text = definition.replace("address: /*", binding);
      await storage.db.api.update({ where: { id }, data: { definition: text } });
      const topics = async () => {
        const { routingRevision } = await storage.deployed(await current(id));
        const [entry] = (await storage.feedSince(routingRevision - 1)).entries;
        return entry?.kind === "route" ? entry.record?.topics : undefined;
      };
      const [before] = (await topics()) ?? [];
      expect(before).not.toHaveProperty("handshake");
      const runtime = { apiId: id, ...defaultRuntime, etag: 1 };
      value(await apis.saveRuntime(storage.context, { ...runtime, enforcesHandshake: true }));
      const handshake = { query: [{ name: "lang", isRequired: true, values: ["en"] }], headers: [] };
      expect(await topics()).toMatchObject([{ address: "/*", handshake }]);
    });
  });

  describe("the origin rule", () => {
    const originRule = { kind: "listed", origins: ["https://app.example", "https://*.example.com"] } as const;
    const security = {
      ...defaultRuntime.security,
      originRule: { ...originRule, origins: [...originRule.origins] },
    };

    it("is deployed, frozen in the revision, and comes back with it", async () => {
      const api = await storage.created();
      const saving = { apiId: api.id, etag: api.etag, limits: defaultRuntime.limits };
      value(await apis.saveRuntime(storage.context, { ...saving, security }));
      const { routingRevision } = await storage.deployed(await current(api.id));
      const { entries } = await storage.feedSince(routingRevision - 1);
      expect(entries).toMatchObject([{ record: { security: { originRule } } }]);
      const other = { ...security, originRule: { kind: "none" } } as const;
      value(await apis.saveRuntime(storage.context, { ...saving, etag: 2, security: other }));
      expect((await current(api.id)).runtime.security).toEqual(other);
      expect((await storage.deployed(await current(api.id))).revisionNumber).toBe(2);
      const { id } = await storage.db.revision.findFirstOrThrow({ where: { apiId: api.id, number: 1 } });
      value(await restoreRevision(storage.context, { apiId: api.id, revisionId: id, etag: 3 }));
      expect((await current(api.id)).runtime.security).toEqual(security);
    });

    it("is any for an API and a revision from before there was one, whose digest stays", async () => {
      const api = await storage.created();
      const before = JSON.stringify({ apiKey: true, oauth2: true });
      await storage.db.api.update({ where: { id: api.id }, data: { security: before } });
      expect((await current(api.id)).runtime.security).toEqual(defaultRuntime.security);
      await storage.deployed(api);
      const { snapshot } = await storage.db.revision.findFirstOrThrow({ where: { apiId: api.id } });
      expect(snapshot).toContain(`"security":${before}`);
      const saving = { apiId: api.id, etag: api.etag, limits: defaultRuntime.limits };
      value(await apis.saveRuntime(storage.context, { ...saving, security: defaultRuntime.security }));
      expect(await storage.deployed(await current(api.id))).toMatchObject({
        revisionNumber: 1,
        isNoop: true,
      });
    });
  });

  describe("the health of backends", () => {
    it("is that of the deployed backends, as the gateways that are alive report it", async () => {
      const api = await storage.created({ endpoint: one });
      const now = new Date();
      const health = () => getApiHealth(storage.db, { apiId: api.id, now });
      expect(await health()).toEqual({ aliveGateways: 0, backends: [] });
      await storage.deployed(api);
      expect((await health()).backends).toMatchObject([
        { environment: "production", url: one, state: "unknown", since: null, gateways: { reporting: 0 } },
      ]);
      const alive = randomUUID();
      const silent = randomUUID();
      for (const [id, seenAt] of [
        [alive, now],
        [silent, new Date(now.getTime() - 60_000)],
      ] as const) {
        await reportGateway(storage.db, {
          id,
          environmentId: "default",
          startedAt: now,
          seenAt,
          routingRevision: 1,
          openConnections: 0,
          host: "h",
        });
      }
      const row = { apiId: api.id, environment: "production", since: now, reportedAt: now };
      await storage.db.backendHealth.createMany({
        data: [
          { ...row, gatewayId: alive, url: one, state: "healthy", connections: 2, dialMs: 3.5 },
          { ...row, gatewayId: silent, url: one, state: "unhealthy", problem: "of before" },
          { ...row, gatewayId: alive, url: two, state: "healthy" },
        ],
      });
      expect(await health()).toEqual({
        aliveGateways: 1,
        backends: [
          {
            environment: "production",
            url: one,
            state: "healthy",
            since: now.toISOString(),
            problem: "",
            connections: 2,
            dialMs: 3.5,
            gateways: { reporting: 1, agreeing: 1 },
          },
        ],
      });
    });
  });
});
