// What erasing a person promises holds on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as applications from "#lib/applications/commands.ts";
import { listApplications } from "#lib/applications/repository.ts";
import { createKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import * as keys from "#lib/credentials/api-keys/commands.ts";
import { createTestKey } from "#lib/credentials/commands.ts";
import { scanTables } from "#lib/db/test-kit/scan-tables.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";
import { ensureAccount } from "#lib/identity/commands.ts";
import { demoAccounts } from "#lib/identity/demo-accounts.ts";
import { findPersonByName, isPasswordOf, listPeople } from "#lib/identity/repository.ts";
import type { Role } from "#lib/identity/role.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { changeLifecycle } from "#lib/lifecycle/commands.ts";
import { listHistory } from "#lib/lifecycle/repository.ts";
import { defaultPlanId } from "#lib/plans/plan.ts";
import * as subscriptions from "#lib/subscriptions/commands.ts";
import { listSubscriptionEvents } from "#lib/subscriptions/repository.ts";
import { eraseAccount, eraseConfirmed } from "./commands.ts";
import { readHoldings } from "./repository.ts";

describe.each(["sqlite", "postgresql"] as const)("erasing a person on %s", (kind) => {
  const storage = new Storage(kind);

  async function person(...roles: Role[]) {
    const username = `p-${randomUUID().slice(0, 8)}`;
    const account = {
      username,
      name: `Name ${username}`,
      email: `${username}@test.example`,
      password: "x",
      roles,
    };
    await ensureAccount(storage.db, account, { now: new Date(), newId: randomUUID });
    const found = await findPersonByName(storage.db, username);
    if (!found) throw new Error("not made");
    const context: CommandContext = { ...storage.context, actor: { id: found.id, username } };
    return { ...found, context };
  }

  async function application(context: CommandContext, name = "Shop") {
    const fields = { application: { name, description: "" } };
    return value(await applications.createApplication(context, fields)).applicationId;
  }

  /** An API that somebody made, published and tested, to which their application is subscribed. */
  async function active() {
    const owner = await person("creator", "publisher", "subscriber");
    const api = await storage.created();
    await storage.db.api.update({
      where: { id: api.id },
      data: { createdBy: owner.username, createdById: owner.id },
    });
    await storage.deployed(api);
    value(await changeLifecycle(owner.context, { apiId: api.id, action: "publish", note: "" }));
    value(await createTestKey(owner.context, { apiId: api.id, environment: "production" }));
    const applicationId = await application(owner.context);
    const asking = { applicationId, apiId: api.id, planId: defaultPlanId };
    value(await subscriptions.subscribe(owner.context, asking, owner));
    const input = {
      applicationId,
      name: "main",
      environment: "production",
      lifetimeDays: null,
      restrictions: {},
    };
    const { keyId } = value(await keys.createKey(owner.context, createKeySchema.parse(input)));
    return { owner, api, applicationId, keyId };
  }

  async function issuerBy(createdBy: string): Promise<string> {
    const id = randomUUID();
    const texts = {
      name: id,
      nameKey: id,
      url: `https://${id}.test`,
      audience: "a",
      applicationClaim: "azp",
    };
    const issuer = { id, ...texts, scopeClaim: "scope", algorithms: "[]", clockSkewSeconds: 0, createdBy };
    await storage.db.issuer.create({ data: issuer });
    return id;
  }

  const mode = "production";
  const circumstances = () => ({ now: new Date(), newId: randomUUID });
  const erase = (username: string, newOwner: string | null = null) =>
    eraseAccount(storage.db, { username, newOwner, mode, ...circumstances() });

  const tablesNaming = (text: string) => scanTables(storage.db, kind, [text]);

  it("takes name, address and sessions, and leaves histories that say a former member", async () => {
    const { owner, api } = await active();
    const heir = await person("subscriber");
    const session = { id: randomUUID(), token: randomUUID(), expiresAt: new Date(Date.now() + 60_000) };
    await storage.db.session.create({ data: { ...session, userId: owner.id } });
    await issuerBy(owner.username);
    expect(await tablesNaming(owner.username)).toEqual(expect.arrayContaining(["Issuer", "LifecycleEvent"]));

    value(await erase(owner.username.toUpperCase(), heir.username));
    expect(await findPersonByName(storage.db, owner.username)).toBeNull();
    expect(await storage.db.session.count({ where: { userId: owner.id } })).toBe(0);
    expect(await storage.db.account.count({ where: { userId: owner.id } })).toBe(0);
    expect(await tablesNaming(owner.username)).toEqual([]);
    expect(JSON.stringify(await listHistory(storage.db, api.id))).toContain("a former member");
    expect(await listSubscriptionEvents(storage.db, api.id)).toMatchObject([
      { action: "transferred", by: "a former member", note: `To ${heir.username}` },
      { action: "subscribed", by: "a former member" },
    ]);
  });

  it("forgets the connections that they opened with test keys, and no others", async () => {
    const { owner, api } = await active();
    const heir = await person("subscriber");
    const gone = `test:${owner.username}`;
    const other = `test:${heir.username}`;
    const at = new Date();
    const rowOf = (application: string) => ({
      ...{ id: randomUUID(), apiId: api.id, gatewayId: "g1", topic: "/*", application, code: 1000 },
      ...{ clientAddress: "192.0.2.1", openedAt: at, closedAt: at, closedBy: "client" },
      ...{ body: JSON.stringify({ application }), searchText: application.toLowerCase() },
    });
    await storage.db.closedConnection.createMany({ data: [rowOf(gone), rowOf(other)] });
    for (const [gatewayId, application] of [
      ["g1", gone],
      ["g2", other],
    ] as const) {
      const live = { body: JSON.stringify([{ application }]), total: 1, takenAt: at };
      await storage.db.liveConnections.create({ data: { gatewayId, apiId: api.id, ...live } });
    }
    value(await erase(owner.username, heir.username));
    expect(await tablesNaming(owner.username)).toEqual([]);
    expect(await tablesNaming(other)).toEqual(
      expect.arrayContaining(["ClosedConnection", "LiveConnections"]),
    );
  });

  it("gives the applications to their new owner, with their keys, and withdraws test keys", async () => {
    const { owner, applicationId, keyId } = await active();
    const heir = await person("subscriber");
    const before = await getRoutingRevision(storage.db);

    const moved = [{ owner: heir.username, applications: ["Shop"] }];
    expect(value(await erase(owner.username, heir.username))).toEqual({ moved, deleted: [] });
    expect(await listApplications(storage.db, heir.id)).toMatchObject([
      { id: applicationId, subscriptions: 1, keys: 1 },
    ]);
    const { entries } = await storage.feedSince(before);
    const told = entries.map(({ kind, id, record }) => ({ kind, id, isGone: record === null }));
    expect(told).toContainEqual({ kind: "application", id: applicationId, isGone: false });
    expect(told).not.toContainEqual({ kind: "credential", id: keyId, isGone: true });
    expect(told.filter(({ kind, isGone }) => kind === "credential" && isGone)).toHaveLength(1);
  });

  it("is refused while they own applications with subscriptions, and changes nothing then", async () => {
    const { owner } = await active();
    expect(refusal(await erase(owner.username))).toMatchObject({
      code: "has_subscriptions",
      message: expect.stringContaining("Shop"),
    });
    expect(await findPersonByName(storage.db, owner.username)).not.toBeNull();
  });

  it("deletes applications that nobody uses, at the gateways too", async () => {
    const owner = await person("subscriber");
    const applicationId = await application(owner.context);
    const before = await getRoutingRevision(storage.db);
    expect(value(await erase(owner.username))).toEqual({ moved: [], deleted: ["Shop"] });
    const { entries } = await storage.feedSince(before);
    expect(entries).toContainEqual({ kind: "application", id: applicationId, record: null });
  });

  it("withdraws what stood for deleted applications at issuers, which another application may be next", async () => {
    const owner = await person("subscriber");
    const applicationId = await application(owner.context);
    const issuerId = await issuerBy("somebody");
    const id = randomUUID();
    await storage.db.issuerIdentity.create({ data: { id, issuerId, applicationId, value: "shop" } });
    const before = await getRoutingRevision(storage.db);
    value(await erase(owner.username));
    const { entries } = await storage.feedSince(before);
    expect(entries).toContainEqual({ kind: "credential", id, record: null });
  });

  it("forgets what was sent to them, and leaves what was sent to others whose addresses hold theirs", async () => {
    const { id, username } = await person("subscriber");
    const email = `${username}@test.example`;
    const other = `jo${email}`;
    const sent = (identifier: string, about: string) => ({
      ...{ id: randomUUID(), identifier, value: about },
      expiresAt: new Date(Date.now() + 60_000),
    });
    const reset = `reset-password:${randomUUID()}`;
    await storage.db.verification.createMany({ data: [sent(email, "1"), sent(reset, id), sent(other, "2")] });
    value(await erase(username));
    const where = { identifier: { in: [email, reset, other] } };
    expect(await storage.db.verification.findMany({ where })).toMatchObject([{ identifier: other }]);
  });

  it("is refused where the new owner is nobody, may own none, or has one of the name", async () => {
    const { owner } = await active();
    const creator = await person("creator");
    const other = await person("subscriber");
    await application(other.context, "shop");
    expect(refusal(await erase(owner.username, "nobody")).code).toBe("owner_unknown");
    expect(refusal(await erase(owner.username, creator.username)).code).toBe("owner_unfit");
    expect(refusal(await erase(owner.username, owner.username)).code).toBe("owner_unfit");
    expect(refusal(await erase(owner.username, other.username)).code).toBe("taken");
    expect(await listApplications(storage.db, owner.id)).toHaveLength(1);
  });

  it("is refused for the only admin, and for nobody", async () => {
    const only = await person("admin");
    expect(refusal(await erase(only.username)).code).toBe("last_admin");
    expect(refusal(await erase("nobody")).code).toBe("not_found");
  });

  it("by an id asks for the username that goes with it, in any case, and for one that is there", async () => {
    const { id: userId, username } = await person("subscriber");
    const other = await person("subscriber");
    const confirm = (typed: string) =>
      eraseConfirmed(storage.db, { userId, username: typed, newOwner: null, mode, ...circumstances() });
    expect(refusal(await confirm(other.username))).toMatchObject({
      code: "other_name",
      fields: { username: [expect.stringContaining(username)] },
    });
    expect(await findPersonByName(storage.db, username)).not.toBeNull();
    expect(value(await confirm(username.toUpperCase()))).toEqual({ moved: [], deleted: [] });
    expect(refusal(await confirm(username)).code).toBe("not_found");
  });

  it("is foretold by what they have", async () => {
    const { owner, applicationId } = await active();
    await application(owner.context, "Idle");
    expect(await readHoldings(storage.db, { personId: owner.id, mode })).toMatchObject({
      isOnlyAdmin: false,
      applications: [
        { name: "Idle", subscriptions: 0 },
        { id: applicationId, subscriptions: 1 },
      ],
      teams: [],
    });
  });

  it("is refused for demo accounts in evaluation mode, which every start would make anew, and for nobody else there", async () => {
    const other = await person("subscriber");
    for (const account of demoAccounts) await ensureAccount(storage.db, account, circumstances());
    const demo = await findPersonByName(storage.db, "subscriber");
    const terms = { username: "subscriber", newOwner: null, ...circumstances() };
    const evaluation = { ...terms, mode: "evaluation" } as const;
    const typed = { ...evaluation, userId: demo?.id ?? "" };
    for (const outcome of [
      await eraseAccount(storage.db, evaluation),
      await eraseConfirmed(storage.db, typed),
    ])
      expect(refusal(outcome)).toMatchObject({
        code: "demo_account",
        message: expect.stringContaining("make it anew at its next start"),
      });
    value(await eraseAccount(storage.db, { ...evaluation, username: other.username }));
    value(await eraseAccount(storage.db, { ...terms, mode }));
  });

  it("knows a person's password from another's", async () => {
    const { id } = await person("subscriber");
    expect(await isPasswordOf(storage.db, id, "x")).toBe(true);
    expect(await isPasswordOf(storage.db, id, "y")).toBe(false);
    expect(await isPasswordOf(storage.db, "nobody", "x")).toBe(false);
  });

  it("begins with finding them by a part of the name, the username or the address, in any case", async () => {
    const { id, username } = await person("subscriber");
    const found = async (text: string) => (await listPeople(storage.db, text)).people.map((one) => one.id);
    const part = username.slice(1, 9).toUpperCase();
    expect(await found(`NAME P${part}`)).toEqual([id]);
    expect(await found(`${username}@TEST`)).toEqual([id]);
    expect(await found(part)).toEqual([id]);
    expect(await found("%")).toEqual([]);
    expect(await found("p_")).toEqual([]);
    expect(await found("\\")).toEqual([]);
    expect(await found("")).toContain(id);
  });
});
