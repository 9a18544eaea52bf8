// What an owner sees of quotas holds on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Storage, value } from "#lib/db/test-kit/storage.ts";
import { createPlan } from "#lib/plans/commands.ts";
import { listPlans } from "#lib/plans/repository.ts";
import { type Quota, unlimited } from "#lib/routes/plan-record.ts";
import { quotaKey, quotaWindowAt } from "#lib/routes/quota-window.ts";
import { saveUsedQuotas } from "./commands.ts";
import { listQuotaUse } from "./repository.ts";

const HOUR_MS = 3_600_000;
const now = new Date("2026-11-27T10:30:00Z");
const hourly: Quota = { unit: "messages", amount: 100, per: "hour", directions: "both", action: "close" };

describe.each(["sqlite", "postgresql"] as const)("the use of a quota on %s", (kind) => {
  const storage = new Storage(kind);

  it("is what all gateways let pass, in the present window and in those before it", async () => {
    const subscriptionId = randomUUID();
    const pass = async (gatewayId: string, ofSubscription: string, used: number, agoMs: number) => {
      const { startMs, endMs } = quotaWindowAt("hour", "UTC", now.getTime() - agoMs);
      const key = quotaKey(ofSubscription, hourly, startMs);
      const row = { key, subscriptionId: ofSubscription, used, endsAtMs: endMs };
      await saveUsedQuotas(storage.db, gatewayId, [row], now);
    };
    await pass("a", subscriptionId, 30, 0);
    await pass("b", subscriptionId, 12, 0);
    await pass("a", subscriptionId, 7, 2 * HOUR_MS);
    await pass("a", subscriptionId, 99, 24 * HOUR_MS);
    await pass("a", randomUUID(), 50, 0);

    const limits = { quotas: [hourly], timeZone: "UTC" };
    const used = await listQuotaUse(storage.db, { subscriptions: [{ subscriptionId, limits }], now });
    const use = used.get(subscriptionId)?.[0];
    expect(use).toMatchObject({ used: 42, resetsAtMs: Date.parse("2026-11-27T11:00:00Z") });
    expect(use?.windows).toHaveLength(24);
    expect(use?.windows.slice(-4)).toEqual([
      { startMs: Date.parse("2026-11-27T07:00:00Z"), used: 0 },
      { startMs: Date.parse("2026-11-27T08:00:00Z"), used: 7 },
      { startMs: Date.parse("2026-11-27T09:00:00Z"), used: 0 },
      { startMs: Date.parse("2026-11-27T10:00:00Z"), used: 42 },
    ]);
    expect(use?.windows.reduce((sum, { used }) => sum + used, 0)).toBe(49);
  });

  it("begins anew by the clocks of the plan's zone, and from nothing where the plan gets another", async () => {
    const subscriptionId = randomUUID();
    const daily: Quota = { ...hourly, per: "day" };
    const limits = { ...unlimited, quotas: [daily], timeZone: "Asia/Kolkata" };
    const plan = { name: `Kolkata ${randomUUID()}`, description: "", needsApproval: false, limits };
    const { planId } = value(await createPlan(storage.context, { plan }));
    const stored = (await listPlans(storage.db)).find(({ id }) => id === planId)?.limits;
    expect(stored).toEqual(limits);
    const { startMs, endMs } = quotaWindowAt("day", "Asia/Kolkata", now.getTime());
    const row = { key: quotaKey(subscriptionId, daily, startMs), subscriptionId, used: 5, endsAtMs: endMs };
    await saveUsedQuotas(storage.db, "a", [row], now);
    const use = async (timeZone: string) => {
      const subscriptions = [{ subscriptionId, limits: { ...limits, timeZone } }];
      return (await listQuotaUse(storage.db, { subscriptions, now })).get(subscriptionId)?.[0];
    };
    expect(await use("Asia/Kolkata")).toMatchObject({
      used: 5,
      timeZone: "Asia/Kolkata",
      resetsAtMs: Date.parse("2026-11-28T00:00+05:30"),
    });
    expect(await use("UTC")).toMatchObject({ used: 0, resetsAtMs: Date.parse("2026-11-28T00:00Z") });
  });
});
