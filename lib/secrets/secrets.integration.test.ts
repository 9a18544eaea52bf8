// What storing secrets promises, on both databases: nothing in the clear, no way to have one sent elsewhere, nothing kept
// that no revision needs, and keys that can be rotated.
import { beforeAll, describe, expect, it } from "vitest";
import type { Api } from "#lib/apis/api.ts";
import * as apis from "#lib/apis/commands.ts";
import { findApi } from "#lib/apis/repository.ts";
import { deleteApi } from "#lib/creation/commands.ts";
import { scanTables } from "#lib/db/test-kit/scan-tables.ts";
import { plainEndpoint, refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { deployCurrent, restoreRevision } from "#lib/deployments/commands.ts";
import { type EndpointSettings, maskEndpoint } from "#lib/endpoints/endpoint-settings.ts";
import type { Keyring } from "#lib/kernel/keyring.ts";
import { randomKeyring, unwrapDataKey } from "./envelope.ts";
import { openRoute } from "./open-route.ts";
import { openText } from "./open-text.ts";
import { listSecretFacts } from "./repository.ts";
import { rotateKeys } from "./rotation/commands.ts";

const secret = "Bearer hush-4711";
const [ours, evil] = ["wss://backend.example/a", "wss://evil.example/a"];

describe.each(["sqlite", "postgresql"] as const)("secrets on %s", (kind) => {
  const storage = new Storage(kind);

  async function current({ id }: Pick<Api, "id">): Promise<Api> {
    const api = await findApi(storage.db, id);
    if (!api) throw new Error("gone");
    return api;
  }

  const save = ({ id, etag }: Api, production: EndpointSettings) =>
    apis.saveEndpoints(storage.context, { apiId: id, etag, production, sandbox: plainEndpoint("") });

  /** The stored endpoint as its page shows it. */
  async function shown(api: Api): Promise<EndpointSettings> {
    const facts = await listSecretFacts(storage.db, api.id);
    return maskEndpoint(api.productionEndpoint, api.endpointOptions.production, facts);
  }

  async function withSecret(text = secret): Promise<Api> {
    const headers: EndpointSettings["headers"] = [
      { name: "Authorization", secret: { kind: "new", value: text } },
    ];
    const api = await storage.created();
    value(await save(api, { ...plainEndpoint(ours), headers }));
    return current(api);
  }

  const deploy = ({ id, etag }: Api) =>
    deployCurrent(storage.context, { apiId: id, etag, note: "", environmentIds: [] });

  /** The headers that a gateway with these keys would send, of the API's deployed route. */
  async function sent({ id }: Api, keyring: Keyring) {
    const { entries } = await storage.feedSince(-1);
    const entry = entries.find((candidate) => candidate.id === id);
    if (entry?.kind !== "route" || entry.record === null) throw new Error("not deployed");
    return openRoute(entry.record, (sealed, binding) => {
      const dataKey = unwrapDataKey(sealed.dataKey, keyring);
      return dataKey && openText(dataKey, sealed.sealed, binding);
    });
  }

  const countSecrets = ({ id }: Api) => storage.db.secret.count({ where: { apiId: id } });

  it("leave their clear text in no table, deployed or not", async () => {
    const api = await withSecret();
    value(await deploy(api));
    expect(await scanTables(storage.db, kind, ["hush-4711"])).toEqual([]);
    expect((await sent(api, storage.keyring)).record.endpoints.production.headers).toEqual([
      { name: "Authorization", value: secret },
    ]);
  });

  it("are not sent to another host because somebody kept them there", async () => {
    const api = await withSecret();
    const masked = await shown(api);
    const repointed = { ...masked, backends: [{ url: evil, weight: 1, maxConnections: 0 }] };
    const refused = refusal(await save(api, repointed));
    expect(refused.code).toBe("secret_bound");
    expect(refused.fields).toEqual({
      "production.headers.0.secret": [expect.stringContaining("wss://backend.example:443")],
    });
    expect(await current(api)).toEqual(api);
  });

  it("are not restored for another host, nor deployed or opened for it", async () => {
    const api = await withSecret();
    value(await deploy(api));
    const revision = await storage.db.revision.findFirstOrThrow({ where: { apiId: api.id } });
    const snapshot = revision.snapshot.replaceAll("backend.example", "evil.example");
    await storage.db.revision.update({ where: { id: revision.id }, data: { snapshot } });
    const restoring = { apiId: api.id, revisionId: revision.id, etag: api.etag };
    expect(refusal(await restoreRevision(storage.context, restoring)).code).toBe("secret_bound");

    await storage.db.api.update({ where: { id: api.id }, data: { productionEndpoint: evil } });
    expect(refusal(await deploy(await current(api))).code).toBe("secret_bound");

    const id = `route:default:${api.id}`;
    const { body } = await storage.db.routingEntry.findUniqueOrThrow({ where: { id } });
    for (const tampered of [body?.replace(ours, evil), body?.replaceAll("backend.example", "evil.example")]) {
      await storage.db.routingEntry.update({ where: { id }, data: { body: tampered ?? null } });
      const { record, problems } = await sent(api, storage.keyring);
      expect(problems).toHaveLength(1);
      expect(record.endpoints.production).toMatchObject({ backends: [], headers: [] });
    }
  });

  it("do not open in another API's design", async () => {
    const [api, other] = [await withSecret(), await withSecret("other")];
    const { endpointOptions } = await storage.db.api.findUniqueOrThrow({ where: { id: api.id } });
    await storage.db.api.update({ where: { id: other.id }, data: { endpointOptions } });
    expect(refusal(await deploy(await current(other))).code).toBe("secret_gone");
  });

  it("are deleted with their last use, and stay as long as a revision needs them", async () => {
    const [api, deployed] = [await withSecret(), await withSecret()];
    value(await deploy(deployed));
    for (const each of [api, deployed]) value(await save(each, plainEndpoint(ours)));
    expect(await countSecrets(api)).toBe(0);
    expect(await countSecrets(deployed)).toBe(1);
    const revision = await storage.db.revision.findFirstOrThrow({ where: { apiId: deployed.id } });
    const { etag } = await current(deployed);
    value(await restoreRevision(storage.context, { apiId: deployed.id, revisionId: revision.id, etag }));
    expect(value(await deploy(await current(deployed)))).toMatchObject({ isNoop: true });
    value(await deleteApi(storage.context, { apiId: deployed.id }));
    expect(await countSecrets(deployed)).toBe(0);
  });

  it("cannot be stored with a key that is not this database's", async () => {
    const api = await withSecret();
    const context = { ...storage.context, keyring: randomKeyring() };
    const headers: EndpointSettings["headers"] = [{ name: "X", secret: { kind: "new", value: "y" } }];
    const input = {
      apiId: api.id,
      etag: api.etag,
      production: { ...plainEndpoint(ours), headers },
      sandbox: plainEndpoint(""),
    };
    expect(refusal(await apis.saveEndpoints(context, input)).code).toBe("secrets_locked");
  });

  describe("after a rotation", () => {
    const next: Keyring = { current: randomKeyring().current, former: [storage.keyring.current] };
    const only: Keyring = { current: next.current, former: [] };
    let api: Api;
    beforeAll(async () => {
      api = await withSecret();
      value(await deploy(api));
    });

    it("nothing has changed where the old key was missing", async () => {
      const before = await storage.db.dataKey.findMany();
      const rotated = await rotateKeys({ ...storage.context, keyring: only }, { reencrypt: false });
      expect(refusal(rotated).code).toBe("secrets_locked");
      expect(await storage.db.dataKey.findMany()).toEqual(before);
    });

    it.each([false, true])("they open with the new key alone, encrypted anew: %s", async (reencrypt) => {
      const [row] = await storage.db.secret.findMany({ where: { apiId: api.id } });
      value(await rotateKeys({ ...storage.context, keyring: next }, { reencrypt }));
      const { record, problems } = await sent(api, only);
      expect(problems).toEqual([]);
      expect(record.endpoints.production.headers).toEqual([{ name: "Authorization", value: secret }]);
      expect((await sent(api, storage.keyring)).problems).toHaveLength(1);
      const [after] = await storage.db.secret.findMany({ where: { apiId: api.id } });
      expect(after?.sealed === row?.sealed).toBe(!reencrypt);
      expect(value(await deploy(await current(api)))).toMatchObject({ isNoop: true });
    });
  });
});
