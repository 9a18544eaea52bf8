// What plans, applications, subscriptions, keys and the catalogue promise holds on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as applications from "#lib/applications/commands.ts";
import { listApplications } from "#lib/applications/repository.ts";
import * as creation from "#lib/creation/commands.ts";
import * as keys from "#lib/credentials/api-keys/commands.ts";
import { listKeys } from "#lib/credentials/api-keys/repository.ts";
import { consumersOf, keyInput } from "#lib/db/test-kit/consumers.ts";
import { countQueries } from "#lib/db/test-kit/count-queries.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import * as plans from "#lib/plans/commands.ts";
import { defaultPlanId } from "#lib/plans/plan.ts";
import { listOfferedPlans, listPlans } from "#lib/plans/repository.ts";
import { saveUsedQuotas } from "#lib/plans/usage/commands.ts";
import { quotaWindows, unlimited } from "#lib/routes/plan-record.ts";
import { quotaKey, quotaWindowAt } from "#lib/routes/quota-window.ts";
import * as subscriptions from "./commands.ts";
import {
  listOwnSubscriptions,
  listSubscribers,
  listSubscriptionEvents,
  SUBSCRIPTIONS_A_PAGE,
} from "./repository.ts";

describe.each(["sqlite", "postgresql"] as const)("consumers on %s", (kind) => {
  const storage = new Storage(kind);
  const { person, published, subscriber, told } = consumersOf(storage);

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

    it("that are blocked stand in the way of others by the same owner, team or person, until they are unblocked", async () => {
      const api = await published();
      const mine = await subscriber();
      const colleague = await subscriber();
      const stranger = await subscriber();
      const another = async ({ context }: { context: CommandContext }) => {
        const application = { name: `Other ${randomUUID().slice(0, 8)}`, description: "" };
        return value(await applications.createApplication(context, { application })).applicationId;
      };
      const asking = (by: typeof mine, asked: string) =>
        subscriptions.subscribe(
          by.context,
          { applicationId: asked, apiId: api.id, planId: defaultPlanId },
          by.viewer,
        );
      value(await asking(mine, mine.applicationId));
      const [found] = await listSubscribers(storage.db, { apiId: api.id, page: 1 });
      const block = { apiId: api.id, subscriptionId: found?.id ?? "", note: "" };
      value(await subscriptions.blockSubscription(storage.context, { ...block, blocked: "production" }));

      const { applicationId } = mine;
      const gone = refusal(await applications.deleteApplication(mine.context, { applicationId }));
      expect([gone.code, gone.message]).toEqual(["blocked", expect.stringContaining(api.displayName)]);
      const second = await another(mine);
      expect(refusal(await asking(mine, second))).toMatchObject({
        code: "blocked",
        message: expect.stringContaining("ask them"),
      });
      const teamId = randomUUID();
      await storage.db.team.create({ data: { id: teamId, name: teamId, nameKey: teamId } });
      for (const { id: userId } of [mine, colleague]) {
        await storage.db.teamMember.create({ data: { teamId, userId, role: "member", addedBy: "x" } });
      }
      const ofTeam = { where: { id: { in: [applicationId, colleague.applicationId] } }, data: { teamId } };
      await storage.db.application.updateMany(ofTeam);
      expect(refusal(await asking(colleague, colleague.applicationId)).code).toBe("blocked");
      // Who asked for what is blocked is no further for having given its application away.
      const given = { where: { id: applicationId }, data: { ownerId: colleague.id, teamId: null } };
      await storage.db.application.update(given);
      expect(refusal(await asking(mine, second)).code).toBe("blocked");
      value(await asking(stranger, stranger.applicationId));

      value(await subscriptions.blockSubscription(storage.context, { ...block, blocked: "none" }));
      value(await asking(mine, second));
      value(await asking(colleague, colleague.applicationId));
      value(await applications.deleteApplication(colleague.context, { applicationId }));
    });

    it("that were rejected and blocked are not asked for anew", async () => {
      const api = await published();
      const { context, applicationId, viewer } = await subscriber();
      const input = { applicationId, apiId: api.id, planId: defaultPlanId };
      value(await subscriptions.subscribe(context, input, viewer));
      const data = { state: "rejected", blocked: "all" };
      await storage.db.subscription.updateMany({ where: { applicationId }, data });
      expect(refusal(await subscriptions.subscribe(context, input, viewer)).code).toBe("blocked");
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
});
