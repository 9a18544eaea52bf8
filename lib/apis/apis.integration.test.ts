// What creating, saving and listing APIs promise holds on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as apis from "#lib/apis/commands.ts";
import { findApi, listApis } from "#lib/apis/repository.ts";
import * as creation from "#lib/creation/commands.ts";
import { plainEndpoint, refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { listHistory } from "#lib/lifecycle/repository.ts";

describe.each(["sqlite", "postgresql"] as const)("APIs on %s", (kind) => {
  const storage = new Storage(kind);

  describe("creating", () => {
    it("gives a new API the default topic, its base path and a history", async () => {
      const api = await storage.created({ context: "/{version}/templated" });
      expect(api).toMatchObject({
        basePath: "/1.0.0/templated",
        state: "created",
        etag: 1,
        createdBy: "creator",
      });
      expect(api.definition).toContain("/*");
      expect(await listHistory(storage.db, api.id)).toMatchObject([
        { from: null, to: "created", by: "creator" },
      ]);
    });

    it("refuses a name and version that exist, at the version", async () => {
      const api = await storage.created();
      const again = storage.input({ name: api.name, context: api.context });
      const { code, fields } = refusal(
        await creation.createApi(storage.context, { input: again, operationKey: randomUUID() }),
      );
      expect(code).toBe("taken");
      expect(fields?.version?.[0]).toContain("already exists");
    });

    it("refuses a context of another API, whatever its case", async () => {
      const api = await storage.created();
      const { fields } = refusal(
        await creation.createApi(storage.context, {
          input: storage.input({ context: api.context.toUpperCase() }),
          operationKey: randomUUID(),
        }),
      );
      expect(fields?.context?.[0]).toContain(api.name);
    });

    it("refuses paths that differ in case only, also where the version makes the difference", async () => {
      const first = await storage.created({ version: "beta" });
      const attempt = async (overrides: Record<string, string>) =>
        refusal(
          await creation.createApi(storage.context, {
            input: storage.input(overrides),
            operationKey: randomUUID(),
          }),
        ).fields;
      const twin = await attempt({ name: first.name, context: first.context, version: "Beta" });
      expect(twin?.version?.[0]).toContain("beta already exists");
      const inside = await attempt({ context: `${first.basePath.toUpperCase()}/orders`, version: "1" });
      expect(inside?.context?.[0]).toContain(`overlaps ${first.basePath}`);
    });

    it("refuses a path inside another API's, or around it", async () => {
      const shop = await storage.created();
      const inside = storage.input({ context: `${shop.basePath}/orders`, version: "live" });
      const { fields } = refusal(
        await creation.createApi(storage.context, { input: inside, operationKey: randomUUID() }),
      );
      expect(fields?.context?.[0]).toContain(`overlaps ${shop.basePath}`);
      const deep = await storage.created({ context: `/deep-${randomUUID().slice(0, 8)}/a/b`, version: "1" });
      const around = storage.input({ context: deep.basePath.split("/").slice(0, 2).join("/"), version: "a" });
      expect(
        refusal(await creation.createApi(storage.context, { input: around, operationKey: randomUUID() }))
          .fields?.context,
      ).toBeDefined();
    });

    it("lets APIs share the beginning of their paths", async () => {
      const first = await storage.created();
      const second = await storage.created({ context: `${first.context}/more` });
      expect(second.basePath).toBe(`${first.context}/more/1.0.0`);
    });

    it("takes a second version of a name on the same context", async () => {
      const api = await storage.created();
      const second = await storage.created({ name: api.name, context: api.context, version: "2.0.0" });
      expect(second.basePath).toBe(`${api.context}/2.0.0`);
    });

    it("lets only one of two simultaneous creations of a name win", async () => {
      const twice = storage.input();
      const outcomes = await Promise.all(
        [1, 2].map(() => creation.createApi(storage.context, { input: twice, operationKey: randomUUID() })),
      );
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    });

    it("answers a retried request with the API it made before", async () => {
      const request = { input: storage.input(), operationKey: randomUUID() };
      const first = value(await creation.createAndPublish(storage.context, request));
      const second = value(await creation.createAndPublish(storage.context, request));
      expect(second).toEqual(first);
    });

    it("does not take the answer of another operation or person for its own", async () => {
      const operationKey = randomUUID();
      const first = value(
        await creation.createApi(storage.context, { input: storage.input(), operationKey }),
      );
      const published = value(
        await creation.createAndPublish(storage.context, { input: storage.input(), operationKey }),
      );
      const other = { ...storage.context, actor: { id: "u2", username: "other" } };
      const theirs = value(await creation.createApi(other, { input: storage.input(), operationKey }));
      expect(new Set([first.apiId, published.apiId, theirs.apiId]).size).toBe(3);
    });

    it("creates, deploys and publishes in one go, or leaves nothing behind", async () => {
      const { apiId } = value(
        await creation.createAndPublish(storage.context, {
          input: storage.input(),
          operationKey: randomUUID(),
        }),
      );
      expect(await findApi(storage.db, apiId)).toMatchObject({ state: "published" });
      const without = storage.input({ endpoint: "" });
      expect(
        refusal(
          await creation.createAndPublish(storage.context, { input: without, operationKey: randomUUID() }),
        ).code,
      ).toBe("endpoint_missing");
      const page = await listApis(storage.db, {
        search: without.name,
        state: null,
        cursor: null,
        limit: 10,
      });
      expect(page.items.filter((item) => item.name === without.name)).toEqual([]);
    });
  });

  describe("saving", () => {
    it("refuses a save that started from an older version", async () => {
      const api = await storage.created();
      const save = {
        apiId: api.id,
        etag: api.etag,
        production: plainEndpoint("ws://one.example"),
        sandbox: plainEndpoint(""),
      };
      expect(value(await apis.saveEndpoints(storage.context, save))).toEqual({ etag: 2 });
      expect(
        refusal(
          await apis.saveEndpoints(storage.context, {
            ...save,
            production: plainEndpoint("ws://two.example"),
          }),
        ).code,
      ).toBe("stale");
      expect((await findApi(storage.db, api.id))?.productionEndpoint).toBe("ws://one.example");
    });

    it("says when the API was deleted meanwhile", async () => {
      const api = await storage.created();
      value(await creation.deleteApi(storage.context, { apiId: api.id }));
      const save = {
        apiId: api.id,
        etag: api.etag,
        production: plainEndpoint(""),
        sandbox: plainEndpoint(""),
      };
      expect(refusal(await apis.saveEndpoints(storage.context, save)).code).toBe("not_found");
    });

    it("patches topics into the definition and keeps comments", async () => {
      const api = await storage.created();
      const text = `# ours\n${api.definition}`;
      const { etag } = value(await apis.saveDefinition(storage.context, { apiId: api.id, etag: 1, text }));
      const saved = value(
        await apis.saveTopics(storage.context, {
          apiId: api.id,
          etag,
          topics: [
            {
              channelKey: null,
              address: "/rooms/{roomID}",
              types: ["subscribe", "publish"],
              description: "",
              parameters: [],
              uriMapping: "/rooms?room={roomID}",
              isSecured: true,
            },
          ],
        }),
      );
      expect(saved.topics.map((topic) => topic.address)).toEqual(["/rooms/{roomID}"]);
      expect((await findApi(storage.db, api.id))?.definition).toMatch(/^# ours\n/);
    });

    it("refuses a definition with errors and keeps the stored one", async () => {
      const api = await storage.created();
      const broken = refusal(
        await apis.saveDefinition(storage.context, { apiId: api.id, etag: 1, text: "a: [" }),
      );
      expect(broken.code).toBe("definition_invalid");
      expect(broken.fields?.text?.[0]).toMatch(/^\d+:\d+ /);
      expect((await findApi(storage.db, api.id))?.definition).toBe(api.definition);
    });

    it("keeps from the editor an address that the gateway cannot serve, which the topics form refuses", async () => {
      const api = await storage.created();
      const text = api.definition.replace("address: /*", "address: /a b");
      value(await apis.saveDefinition(storage.context, { apiId: api.id, etag: 1, text }));
      expect((await findApi(storage.db, api.id))?.definition).toBe(text);
    });

    it("refuses in the editor an address that AsyncAPI forbids, and keeps the stored text", async () => {
      const api = await storage.created();
      const text = api.definition.replace("address: /*", "address: /a?b");
      const refused = refusal(await apis.saveDefinition(storage.context, { apiId: api.id, etag: 1, text }));
      expect(refused.code).toBe("definition_invalid");
      expect(refused.fields?.text?.[0]).toMatch(/^\d+:5 Topic \/a\?b: Remove the \?/);
      expect((await findApi(storage.db, api.id))?.definition).toBe(api.definition);
    });

    it("finds an API by its new display name and tags", async () => {
      const api = await storage.created();
      const tag = `tag-${randomUUID().slice(0, 8)}`;
      value(
        await apis.saveBasicInfo(storage.context, {
          apiId: api.id,
          etag: 1,
          displayName: "Harbour",
          description: "d",
          tags: [tag],
        }),
      );
      const page = await listApis(storage.db, {
        search: `HARBOUR ${tag}`,
        state: null,
        cursor: null,
        limit: 10,
      });
      expect(page.items.map((item) => item.id)).toEqual([api.id]);
    });
  });

  describe("listing", () => {
    it("pages through everything once, newest first, and filters by state", async () => {
      const mark = `Mark${randomUUID().slice(0, 8)}`;
      for (let index = 0; index < 5; index += 1) await storage.created({ name: `${mark} ${index}` });
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await listApis(storage.db, {
          search: mark.toLowerCase(),
          state: "created",
          cursor,
          limit: 2,
        });
        expect(page.total).toBe(5);
        seen.push(...page.items.map((item) => item.name));
        cursor = page.nextCursor;
      } while (cursor);
      expect(new Set(seen).size).toBe(5);
      expect(seen[0]).toBe(`${mark} 4`);
      expect(
        await listApis(storage.db, { search: mark, state: "published", cursor: null, limit: 2 }),
      ).toMatchObject({
        total: 0,
        items: [],
      });
    });
  });

  it("finds an API by the whole path that the list shows", async () => {
    const mark = randomUUID().slice(0, 8);
    const api = await storage.created({ name: `Path ${mark}`, context: `/Path_${mark}` });
    const find = async (search: string) =>
      (await listApis(storage.db, { search, state: null, cursor: null, limit: 10 })).items.map(
        ({ id }) => id,
      );
    expect(await find(`/path_${mark}/1.0.0`)).toEqual([api.id]);
    expect(await find(`_${mark}/1.0.1`)).toEqual([]);
  });

  it("takes the wildcards of LIKE for ordinary characters in a search", async () => {
    const mark = randomUUID().slice(0, 8);
    await storage.created({ name: `Under_${mark}` });
    await storage.created({ name: `Underx${mark}` });
    const find = async (search: string) =>
      (await listApis(storage.db, { search, state: null, cursor: null, limit: 10 })).items.map(
        (item) => item.name,
      );
    expect(await find(`under_${mark}`)).toEqual([`Under_${mark}`]);
    expect(await find(`%${mark}`)).toEqual([]);
  });
});
