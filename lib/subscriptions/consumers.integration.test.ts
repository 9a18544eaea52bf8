// What plans, applications, subscriptions, keys and the catalogue promise holds on SQLite and on PostgreSQL alike.
import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Api } from "#lib/apis/api.ts";
import * as applications from "#lib/applications/commands.ts";
import { listApplications } from "#lib/applications/repository.ts";
import { saveVisibility } from "#lib/catalogue/commands.ts";
import { catalogueQuerySchema } from "#lib/catalogue/entry.ts";
import { findPublished, listCatalogue, listCatalogueTags } from "#lib/catalogue/repository.ts";
import type { ApiVisibility, Viewer } from "#lib/catalogue/visibility.ts";
import * as creation from "#lib/creation/commands.ts";
import { createKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import * as keys from "#lib/credentials/api-keys/commands.ts";
import { listKeys } from "#lib/credentials/api-keys/repository.ts";
import { countQueries } from "#lib/db/test-kit/count-queries.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";
import type { Role } from "#lib/identity/role.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { changeLifecycle } from "#lib/lifecycle/commands.ts";
import * as plans from "#lib/plans/commands.ts";
import { defaultPlanId } from "#lib/plans/plan.ts";
import { listOfferedPlans, listPlans } from "#lib/plans/repository.ts";
import { saveUsedQuotas } from "#lib/plans/usage/commands.ts";
import { quotaWindows, unlimited } from "#lib/routes/plan-record.ts";
import { quotaKey, quotaWindowAt } from "#lib/routes/quota-window.ts";
import type { SealedEntry } from "#lib/routes/route-record.ts";
import * as subscriptions from "./commands.ts";
import {
  listOwnSubscriptions,
  listSubscribers,
  listSubscriptionEvents,
  SUBSCRIPTIONS_A_PAGE,
} from "./repository.ts";

const nobody: Viewer = null;
const DAY_MS = 24 * 3_600_000;

describe.each(["sqlite", "postgresql"] as const)("consumers on %s", (kind) => {
  const storage = new Storage(kind);

  /** A person with an account, and a context in which they act. */
  async function person(...roles: Role[]) {
    const id = randomUUID();
    const username = `p-${id.slice(0, 8)}`;
    await storage.db.user.create({ data: { id, name: username, email: `${id}@test`, username } });
    const context: CommandContext = { ...storage.context, actor: { id, username } };
    return { id, username, context, viewer: { id, roles } satisfies Viewer };
  }

  async function published(visible?: ApiVisibility): Promise<Api> {
    const api = await storage.created();
    await storage.deployed(api);
    const action = { apiId: api.id, action: "publish", note: "" } as const;
    value(await changeLifecycle(storage.context, action));
    if (visible) value(await saveVisibility(storage.context, { apiId: api.id, visible }));
    return api;
  }

  async function subscriber() {
    const owner = await person("subscriber");
    const application = { name: `App ${randomUUID().slice(0, 8)}`, description: "" };
    const { applicationId } = value(await applications.createApplication(owner.context, { application }));
    return { ...owner, applicationId };
  }

  const keyInput = (applicationId: string, more: object = {}) =>
    createKeySchema.parse({
      applicationId,
      name: "main",
      environment: "production",
      lifetimeDays: null,
      restrictions: {},
      ...more,
    });

  /** What one change tells the gateways. */
  async function told(run: () => Promise<unknown>): Promise<readonly SealedEntry[]> {
    const before = await getRoutingRevision(storage.db);
    await run();
    return (await storage.feedSince(before)).entries;
  }

  describe("plans", () => {
    it("are there from the start with WSO2's numbers, and a new API offers the unlimited one", async () => {
      const all = await listPlans(storage.db);
      const daily = Object.fromEntries(all.map(({ name, limits }) => [name, limits.quotas[0]?.amount]));
      expect(daily).toMatchObject({ AsyncGold: 50_000, AsyncSilver: 25_000, AsyncBronze: 5_000 });
      const api = await storage.created();
      expect((await listOfferedPlans(storage.db, api.id)).map(({ id }) => id)).toEqual([defaultPlanId]);
      const { entries } = await storage.feedSince(-1);
      expect(entries).toContainEqual({
        kind: "plan",
        id: defaultPlanId,
        record: { id: defaultPlanId, name: "AsyncUnlimited", limits: unlimited },
      });
    });

    it("stay deleted once an admin deletes them, and are not deleted while somebody goes by them", async () => {
      value(await plans.deletePlan(storage.context, { planId: "async-bronze" }));
      await plans.ensureSeededPlans(storage.db, new Date());
      expect((await listPlans(storage.db)).map(({ id }) => id)).not.toContain("async-bronze");
      const api = await published();
      const { context, applicationId, viewer } = await subscriber();
      const input = { applicationId, apiId: api.id, planId: defaultPlanId };
      value(await subscriptions.subscribe(context, input, viewer));
      expect(refusal(await plans.deletePlan(storage.context, { planId: defaultPlanId })).code).toBe("in_use");
    });

    it("have names of their own, whatever the case, and reach the gateways when they change", async () => {
      const plan = { name: "Trial", description: "", limits: unlimited, needsApproval: false };
      const { planId } = value(await plans.createPlan(storage.context, { plan }));
      const twin = await plans.createPlan(storage.context, { plan: { ...plan, name: "TRIAL" } });
      expect(refusal(twin)).toMatchObject({ code: "taken", fields: { name: expect.anything() } });
      const smaller = { ...plan, limits: { ...unlimited, maxConnections: 2 } };
      const entries = await told(() => plans.updatePlan(storage.context, { planId, plan: smaller }));
      expect(entries).toMatchObject([{ kind: "plan", record: { limits: { maxConnections: 2 } } }]);
    });
  });

  describe("applications", () => {
    it("are their owner's alone", async () => {
      const mine = await subscriber();
      const stranger = await person("subscriber", "admin");
      const input = { applicationId: mine.applicationId };
      const renamed = { ...input, application: { name: "Theirs", description: "" } };
      for (const attempt of [
        applications.updateApplication(stranger.context, renamed),
        applications.deleteApplication(stranger.context, input),
        keys.createKey(stranger.context, keyInput(mine.applicationId)),
      ]) {
        expect(refusal(await attempt).code).toBe("not_found");
      }
      expect(await listApplications(storage.db, stranger.id)).toEqual([]);
      expect(await listKeys(storage.db, { ...input, personId: stranger.id })).toEqual([]);
      expect(await listApplications(storage.db, mine.id)).toMatchObject([{ id: mine.applicationId }]);
    });

    it("have names that differ for one owner, and may be called alike by two", async () => {
      const one = await person("subscriber");
      const other = await person("subscriber");
      const input = { application: { name: "Shop", description: "" } };
      value(await applications.createApplication(one.context, input));
      value(await applications.createApplication(other.context, input));
      const twin = { application: { name: "SHOP", description: "" } };
      expect(refusal(await applications.createApplication(one.context, twin)).code).toBe("taken");
    });

    it("take keys and subscriptions with them, and leave a history", async () => {
      const api = await published();
      const { context, applicationId, viewer } = await subscriber();
      const { keyId } = value(await keys.createKey(context, keyInput(applicationId)));
      value(
        await subscriptions.subscribe(
          context,
          { applicationId, apiId: api.id, planId: defaultPlanId },
          viewer,
        ),
      );
      const entries = await told(() => applications.deleteApplication(context, { applicationId }));
      expect(entries).toHaveLength(2);
      expect(entries).toContainEqual({ kind: "credential", id: keyId, record: null });
      expect(entries).toContainEqual({ kind: "application", id: applicationId, record: null });
      expect(await listSubscriptionEvents(storage.db, api.id)).toMatchObject([
        { action: "removed" },
        { action: "subscribed" },
      ]);
    });
  });

  describe("keys", () => {
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

    it("never come back once revoked", async () => {
      const { context, applicationId } = await subscriber();
      const { keyId } = value(await keys.createKey(context, keyInput(applicationId)));
      value(await keys.revokeKey(context, { keyId }));
      expect(refusal(await keys.rotateKey(context, { keyId, overlapMs: 0 })).code).toBe("revoked");
      const application = { name: `Renamed ${randomUUID().slice(0, 8)}`, description: "" };
      const entries = await told(() =>
        applications.updateApplication(context, { applicationId, application }),
      );
      expect(entries.map(({ kind: what }) => what)).toEqual(["application"]);
    });

    it("of an hour are for those who subscribe, and are forgotten once they have ended", async () => {
      const api = await published();
      const { context, applicationId, viewer } = await subscriber();
      const wanted = { apiId: api.id, environment: "production" } as const;
      expect(refusal(await keys.createTryKey(context, wanted)).code).toBe("not_subscribed");
      value(
        await subscriptions.subscribe(
          context,
          { applicationId, apiId: api.id, planId: defaultPlanId },
          viewer,
        ),
      );
      const first = value(await keys.createTryKey(context, wanted));
      expect(first.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(3_600_000);
      const later = { ...context, now: () => new Date(Date.now() + 2 * 3_600_000) };
      const entries = await told(() => keys.createTryKey(later, wanted));
      expect(entries).toContainEqual({ kind: "credential", id: first.keyId, record: null });
    });

    it("tell their owner when they were used last, and from where", async () => {
      const { context, applicationId, id: personId } = await subscriber();
      const { keyId } = value(await keys.createKey(context, keyInput(applicationId)));
      const use = (atMs: number, clientAddress: string) => ({ keyId, atMs, clientAddress });
      await keys.noteKeyUses(storage.db, [use(2_000, "192.0.2.2")]);
      await keys.noteKeyUses(storage.db, [use(1_000, "192.0.2.1"), { ...use(3_000, "x"), keyId: "gone" }]);
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

  describe("subscriptions", () => {
    it("are active at once, or wait where the plan needs approval, until somebody has decided", async () => {
      const api = await published();
      const { context, applicationId, viewer, id: personId } = await subscriber();
      const plan = {
        name: `P ${randomUUID().slice(0, 8)}`,
        description: "",
        limits: unlimited,
        needsApproval: true,
      };
      const { planId } = value(await plans.createPlan(storage.context, { plan }));
      const input = { applicationId, apiId: api.id, planId };
      expect(refusal(await subscriptions.subscribe(context, input, viewer)).code).toBe("plan_not_offered");
      value(await plans.offerPlans(storage.context, { apiId: api.id, planIds: [planId] }));
      expect(value(await subscriptions.subscribe(context, input, viewer)).state).toBe("pending");
      expect(refusal(await subscriptions.subscribe(context, input, viewer)).code).toBe("already_subscribed");
      const [waiting] = await listSubscribers(storage.db, { apiId: api.id, page: 1 });
      const subscriptionId = waiting?.id ?? "";
      const decision = {
        apiId: api.id,
        subscriptionId,
        decision: "reject",
        note: "Say who you are",
      } as const;
      value(await subscriptions.decideSubscription(storage.context, decision));
      expect(refusal(await subscriptions.decideSubscription(storage.context, decision)).code).toBe(
        "not_pending",
      );
      expect(
        await listOwnSubscriptions(storage.db, { applicationId, personId, now: new Date() }),
      ).toMatchObject([{ state: "rejected", note: "Say who you are" }]);
      // Asked again, it waits again.
      expect(value(await subscriptions.subscribe(context, input, viewer)).state).toBe("pending");
      const [again] = await listSubscribers(storage.db, { apiId: api.id, page: 1 });
      const approval = {
        ...decision,
        subscriptionId: again?.id ?? "",
        decision: "approve",
        note: "",
      } as const;
      const entries = await told(() => subscriptions.decideSubscription(storage.context, approval));
      expect(entries).toMatchObject([
        { kind: "application", record: { subscriptions: [{ state: "active", planId }] } },
      ]);
      value(await subscriptions.unsubscribe(context, { subscriptionId: again?.id ?? "" }));
      expect(value(await subscriptions.subscribe(context, input, viewer)).state).toBe("pending");
    });

    it("are blocked and moved to another plan by the API they are to, and no other", async () => {
      const api = await published();
      const other = await published();
      const { context, applicationId, viewer } = await subscriber();
      const input = { applicationId, apiId: api.id, planId: defaultPlanId };
      value(await subscriptions.subscribe(context, input, viewer));
      const [found] = await listSubscribers(storage.db, { apiId: api.id, page: 1 });
      const subscriptionId = found?.id ?? "";
      const block = { subscriptionId, blocked: "production", note: "" } as const;
      const astray = await subscriptions.blockSubscription(storage.context, { ...block, apiId: other.id });
      expect(refusal(astray).code).toBe("not_found");
      const entries = await told(() =>
        subscriptions.blockSubscription(storage.context, { ...block, apiId: api.id }),
      );
      expect(entries).toMatchObject([{ record: { subscriptions: [{ blocked: "production" }] } }]);
      const toGold = { apiId: api.id, subscriptionId, planId: "async-gold" };
      expect(await told(() => subscriptions.changePlan(storage.context, toGold))).toMatchObject([
        { record: { subscriptions: [{ planId: "async-gold" }] } },
      ]);
      value(await subscriptions.changePlan(storage.context, toGold));
      expect((await listSubscriptionEvents(storage.db, api.id)).map(({ action }) => action)).toEqual([
        "planChanged",
        "productionBlocked",
        "subscribed",
      ]);
    });

    it("are listed to the publisher page by page, those that wait first and then the newest", async () => {
      const api = await published();
      const { id: ownerId, username } = await person("subscriber");
      const states = ["active", "rejected", "pending"] as const;
      const rows = Array.from({ length: SUBSCRIPTIONS_A_PAGE + 20 }, (_, index) => ({
        id: randomUUID(),
        state: states[index % states.length] ?? "active",
        requestedAt: new Date(1_000_000 + index),
      }));
      const named = { ownerId, description: "" };
      await storage.db.application.createMany({
        data: rows.map(({ id }) => ({ id, ...named, name: id, nameKey: id, updatedAt: new Date() })),
      });
      const asked = { apiId: api.id, planId: defaultPlanId, requestedBy: username };
      await storage.db.subscription.createMany({
        data: rows.map((row) => ({ ...row, ...asked, applicationId: row.id })),
      });
      const newest = [...rows].reverse();
      const wanted = [
        ...newest.filter(({ state }) => state === "pending"),
        ...newest.filter(({ state }) => state !== "pending"),
      ].map(({ id }) => id);
      const listed = async (page: number) =>
        (await listSubscribers(storage.db, { apiId: api.id, page })).map(({ id }) => id);
      expect(await listed(1)).toEqual(wanted.slice(0, SUBSCRIPTIONS_A_PAGE));
      expect(await listed(2)).toEqual(wanted.slice(SUBSCRIPTIONS_A_PAGE));
      expect(await listed(3)).toEqual([]);
    });

    it("are not ended while they are blocked, and are the same one when they are asked for again", async () => {
      const api = await published();
      const { context, applicationId, viewer, id: personId } = await subscriber();
      const input = { applicationId, apiId: api.id, planId: defaultPlanId };
      value(await subscriptions.subscribe(context, input, viewer));
      const own = async () =>
        (await listOwnSubscriptions(storage.db, { applicationId, personId, now: new Date() }))[0];
      const subscriptionId = (await own())?.id ?? "";
      const block = { apiId: api.id, subscriptionId, note: "" };
      value(await subscriptions.blockSubscription(storage.context, { ...block, blocked: "all" }));
      expect(refusal(await subscriptions.unsubscribe(context, { subscriptionId })).code).toBe("blocked");
      value(await subscriptions.blockSubscription(storage.context, { ...block, blocked: "none" }));
      value(await subscriptions.unsubscribe(context, { subscriptionId }));
      value(await subscriptions.subscribe(context, input, viewer));
      // Or what it used of a quota would be forgotten.
      expect((await own())?.id).toBe(subscriptionId);
    });

    it("are read with what is used of their quotas by as many queries for many as for one", async () => {
      const each = { unit: "messages", amount: 100, directions: "both", action: "close" } as const;
      const limits = { ...unlimited, quotas: quotaWindows.map((per) => ({ ...each, per })) };
      const plan = { name: `Quotas ${randomUUID()}`, description: "", needsApproval: false, limits };
      const { planId } = value(await plans.createPlan(storage.context, { plan }));
      const { context, applicationId, viewer, id: personId } = await subscriber();
      const subscribed = async () => {
        const api = await published();
        value(await plans.offerPlans(storage.context, { apiId: api.id, planIds: [planId] }));
        value(await subscriptions.subscribe(context, { applicationId, apiId: api.id, planId }, viewer));
      };
      const query = { applicationId, personId, now: new Date() };
      const asked = () => countQueries(storage.db, (db) => listOwnSubscriptions(db, query));
      await subscribed();
      const forOne = await asked();
      // With them more windows than Prisma lets one statement of SQLite have values.
      while ((await storage.db.subscription.count({ where: { applicationId } })) < 10) await subscribed();
      expect(await asked()).toBe(forOne);
      const { startMs, endMs } = quotaWindowAt("hour", "UTC", query.now.getTime());
      const own = await listOwnSubscriptions(storage.db, query);
      const rows = own.map(({ id }, index) => ({
        key: quotaKey(id, { ...each, per: "hour" }, startMs),
        ...{ subscriptionId: id, used: index, endsAtMs: endMs },
      }));
      await saveUsedQuotas(storage.db, "a", rows, query.now);
      const used = (await listOwnSubscriptions(storage.db, query)).map(({ quotas }) => quotas[1]?.used);
      expect(used).toEqual(rows.map(({ used }) => used));
    });

    it("are their owner's to end, and go with the API", async () => {
      const api = await published();
      const { context, applicationId, viewer, id: personId } = await subscriber();
      value(
        await subscriptions.subscribe(
          context,
          { applicationId, apiId: api.id, planId: defaultPlanId },
          viewer,
        ),
      );
      const [own] = await listOwnSubscriptions(storage.db, { applicationId, personId, now: new Date() });
      const stranger = await person("subscriber");
      const astray = await subscriptions.unsubscribe(stranger.context, { subscriptionId: own?.id ?? "" });
      expect(refusal(astray).code).toBe("not_found");
      const entries = await told(() => creation.deleteApi(storage.context, { apiId: api.id }));
      expect(entries).toContainEqual({
        kind: "application",
        id: applicationId,
        record: expect.objectContaining({ subscriptions: [] }),
      });
    });
  });

  describe("the catalogue", () => {
    const query = (q = "", tag = "") => catalogueQuerySchema.parse({ q, tag });

    it("shows what is published, and what its people may see, on every way in", async () => {
      const hidden = await storage.created();
      const open = await published();
      const signedIn = await published({ visibility: "signedIn", visibleTo: [] });
      const forAdmins = await published({ visibility: "roles", visibleTo: ["admin"] });
      const forSubscribers = await published({ visibility: "roles", visibleTo: ["subscriber"] });
      const reader = await subscriber();
      const creator = await person("creator");
      const sees = async (viewer: Viewer) => {
        const found = [];
        for (const api of [hidden, open, signedIn, forAdmins, forSubscribers]) {
          const listed = await listCatalogue(storage.db, query(api.name), viewer);
          const isListed = listed.entries.some(({ id }) => id === api.id);
          expect((await findPublished(storage.db, api.id, viewer)) !== null).toBe(isListed);
          found.push(isListed);
        }
        return found;
      };
      expect(await sees(nobody)).toEqual([false, true, false, false, false]);
      expect(await sees(reader.viewer)).toEqual([false, true, true, false, true]);
      expect(await sees(creator.viewer)).toEqual([false, true, true, true, true]);
      const input = { applicationId: reader.applicationId, planId: defaultPlanId };
      for (const { id: apiId } of [hidden, forAdmins]) {
        const attempt = await subscriptions.subscribe(reader.context, { ...input, apiId }, reader.viewer);
        expect(refusal(attempt).code).toBe("not_found");
      }
    });

    it("leaves the tags of hidden APIs out", async () => {
      const tag = randomUUID().slice(0, 8);
      const api = await published({ visibility: "roles", visibleTo: ["admin"] });
      await storage.db.api.update({ where: { id: api.id }, data: { tags: JSON.stringify([tag]) } });
      expect(await listCatalogueTags(storage.db, nobody)).not.toContain(tag);
      const creator = await person("creator");
      expect(await listCatalogueTags(storage.db, creator.viewer)).toContain(tag);
      expect((await listCatalogue(storage.db, query("", tag), creator.viewer)).entries).toHaveLength(1);
      expect((await listCatalogue(storage.db, query("", tag), nobody)).entries).toEqual([]);
    });

    it("lists the tags of most APIs first, whichever tags they have beside them, and then by name", async () => {
      const [often, first, second] = [`often-${randomUUID()}`, `a-${randomUUID()}`, `b-${randomUUID()}`];
      for (const tags of [[often, second], [often, second], [first, often], [first], []]) {
        const { id } = await published();
        await storage.db.api.update({ where: { id }, data: { tags: JSON.stringify(tags) } });
      }
      const listed = await listCatalogueTags(storage.db, nobody);
      expect(listed.filter((tag) => [often, first, second].includes(tag))).toEqual([often, first, second]);
    });

    it("finds an API by its topics, messages and description, however they are written", async () => {
      const api = await storage.created({ template: "prices" });
      await storage.deployed(api);
      value(await changeLifecycle(storage.context, { apiId: api.id, action: "publish", note: "" }));
      for (const words of ["/prices", "UNSUBSCRIBE", `${api.name} prices`]) {
        const { entries } = await listCatalogue(storage.db, query(words), nobody);
        expect(entries.map(({ id }) => id)).toContain(api.id);
      }
      expect((await listCatalogue(storage.db, query("no_such%word"), nobody)).entries).toEqual([]);
    });

    it("shows the design that is live, not the one being worked on", async () => {
      const api = await published();
      await storage.db.api.update({ where: { id: api.id }, data: { definition: "asyncapi: 3.0.0 # draft" } });
      const found = await findPublished(storage.db, api.id, nobody);
      expect(found?.design.definition).toBe(api.definition);
    });
  });
});
