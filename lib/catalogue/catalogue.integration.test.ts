// The catalogue of published APIs, on both databases: who finds what.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { catalogueQuerySchema } from "#lib/catalogue/entry.ts";
import {
  findDeprecation,
  findPublished,
  listCatalogue,
  listCatalogueTags,
  listSuccessorChoices,
} from "#lib/catalogue/repository.ts";
import type { Viewer } from "#lib/catalogue/visibility.ts";
import { consumersOf } from "#lib/db/test-kit/consumers.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { undeploy } from "#lib/deployments/commands.ts";
import { changeLifecycle } from "#lib/lifecycle/commands.ts";
import { defaultPlanId } from "#lib/plans/plan.ts";
import * as subscriptions from "#lib/subscriptions/commands.ts";
import { listOwnSubscriptions } from "#lib/subscriptions/repository.ts";

const nobody: Viewer = null;

describe.each(["sqlite", "postgresql"] as const)("the catalogue on %s", (kind) => {
  const storage = new Storage(kind);
  const { person, published, subscriber } = consumersOf(storage);

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

  it("has nothing of an API that was published and is deployed nowhere any more, on every way in", async () => {
    const tag = randomUUID().slice(0, 8);
    const api = await published();
    await storage.db.api.update({ where: { id: api.id }, data: { tags: JSON.stringify([tag]) } });
    const replaced = await published();
    const notice = { retiresOn: null, successorId: api.id };
    const deprecation = { apiId: replaced.id, action: "deprecate", note: "", notice } as const;
    value(await changeLifecycle(storage.context, deprecation));
    const reader = await subscriber();
    const creator = await person("creator");
    const asking = { applicationId: reader.applicationId, apiId: api.id, planId: defaultPlanId };
    value(await subscriptions.subscribe(reader.context, asking, reader.viewer));
    const owned = { applicationId: reader.applicationId, personId: reader.id, now: new Date() };
    const ways = async (viewer: Viewer) => [
      (await listCatalogue(storage.db, query(api.name), viewer)).entries.some(({ id }) => id === api.id),
      (await listCatalogueTags(storage.db, viewer)).includes(tag),
      (await findPublished(storage.db, api.id, viewer)) !== null,
      (await findDeprecation(storage.db, replaced.id, viewer))?.successor !== null,
      (await listSuccessorChoices(storage.db, replaced.id)).some(({ id }) => id === api.id),
      (await listOwnSubscriptions(storage.db, owned))[0]?.api.isPublished,
    ];
    for (const viewer of [nobody, reader.viewer, creator.viewer]) {
      expect(await ways(viewer)).toEqual([true, true, true, true, true, true]);
    }
    const { environmentId } = await storage.db.deployment.findFirstOrThrow({ where: { apiId: api.id } });
    value(await undeploy(storage.context, { apiId: api.id, environmentId }));
    for (const viewer of [nobody, reader.viewer, creator.viewer]) {
      expect(await ways(viewer)).toEqual([false, false, false, false, false, false]);
    }
    const late = await subscriber();
    const lateAsking = { ...asking, applicationId: late.applicationId };
    const attempt = await subscriptions.subscribe(late.context, lateAsking, late.viewer);
    expect(refusal(attempt).code).toBe("not_found");
    expect(refusal(await changeLifecycle(storage.context, deprecation)).fields).toHaveProperty(
      "notice.successorId",
    );
    await storage.deployed(api);
    expect(await ways(nobody)).toEqual([true, true, true, true, true, true]);
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
