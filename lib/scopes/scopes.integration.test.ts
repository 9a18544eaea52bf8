// Scopes, who obtains them for keys and tokens, and what deployments require, on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { decodeJwt } from "jose";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { describe, expect, it } from "vitest";
import { saveDefinition } from "#lib/apis/commands.ts";
import * as applications from "#lib/applications/commands.ts";
import { createKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import * as keys from "#lib/credentials/api-keys/commands.ts";
import { listKeys } from "#lib/credentials/api-keys/repository.ts";
import { createClient } from "#lib/credentials/oauth-clients/commands.ts";
import { createClientSchema } from "#lib/credentials/oauth-clients/oauth-client.ts";
import { answerTokenRequest } from "#lib/credentials/oauth-endpoints/commands.ts";
import { createSecretLimiter } from "#lib/credentials/oauth-endpoints/secret-limiter.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { deployCurrent } from "#lib/deployments/commands.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";
import type { Role } from "#lib/identity/role.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import * as scopes from "./commands.ts";
import { listOfferedScopes, listScopesOfApi, listSharedScopes } from "./repository.ts";
import { createSharedScopeSchema, MAX_HELD_SCOPES } from "./scope.ts";

describe.each(["sqlite", "postgresql"] as const)("scopes on %s", (kind) => {
  const storage = new Storage(kind);
  const fresh = () => `s:${randomUUID()}`;
  const shared = async (more: { name?: string; roles?: Role[] } = {}) => {
    const input = createSharedScopeSchema.parse({ name: fresh(), ...more });
    return { ...input, ...value(await scopes.createSharedScope(storage.context, input)) };
  };

  async function subscriber(roles: readonly Role[] = ["subscriber"]) {
    const id = randomUUID();
    const username = `p-${id.slice(0, 8)}`;
    await storage.db.user.create({
      data: {
        ...{ id, name: username, email: `${id}@test`, username },
        roles: { create: roles.map((role) => ({ role })) },
      },
    });
    const context: CommandContext = { ...storage.context, actor: { id, username } };
    const application = { name: `App ${id.slice(0, 8)}`, description: "" };
    const { applicationId } = value(await applications.createApplication(context, { application }));
    const key = (held: string[]) =>
      createKeySchema.parse({
        ...{ applicationId, environment: "production", lifetimeDays: null, restrictions: {} },
        scopes: held,
      });
    const keyScopes = async () =>
      (await listKeys(storage.db, { applicationId, personId: id })).map((known) => known.scopes);
    return { id, context, applicationId, key, keyScopes };
  }

  async function subscribed(by: { applicationId: string; apiId: string; requestedBy: string }) {
    const { id: planId } = await storage.db.plan.findFirstOrThrow();
    await storage.db.subscription.create({ data: { id: randomUUID(), planId, state: "active", ...by } });
  }

  const feedAfter = async (run: () => Promise<unknown>) => {
    const before = await getRoutingRevision(storage.db);
    await run();
    return (await storage.feedSince(before)).entries;
  };

  it("have names that are unique among all, of APIs and shared", async () => {
    const { name } = await shared();
    const api = await storage.created();
    const again = { apiId: api.id, name, displayName: "", description: "", roles: [] };
    expect(refusal(await scopes.createApiScope(storage.context, again)).code).toBe("taken");
    const ofApi = { ...again, name: fresh() };
    value(await scopes.createApiScope(storage.context, ofApi));
    const taken = await scopes.createSharedScope(storage.context, createSharedScopeSchema.parse(ofApi));
    expect(refusal(taken).code).toBe("taken");
  });

  it("of an API are its own; shared ones are every API's, and each is deleted where it was made", async () => {
    const [one, other] = [await storage.created(), await storage.created()];
    const input = { apiId: one.id, name: fresh(), displayName: "", description: "", roles: [] };
    const { scopeId } = value(await scopes.createApiScope(storage.context, input));
    const { name } = await shared();
    const names = async (apiId: string) => (await listScopesOfApi(storage.db, apiId)).map((it) => it.name);
    expect(await names(one.id)).toEqual(expect.arrayContaining([input.name, name]));
    expect(await names(other.id)).not.toContain(input.name);
    const elsewhere = [
      scopes.deleteApiScope(storage.context, { apiId: other.id, scopeId }),
      scopes.deleteSharedScope(storage.context, { scopeId }),
    ];
    for (const attempt of elsewhere) expect(refusal(await attempt).code).toBe("not_found");
    value(await scopes.deleteApiScope(storage.context, { apiId: one.id, scopeId }));
    expect(await names(one.id)).not.toContain(input.name);
    expect((await listSharedScopes(storage.db)).map((it) => it.name)).toContain(name);
  });

  it("change in all but their names, where they were made", async () => {
    const [api, other] = [await storage.created(), await storage.created()];
    const words = { displayName: "Write", description: "Lets a client send", roles: ["creator"] as Role[] };
    const input = { apiId: api.id, name: fresh(), displayName: "", description: "", roles: [] };
    const { scopeId } = value(await scopes.createApiScope(storage.context, input));
    const made = await shared();
    const elsewhere = [
      scopes.updateApiScope(storage.context, { apiId: other.id, scopeId, ...words }),
      scopes.updateApiScope(storage.context, { apiId: api.id, scopeId: made.scopeId, ...words }),
      scopes.updateSharedScope(storage.context, { scopeId, ...words }),
    ];
    for (const attempt of elsewhere) expect(refusal(await attempt).code).toBe("not_found");
    value(await scopes.updateApiScope(storage.context, { apiId: api.id, scopeId, ...words }));
    value(await scopes.updateSharedScope(storage.context, { scopeId: made.scopeId, ...words }));
    const found = await listScopesOfApi(storage.db, api.id);
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: input.name, ...words }),
        expect.objectContaining({ name: made.name, ...words }),
      ]),
    );
  });

  it("are offered to an application as far as they are shared or of an API that it subscribes to", async () => {
    const closed = await shared({ roles: ["publisher"] });
    const api = await storage.created();
    const input = { apiId: api.id, name: fresh(), displayName: "", description: "", roles: [] };
    value(await scopes.createApiScope(storage.context, input));
    const { id: personId, applicationId } = await subscriber();
    const offered = () => listOfferedScopes(storage.db, { applicationId, personId });
    const of = async (name: string) => (await offered()).find((scope) => scope.name === name);
    expect(await of(closed.name)).toMatchObject({ isObtainable: false, roles: ["publisher"] });
    expect(await of(input.name)).toBeUndefined();
    await subscribed({ applicationId, apiId: api.id, requestedBy: personId });
    expect(await of(input.name)).toMatchObject({ isObtainable: true });
    const stranger = await listOfferedScopes(storage.db, { applicationId, personId: randomUUID() });
    expect(stranger.map(({ name }) => name)).not.toContain(input.name);
  });

  it("are had by a key whose owner may obtain them, and the gateways are told", async () => {
    const open = await shared();
    const closed = await shared({ roles: ["publisher"] });
    const { context, key, keyScopes } = await subscriber();
    const entries = await feedAfter(() => keys.createKey(context, key([open.name])));
    expect(entries).toMatchObject([{ kind: "credential", record: { scopes: [open.name] } }]);
    for (const refused of [closed.name, "never:made"]) {
      const outcome = refusal(await keys.createKey(context, key([open.name, refused])));
      expect([outcome.code, outcome.message]).toEqual(["scope_refused", expect.stringContaining(refused)]);
    }
    expect(await keyScopes()).toEqual([[open.name]]);
  });

  it("are all had by a key that the portal makes for an API, more than somebody may choose", async () => {
    const api = await storage.created();
    const { id, context, applicationId } = await subscriber();
    await subscribed({ applicationId, apiId: api.id, requestedBy: id });
    const names = Array.from({ length: MAX_HELD_SCOPES + 1 }, fresh);
    for (const name of names) {
      const input = { apiId: api.id, name, displayName: "", description: "", roles: [] };
      value(await scopes.createApiScope(storage.context, input));
    }
    const tried = { apiId: api.id, environment: "production" } as const;
    const entries = await feedAfter(() => keys.createTryKey(context, tried));
    expect(entries).toMatchObject([{ record: { scopes: expect.arrayContaining(names) } }]);
  });

  it("go over to the key that takes another's place, but for those that its owner may not obtain any more", async () => {
    const open = await shared();
    const { name } = await shared({ roles: ["subscriber"] });
    const { id, context, key, keyScopes } = await subscriber();
    const { keyId } = value(await keys.createKey(context, key([open.name, name])));
    const rotated = value(await keys.rotateKey(context, { keyId, overlapMs: 0 }));
    expect(rotated.droppedScopes).toEqual([]);
    expect(await keyScopes()).toEqual([
      [open.name, name],
      [open.name, name],
    ]);
    await storage.db.userRole.deleteMany({ where: { userId: id } });
    const again = value(await keys.rotateKey(context, { keyId: rotated.keyId, overlapMs: 0 }));
    expect(again.droppedScopes).toEqual([name]);
    expect((await keyScopes())[0]).toEqual([open.name]);
  });

  it("of keys are those of the application's owner, whoever of the team makes or rotates them", async () => {
    const { name } = await shared({ roles: ["publisher"] });
    const weak = await subscriber();
    const strong = await subscriber(["subscriber", "publisher"]);
    const teamId = randomUUID();
    await storage.db.team.create({ data: { id: teamId, name: teamId, nameKey: teamId } });
    for (const { id: userId } of [weak, strong]) {
      await storage.db.teamMember.create({ data: { teamId, userId, role: "member", addedBy: "x" } });
    }
    await storage.db.application.updateMany({
      where: { id: { in: [weak.applicationId, strong.applicationId] } },
      data: { teamId },
    });
    const api = await storage.created();
    await subscribed({ applicationId: weak.applicationId, apiId: api.id, requestedBy: weak.id });
    const attempt = await keys.createKey(strong.context, weak.key([name]));
    expect(refusal(attempt)).toMatchObject({
      code: "scope_refused",
      message: expect.stringContaining("owner"),
    });
    const { keyId } = value(await keys.createKey(weak.context, strong.key([name])));
    expect(value(await keys.rotateKey(weak.context, { keyId, overlapMs: 0 })).droppedScopes).toEqual([]);
    const tried = { apiId: api.id, environment: "production" } as const;
    const [entry] = await feedAfter(() => keys.createTryKey(strong.context, tried));
    expect(JSON.stringify(entry)).not.toContain(name);
    const offered = (by: string, applicationId: string) =>
      listOfferedScopes(storage.db, { applicationId, personId: by });
    expect(await offered(strong.id, weak.applicationId)).toContainEqual(
      expect.objectContaining({ name, isObtainable: false }),
    );
    expect(await offered(weak.id, strong.applicationId)).toContainEqual(
      expect.objectContaining({ name, isObtainable: true }),
    );
  });

  it("that are made anew are had by no key of before", async () => {
    const { name, scopeId } = await shared();
    const { context, key, keyScopes } = await subscriber();
    const { keyId } = value(await keys.createKey(context, key([name])));
    const remove = () => scopes.deleteSharedScope(storage.context, { scopeId });
    const entries = await feedAfter(remove);
    expect(entries).toMatchObject([{ kind: "credential", id: keyId, record: { scopes: [] } }]);
    expect(await feedAfter(() => shared({ name }))).toEqual([]);
    expect(await keyScopes()).toEqual([[]]);
  });

  it("are granted to tokens as far as the owner may obtain them, and the answer says which", async () => {
    const open = await shared();
    const closed = await shared({ roles: ["publisher"] });
    const { context, applicationId } = await subscriber();
    const input = createClientSchema.parse({ applicationId, environment: "production" });
    const { clientId, secret } = value(await createClient(context, input));
    const limiter = createSecretLimiter((options) => new RateLimiterMemory(options));
    const endpoint = { ...storage.context, issuer: "https://portal.example", limiter };
    const ask = (scope: string) => {
      const form = { grant_type: "client_credentials", client_id: clientId, client_secret: secret, scope };
      return answerTokenRequest(endpoint, {
        ...{ authorization: null, apiKey: null, address: "192.0.2.1", network: "192.0.2.1" },
        ...{ contentType: "application/x-www-form-urlencoded", body: new URLSearchParams(form).toString() },
      });
    };
    const { status, body } = await ask(`${closed.name} ${open.name} never:made`);
    expect([status, body?.scope]).toEqual([200, open.name]);
    expect(decodeJwt(String(body?.access_token)).scope).toBe(open.name);
    const none = await ask(closed.name);
    expect([none.status, none.body?.error]).toEqual([400, "invalid_scope"]);
  });

  it("are required by what is deployed, which has to know them", async () => {
    const api = await storage.created();
    const name = fresh();
    const definition = api.definition.replace(
      "action: receive",
      `action: receive\n    x-scopes: ["${name}"]`,
    );
    expect(definition).not.toBe(api.definition);
    const saved = value(
      await saveDefinition(storage.context, { apiId: api.id, etag: api.etag, text: definition }),
    );
    const deploy = () =>
      deployCurrent(storage.context, { apiId: api.id, etag: saved.etag, note: "", environmentIds: [] });
    expect(refusal(await deploy())).toMatchObject({
      code: "scope_unknown",
      message: expect.stringContaining(name),
    });
    const input = { apiId: api.id, name, displayName: "", description: "", roles: [] };
    value(await scopes.createApiScope(storage.context, input));
    const entries = await feedAfter(deploy);
    expect(entries).toMatchObject([
      { kind: "route", record: { topics: [{ scopes: { subscribe: [], publish: [name] } }] } },
    ]);
  });
});
