// What an owner sees of quotas holds on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Storage } from "#lib/db/test-kit/storage.ts";
import type { Quota } from "#lib/routes/plan-record.ts";
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
      const { startMs, endMs } = quotaWindowAt("hour", now.getTime() - agoMs);
      const key = quotaKey(ofSubscription, hourly, startMs);
      const row = { key, subscriptionId: ofSubscription, used, endsAtMs: endMs };
      await saveUsedQuotas(storage.db, gatewayId, [row], now);
    };
    await pass("a", subscriptionId, 30, 0);
    await pass("b", subscriptionId, 12, 0);
    await pass("a", subscriptionId, 7, 2 * HOUR_MS);
    await pass("a", subscriptionId, 99, 24 * HOUR_MS);
    await pass("a", randomUUID(), 50, 0);

    const [use] = await listQuotaUse(storage.db, { subscriptionId, quotas: [hourly], now });
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
});
