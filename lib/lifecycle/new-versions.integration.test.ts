// What becomes of readers and subscriptions when an API is deprecated or a new version published, on SQLite and PostgreSQL.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Api } from "#lib/apis/api.ts";
import { createApplication } from "#lib/applications/commands.ts";
import { saveVisibility } from "#lib/catalogue/commands.ts";
import { catalogueQuerySchema } from "#lib/catalogue/entry.ts";
import { findPublished, listCatalogue, listSuccessorChoices } from "#lib/catalogue/repository.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import type { Role } from "#lib/identity/role.ts";
import { defaultPlanId } from "#lib/plans/plan.ts";
import { blockSubscription, subscribe } from "#lib/subscriptions/commands.ts";
import { listCarriable, listSubscribers, listSubscriptionEvents } from "#lib/subscriptions/repository.ts";
import { changeLifecycle } from "./commands.ts";
import { listHistory } from "./repository.ts";

const nobody = null;
const retiresOn = "2999-03-31";

describe.each(["sqlite", "postgresql"] as const)("new versions on %s", (kind) => {
  const storage = new Storage(kind);

  const change = (api: Pick<Api, "id">, action: "publish" | "deprecate" | "demote", more: object = {}) =>
    changeLifecycle(storage.context, { apiId: api.id, action, note: "", ...more });

  async function published(overrides: Record<string, string> = {}): Promise<Api> {
    const api = await storage.created(overrides);
    await storage.deployed(api);
    value(await change(api, "publish"));
    return api;
  }

  /** A second version that is deployed and not published. */
  async function nextVersion({ name, context }: Api): Promise<Api> {
    const api = await storage.created({ name, context, version: "2.0.0" });
    await storage.deployed(api);
    return api;
  }

  async function subscriber(...roles: Role[]) {
    const id = randomUUID();
    const username = `p-${id.slice(0, 8)}`;
    await storage.db.user.create({
      data: {
        id,
        name: username,
        email: `${id}@test`,
        username,
        roles: { create: roles.map((role) => ({ role })) },
      },
    });
    const context = { ...storage.context, actor: { id, username } };
    const application = { name: `App ${id.slice(0, 8)}`, description: "" };
    const { applicationId } = value(await createApplication(context, { application }));
    const subscribeTo = (api: Api, planId = defaultPlanId) =>
      subscribe(context, { applicationId, apiId: api.id, planId }, { id, roles });
    return { applicationId, subscribeTo };
  }

  const subscribersOf = (api: Api) => listSubscribers(storage.db, { apiId: api.id, page: 1 });

  describe("a deprecated API", () => {
    it("says until when and what replaces it, on its page and in the catalogue", async () => {
      const old = await published();
      const next = await nextVersion(old);
      value(await change(next, "publish"));
      value(await change(old, "deprecate", { notice: { retiresOn, successorId: next.id } }));
      const deprecation = {
        retiresOn,
        successor: { id: next.id, name: next.displayName, version: "2.0.0" },
      };
      expect(await findPublished(storage.db, old.id, nobody)).toMatchObject({ deprecation });
      const query = catalogueQuerySchema.parse({ q: old.name });
      const { entries } = await listCatalogue(storage.db, query, nobody);
      expect(entries).toContainEqual(expect.objectContaining({ id: old.id, deprecation }));
      expect(entries).toContainEqual(expect.objectContaining({ id: next.id, deprecation: null }));
    });

    it("names what replaces it only to readers who find that one", async () => {
      const old = await published();
      const hidden = await published();
      const visible = { visibility: "signedIn", visibleTo: [] } as const;
      value(await saveVisibility(storage.context, { apiId: hidden.id, visible }));
      value(await change(old, "deprecate", { notice: { retiresOn: null, successorId: hidden.id } }));
      const successorFor = async (viewer: Parameters<typeof findPublished>[2]) =>
        (await findPublished(storage.db, old.id, viewer))?.deprecation?.successor?.id;
      expect(await successorFor(nobody)).toBeUndefined();
      expect(await successorFor({ id: "u", roles: ["subscriber"] })).toBe(hidden.id);
      value(await change(hidden, "demote"));
      expect(await successorFor({ id: "u", roles: ["subscriber"] })).toBeUndefined();
    });

    it("goes on for who is subscribed, on the gateways as well, and takes nobody new", async () => {
      const api = await published();
      const { subscribeTo } = await subscriber("subscriber");
      value(await subscribeTo(api));
      value(await change(api, "deprecate"));
      const { entries } = await storage.feedSince(-1);
      expect(entries).toContainEqual(
        expect.objectContaining({ id: api.id, record: expect.objectContaining({ state: "published" }) }),
      );
      const late = await subscriber("subscriber");
      expect(refusal(await late.subscribeTo(api)).code).toBe("deprecated");
      expect(await subscribersOf(api)).toHaveLength(1);
      value(await change(api, "publish"));
      value(await late.subscribeTo(api));
      expect((await findPublished(storage.db, api.id, nobody))?.deprecation).toBeNull();
      expect((await listHistory(storage.db, api.id)).map(({ to }) => to)).toEqual([
        "published",
        "deprecated",
        "published",
        "created",
      ]);
    });

    it("is told of again with another day, and not with one that is over or a successor that is none", async () => {
      const api = await published();
      const hidden = await storage.created();
      const attempt = (notice: object) =>
        change(api, "deprecate", { notice: { retiresOn: null, successorId: null, ...notice } });
      expect(refusal(await attempt({ retiresOn: "2020-01-01" })).fields).toHaveProperty("notice.retiresOn");
      for (const successorId of [api.id, hidden.id, "nobody"]) {
        expect(refusal(await attempt({ successorId })).fields).toHaveProperty("notice.successorId");
      }
      value(await attempt({ retiresOn }));
      value(await attempt({ retiresOn: "2999-04-30" }));
      expect(await findPublished(storage.db, api.id, nobody)).toMatchObject({
        deprecation: { retiresOn: "2999-04-30", successor: null },
      });
    });

    it("can be replaced by its other versions first", async () => {
      const api = await published();
      const next = await nextVersion(api);
      value(await change(next, "publish"));
      const choices = await listSuccessorChoices(storage.db, api.id);
      expect(choices[0]?.id).toBe(next.id);
      expect(choices.map(({ id }) => id)).not.toContain(api.id);
    });
  });

  describe("publishing a new version", () => {
    it("carries active subscriptions over with their plan and block, and tells history and gateways", async () => {
      const old = await published();
      const free = await subscriber("subscriber");
      const blocked = await subscriber("subscriber");
      value(await free.subscribeTo(old));
      value(await blocked.subscribeTo(old));
      const before = await subscribersOf(old);
      const found = before.find(({ application }) => application.id === blocked.applicationId);
      const block = { apiId: old.id, subscriptionId: found?.id ?? "", blocked: "all", note: "" } as const;
      value(await blockSubscription(storage.context, block));
      const next = await nextVersion(old);
      expect(await listCarriable(storage.db, next.id)).toEqual([
        { id: old.id, version: "1.0.0", subscriptions: 2 },
      ]);
      value(await change(next, "publish", { carryFrom: old.id }));
      const carried = await subscribersOf(next);
      const stateOf = ({ applicationId }: { applicationId: string }) =>
        carried.find(({ application }) => application.id === applicationId);
      expect(stateOf(free)).toMatchObject({ state: "active", blocked: "none", plan: { id: defaultPlanId } });
      expect(stateOf(blocked)).toMatchObject({ state: "active", blocked: "all" });
      expect(await listSubscriptionEvents(storage.db, next.id)).toMatchObject([
        { action: "carriedOver", note: "From version 1.0.0" },
        { action: "carriedOver" },
      ]);
      expect(await subscribersOf(old)).toHaveLength(2);
      const { entries } = await storage.feedSince(-1);
      const told = entries.find(({ id }) => id === free.applicationId);
      expect(JSON.stringify(told)).toContain(next.id);
    });

    it("asks again where nothing else is chosen", async () => {
      const old = await published();
      value(await (await subscriber("subscriber")).subscribeTo(old));
      const next = await nextVersion(old);
      value(await change(next, "publish"));
      expect(await subscribersOf(next)).toEqual([]);
    });

    it("carries nothing to owners who may not find it, and nothing that they have already", async () => {
      const old = await published();
      const stranger = await subscriber("subscriber");
      const admin = await subscriber("admin");
      value(await stranger.subscribeTo(old));
      value(await admin.subscribeTo(old));
      const next = await nextVersion(old);
      const visible = { visibility: "roles", visibleTo: ["publisher"] } as const;
      const hiding = { apiId: next.id, visible: { ...visible, visibleTo: [...visible.visibleTo] } };
      value(await saveVisibility(storage.context, hiding));
      value(await change(next, "publish", { carryFrom: old.id }));
      value(await change(next, "demote"));
      value(await change(next, "publish", { carryFrom: old.id }));
      expect((await subscribersOf(next)).map(({ application }) => application.id)).toEqual([
        admin.applicationId,
      ]);
    });

    it("is not done at all where what it carries from is no other version of the API", async () => {
      const other = await published();
      const api = await storage.created();
      await storage.deployed(api);
      for (const carryFrom of [other.id, api.id, "gone"]) {
        expect(refusal(await change(api, "publish", { carryFrom })).code).toBe("not_found");
      }
      expect(await findPublished(storage.db, api.id, nobody)).toBeNull();
    });
  });
});
