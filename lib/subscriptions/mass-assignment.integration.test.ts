// Mass assignment: what a browser sends beside the fields of a form changes no application, key or subscription.
import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createApplicationSchema, updateApplicationSchema } from "#lib/applications/application.ts";
import * as applications from "#lib/applications/commands.ts";
import { changeKeySchema, createKeySchema, rotateKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import * as keys from "#lib/credentials/api-keys/commands.ts";
import { consumersOf } from "#lib/db/test-kit/consumers.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import * as plans from "#lib/plans/commands.ts";
import { unlimited } from "#lib/routes/plan-record.ts";
import * as subscriptions from "./commands.ts";
import { subscribeSchema } from "./subscription.ts";

describe.each(["sqlite", "postgresql"] as const)("what a form does not have, on %s", (kind) => {
  const storage = new Storage(kind);

  const { person: personOf, published, subscriber } = consumersOf(storage);
  const person = () => personOf("subscriber");

  it("is left out of an application: its id, owner and team are not the browser's to choose", async () => {
    const mine = await person();
    const other = await person();
    const extra = {
      id: "chosen",
      ownerId: other.id,
      teamId: "chosen",
      nameKey: "x",
      createdAt: new Date(0),
    };
    const application = { name: `App ${randomUUID().slice(0, 8)}`, description: "", ...extra };
    const input = createApplicationSchema.parse({ application, ...extra });
    const { applicationId } = value(await applications.createApplication(mine.context, input));
    const changed = { ...application, name: `${application.name} 2` };
    const update = updateApplicationSchema.parse({ applicationId, application: changed, ...extra });
    value(await applications.updateApplication(mine.context, update));
    const stored = await storage.db.application.findUniqueOrThrow({ where: { id: applicationId } });
    expect(stored).toMatchObject({ ownerId: mine.id, teamId: null, name: changed.name });
    expect(applicationId).not.toBe("chosen");
    expect(stored.createdAt.getTime()).toBeGreaterThan(0);
  });

  it("is left out of a key: what it is, of whom and until when is not the browser's to choose", async () => {
    const { context, applicationId } = await subscriber();
    const chosen = createHash("sha256").update("chosen").digest("hex");
    const extra = {
      ...{ id: "chosen", kind: "test", apiId: "chosen", hash: chosen, prefix: "chosen", ownerId: "chosen" },
      ...{ expiresAt: new Date(0), revokedAt: new Date(0), key: "chosen" },
    };
    const form = {
      applicationId,
      name: "main",
      environment: "production",
      lifetimeDays: null,
      restrictions: {},
    };
    const { key } = value(await keys.createKey(context, createKeySchema.parse({ ...form, ...extra })));
    const [stored, ...others] = await storage.db.credential.findMany({ where: { applicationId } });
    expect(others).toEqual([]);
    const hash = createHash("sha256").update(key).digest("hex");
    expect(stored).toMatchObject({ kind: "api_key", apiId: null, hash, expiresAt: null, revokedAt: null });
    expect(JSON.stringify(stored)).not.toContain("chosen");
    const restrictions = { addresses: [], originRule: { kind: "any" } };
    const named = { keyId: stored?.id, name: "renamed", restrictions };
    const wanted = { ...extra, applicationId: "chosen", environment: "sandbox", scopes: ["chosen"] };
    const input = changeKeySchema.parse({ ...named, ...wanted });
    // What a schema lets through is no way round either.
    for (const change of [input, { ...wanted, ...input }]) value(await keys.changeKey(context, change));
    const changed = await storage.db.credential.findMany({ where: { applicationId } });
    expect(changed).toEqual([
      { ...stored, name: "renamed", restrictions: JSON.stringify(input.restrictions) },
    ]);
    const rotation = rotateKeySchema.parse({ keyId: stored?.id, overlapMs: 0, ...extra });
    const next = value(await keys.rotateKey(context, rotation));
    expect(
      JSON.stringify([next, await storage.db.credential.findMany({ where: { applicationId } })]),
    ).not.toContain("chosen");
  });

  it("is left out of a subscription, and a plan counts only where its API offers it", async () => {
    const [api, otherApi] = [await published(), await published()];
    const { context, applicationId, viewer } = await subscriber();
    const plan = {
      name: `P ${randomUUID().slice(0, 8)}`,
      description: "",
      limits: unlimited,
      needsApproval: true,
    };
    const { planId } = value(await plans.createPlan(storage.context, { plan }));
    value(await plans.offerPlans(storage.context, { apiId: otherApi.id, planIds: [planId] }));
    const extra = {
      ...{ id: "chosen", state: "active", blocked: "none", decidedBy: "chosen", requestedBy: "chosen" },
      ...{ note: "chosen", decidedAt: new Date(0) },
    };
    const parse = (apiId: string) => subscribeSchema.parse({ applicationId, apiId, planId, ...extra });
    expect(refusal(await subscriptions.subscribe(context, parse(api.id), viewer)).code).toBe(
      "plan_not_offered",
    );
    expect(value(await subscriptions.subscribe(context, parse(otherApi.id), viewer)).state).toBe("pending");
    const stored = await storage.db.subscription.findMany({ where: { applicationId } });
    expect(stored).toMatchObject([
      { apiId: otherApi.id, state: "pending", decidedBy: null, decidedAt: null },
    ]);
    expect(JSON.stringify(stored)).not.toContain("chosen");
  });
});
