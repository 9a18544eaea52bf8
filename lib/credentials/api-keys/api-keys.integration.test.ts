// API keys of applications, on both databases.
import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as applications from "#lib/applications/commands.ts";
import { changeKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import * as keys from "#lib/credentials/api-keys/commands.ts";
import { listKeys } from "#lib/credentials/api-keys/repository.ts";
import { createClient } from "#lib/credentials/oauth-clients/commands.ts";
import { createClientSchema } from "#lib/credentials/oauth-clients/oauth-client.ts";
import { noteKeyUses } from "#lib/credentials/uses/commands.ts";
import { consumersOf, keyInput } from "#lib/db/test-kit/consumers.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { defaultPlanId } from "#lib/plans/plan.ts";
import * as subscriptions from "#lib/subscriptions/commands.ts";

const DAY_MS = 24 * 3_600_000;

describe.each(["sqlite", "postgresql"] as const)("API keys on %s", (kind) => {
  const storage = new Storage(kind);
  const { published, subscriber, told } = consumersOf(storage);

  it("are shown once; what is stored and sent is their hash", async () => {
    const { context, applicationId, id: personId } = await subscriber();
    const restrictions = { addresses: ["192.0.2.0/24"] };
    let key = "";
    const entries = await told(async () => {
      ({ key } = value(await keys.createKey(context, keyInput(applicationId, { restrictions }))));
    });
    const hash = createHash("sha256").update(key).digest("hex");
    expect(entries).toMatchObject([{ kind: "credential", record: { hash, addresses: ["192.0.2.0/24"] } }]);
    const stored = await storage.db.credential.findMany({ where: { applicationId } });
    expect(JSON.stringify([stored, entries])).not.toContain(key.slice(12));
    expect(await listKeys(storage.db, { applicationId, personId })).toMatchObject([
      { prefix: key.slice(0, 12), expiresAt: null, restrictions },
    ]);
  });

  it("rotate with the overlap that the owner chooses, never beyond their own end", async () => {
    const { context, applicationId, id: personId } = await subscriber();
    const first = value(await keys.createKey(context, keyInput(applicationId, { lifetimeDays: 1 })));
    const second = value(await keys.rotateKey(context, { keyId: first.keyId, overlapMs: 30 * DAY_MS }));
    expect(second.key).not.toBe(first.key);
    const [newest, oldest] = await listKeys(storage.db, { applicationId, personId });
    expect([newest?.id, oldest?.id, oldest?.isReplaced]).toEqual([second.keyId, first.keyId, true]);
    const left = (oldest?.expiresAt?.getTime() ?? 0) - Date.now();
    expect(left).toBeLessThanOrEqual(DAY_MS);
    const again = await keys.rotateKey(context, { keyId: first.keyId, overlapMs: 0 });
    expect(refusal(again).code).toBe("revoked");
    const entries = await told(() => keys.rotateKey(context, { keyId: second.keyId, overlapMs: 0 }));
    expect(entries).toContainEqual({ kind: "credential", id: second.keyId, record: null });
  });

  it("are called otherwise and bound to other addresses and sites, of which gateways are told, while they stay the same keys", async () => {
    const { context, applicationId, id: personId } = await subscriber();
    const office = { restrictions: { addresses: ["192.0.2.0/24"] } };
    const { keyId } = value(await keys.createKey(context, keyInput(applicationId, office)));
    const find = () => storage.db.credential.findUniqueOrThrow({ where: { id: keyId } });
    const before = await find();
    const originRule = { kind: "listed", origins: ["https://shop.example"] };
    const addresses = ["198.51.100.7", "2001:db8::/32"];
    const entries = await told(async () => {
      const input = changeKeySchema.parse({
        keyId,
        name: " moved ",
        restrictions: { addresses, originRule },
      });
      value(await keys.changeKey(context, input));
    });
    const record = { id: keyId, hash: before.hash, applicationId, expiresAtMs: null, addresses, originRule };
    expect(entries).toMatchObject([{ kind: "credential", id: keyId, record }]);
    const { name: _, restrictions: _bound, ...kept } = before;
    expect(await find()).toMatchObject({ ...kept, name: "moved" });
    expect(await listKeys(storage.db, { applicationId, personId })).toMatchObject([
      { id: keyId, name: "moved", restrictions: { addresses, originRule } },
    ]);
  });

  it("are changed by those alone who share their application, and while they are in force", async () => {
    const { context, applicationId } = await subscriber();
    const stranger = await subscriber();
    const { keyId } = value(await keys.createKey(context, keyInput(applicationId, { lifetimeDays: 1 })));
    const everywhere = { addresses: [], originRule: { kind: "any" as const } };
    const changedBy = (by: typeof context, id = keyId) =>
      keys.changeKey(by, { keyId: id, name: "changed", restrictions: everywhere });
    const others = refusal(await changedBy(stranger.context));
    expect(others).toEqual(refusal(await changedBy(stranger.context, "gone")));
    expect(others.code).toBe("not_found");

    const next = value(await keys.rotateKey(context, { keyId, overlapMs: DAY_MS / 2 }));
    value(await changedBy(context));
    const later = { ...context, now: () => new Date(Date.now() + DAY_MS) };
    expect(refusal(await changedBy(later)).code).toBe("revoked");
    value(await keys.revokeKey(context, { keyId: next.keyId }));
    const entries = await told(async () => {
      expect(refusal(await changedBy(context, next.keyId)).code).toBe("revoked");
    });
    expect(entries).toEqual([]);
  });

  it("are never set free by what a change leaves out, and wrong input is told at its field", () => {
    const wrongAt = (input: object) => {
      const { error } = changeKeySchema.safeParse({ keyId: "k", name: "", ...input });
      return error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n") ?? "";
    };
    const originRule = { kind: "any" };
    expect(wrongAt({})).toMatch(/^restrictions: /);
    expect(wrongAt({ restrictions: {} })).toMatch(
      /^restrictions\.addresses: .*\nrestrictions\.originRule: /s,
    );
    const typo = { addresses: ["192.0.2.300"], originRule };
    expect(wrongAt({ restrictions: typo })).toMatch(
      /^restrictions\.addresses\.0: "192\.0\.2\.300" is neither/,
    );
    expect(wrongAt({ name: "x".repeat(81), restrictions: { addresses: [], originRule } })).toMatch(/^name: /);
  });

  it("never come back once revoked", async () => {
    const { context, applicationId } = await subscriber();
    const { keyId } = value(await keys.createKey(context, keyInput(applicationId)));
    value(await keys.revokeKey(context, { keyId }));
    expect(refusal(await keys.rotateKey(context, { keyId, overlapMs: 0 })).code).toBe("revoked");
    const application = { name: `Renamed ${randomUUID().slice(0, 8)}`, description: "" };
    const entries = await told(() => applications.updateApplication(context, { applicationId, application }));
    expect(entries.map(({ kind: what }) => what)).toEqual(["application"]);
  });

  it("of an hour are for those who subscribe, and are forgotten once they have ended", async () => {
    const api = await published();
    const { context, applicationId, viewer } = await subscriber();
    const wanted = { apiId: api.id, environment: "production" } as const;
    expect(refusal(await keys.createTryKey(context, wanted)).code).toBe("not_subscribed");
    value(
      await subscriptions.subscribe(context, { applicationId, apiId: api.id, planId: defaultPlanId }, viewer),
    );
    const first = value(await keys.createTryKey(context, wanted));
    expect(first.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(3_600_000);
    const later = { ...context, now: () => new Date(Date.now() + 2 * 3_600_000) };
    const entries = await told(() => keys.createTryKey(later, wanted));
    expect(entries).toContainEqual({ kind: "credential", id: first.keyId, record: null });
  });

  it("of an hour are of a subscription that is not blocked for the environment, which the API has to have", async () => {
    const api = await published();
    const { context, applicationId, viewer } = await subscriber();
    const asked = { applicationId, apiId: api.id, planId: defaultPlanId };
    value(await subscriptions.subscribe(context, asked, viewer));
    const application = { name: "Second", description: "" };
    const second = value(await applications.createApplication(context, { application })).applicationId;
    value(await subscriptions.subscribe(context, { ...asked, applicationId: second }, viewer));
    const block = async (which: string, blocked: "none" | "production" | "all") => {
      const found = await storage.db.subscription.findFirstOrThrow({ where: { applicationId: which } });
      const input = { apiId: api.id, subscriptionId: found.id, blocked, note: "" };
      value(await subscriptions.blockSubscription(storage.context, input));
    };
    const triedBy = async (environment: "production" | "sandbox") => {
      const { keyId } = value(await keys.createTryKey(context, { apiId: api.id, environment }));
      return (await storage.db.credential.findUniqueOrThrow({ where: { id: keyId } })).applicationId;
    };
    const inSandbox = { apiId: api.id, environment: "sandbox" } as const;
    expect(refusal(await keys.createTryKey(context, inSandbox)).code).toBe("no_sandbox");
    const live = await storage.db.revision.findFirstOrThrow({ where: { apiId: api.id } });
    const design = { ...JSON.parse(live.snapshot), sandboxEndpoint: "ws://localhost:9098" };
    await storage.db.revision.update({
      where: { id: live.id },
      data: { snapshot: JSON.stringify(design) },
    });
    expect([await triedBy("production"), await triedBy("sandbox")]).toEqual([applicationId, applicationId]);
    await block(applicationId, "production");
    expect([await triedBy("production"), await triedBy("sandbox")]).toEqual([second, applicationId]);
    await block(applicationId, "all");
    await block(second, "all");
    const attempt = await keys.createTryKey(context, { apiId: api.id, environment: "production" });
    expect(refusal(attempt).code).toBe("blocked");
    expect(refusal(await keys.createTryKey(context, inSandbox)).code).toBe("blocked");
  });

  it("of an hour are of the application that is named, for who it belongs to and where its subscription is in force", async () => {
    const api = await published();
    const { context, applicationId: first, viewer } = await subscriber();
    const application = { name: "Second", description: "" };
    const second = value(await applications.createApplication(context, { application })).applicationId;
    for (const applicationId of [first, second]) {
      const asked = { applicationId, apiId: api.id, planId: defaultPlanId };
      value(await subscriptions.subscribe(context, asked, viewer));
    }
    const wanted = { apiId: api.id, environment: "production" } as const;
    const tried = (applicationId: string, by = context) =>
      keys.createTryKey(by, { ...wanted, applicationId });
    const { keyId } = value(await tried(second));
    expect(await storage.db.credential.findUniqueOrThrow({ where: { id: keyId } })).toMatchObject({
      applicationId: second,
    });

    const stranger = await subscriber();
    const others = refusal(await tried(second, stranger.context));
    expect(others).toEqual(refusal(await tried("gone", stranger.context)));
    expect(others.code).toBe("not_found");
    expect(await storage.db.credential.count({ where: { applicationId: second } })).toBe(1);

    expect(refusal(await tried(stranger.applicationId, stranger.context)).code).toBe("not_subscribed");
    const where = { applicationId: second };
    for (const state of ["pending", "rejected"]) {
      await storage.db.subscription.updateMany({ where, data: { state } });
      expect(refusal(await tried(second)).code).toBe(state);
    }
    await storage.db.subscription.updateMany({ where, data: { state: "active", blocked: "all" } });
    expect(refusal(await tried(second)).code).toBe("blocked");
    value(await tried(first));
  });

  it("are made before the first subscription, and not while all that there are wait or were rejected", async () => {
    const api = await published();
    const { context, applicationId, viewer } = await subscriber();
    value(await keys.createKey(context, keyInput(applicationId)));
    value(
      await subscriptions.subscribe(context, { applicationId, apiId: api.id, planId: defaultPlanId }, viewer),
    );
    const client = createClientSchema.parse({ applicationId, environment: "production" });
    for (const state of ["pending", "rejected"]) {
      await storage.db.subscription.updateMany({ where: { applicationId }, data: { state } });
      const outcome = refusal(await keys.createKey(context, keyInput(applicationId)));
      expect([outcome.code, outcome.message]).toEqual(["pending", expect.stringContaining("approved")]);
      expect(refusal(await createClient(context, client)).code).toBe("pending");
    }
    await storage.db.subscription.updateMany({ where: { applicationId }, data: { state: "active" } });
    value(await keys.createKey(context, keyInput(applicationId)));
    value(await createClient(context, client));
  });

  it("tell their owner when they were used last, and from where", async () => {
    const { context, applicationId, id: personId } = await subscriber();
    const { keyId } = value(await keys.createKey(context, keyInput(applicationId)));
    const use = (atMs: number, clientAddress: string) => ({ keyId, atMs, clientAddress });
    await noteKeyUses(storage.db, [use(2_000, "192.0.2.2")]);
    await noteKeyUses(storage.db, [use(1_000, "192.0.2.1"), { ...use(3_000, "x"), keyId: "gone" }]);
    expect(await listKeys(storage.db, { applicationId, personId })).toMatchObject([
      { lastUsedAt: new Date(2_000), lastUsedFrom: "192.0.2.2" },
    ]);
  });

  it("are refused from twenty on", async () => {
    const { context, applicationId } = await subscriber();
    for (let made = 0; made < 20; made += 1) value(await keys.createKey(context, keyInput(applicationId)));
    expect(refusal(await keys.createKey(context, keyInput(applicationId))).code).toBe("too_many");
  });
});
