// Issuers from discovery to the feed, against servers on this machine, on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createApplication, deleteApplication } from "#lib/applications/commands.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";
import { askForKeys, createIssuer, deleteIssuer, switchIssuer, updateIssuer } from "./commands.ts";
import { setIdentity } from "./identities/commands.ts";
import { createIssuerSchema, updateIssuerSchema } from "./issuer.ts";
import { discoverKeys, refreshDueIssuers } from "./refreshing/commands.ts";
import { listIssuers } from "./repository.ts";
import { egress, OPENID, signingKey, startIssuer } from "./test-kit/issuer-server.ts";

const listed = (kid: string, more: object = {}) => ({ ...signingKey(kid).listed, ...more });

describe("discovery", () => {
  it("takes public keys that sign, and leaves out all others", async () => {
    const { url, answers } = await startIssuer();
    const secret = { kty: "oct", kid: "secret", k: "AAAA" };
    const nameless = { ...listed("x"), kid: undefined };
    const keys = [listed("one"), listed("enc", { use: "enc" }), secret, nameless, listed("one"), null];
    answers.set("/keys", { keys });
    const found = value(await discoverKeys(url, egress));
    expect(found.map(({ kid }) => kid)).toEqual(["one"]);
    expect(found[0]?.jwk).toEqual({ kty: "EC", crv: "P-256", x: expect.any(String), y: expect.any(String) });
  });

  it("never hands on the private half of a key that an issuer publishes by mistake", async () => {
    const { url, answers } = await startIssuer();
    answers.set("/keys", { keys: [listed("one", { d: "private" })] });
    expect(JSON.stringify(value(await discoverKeys(url, egress)))).not.toContain("private");
  });

  it("asks for the metadata of RFC 8414 where there are none of OpenID Connect", async () => {
    const { url, answers, asked } = await startIssuer();
    const issuer = `${url}/tenant`;
    answers.set("/.well-known/oauth-authorization-server/tenant", { issuer, jwks_uri: `${url}/keys` });
    value(await discoverKeys(issuer, egress));
    expect(asked[0]).toBe(`/tenant${OPENID}`);
  });

  it.each([
    [
      "metadata of another issuer",
      OPENID,
      { issuer: "https://evil.example", jwks_uri: "" },
      "issuer_differs",
    ],
    ["no JSON", OPENID, "<html>", "metadata_wrong"],
    ["a key set without keys", "/keys", { keys: [] }, "keys_wrong"],
    ["more than it may", "/keys", " ".repeat(300_000), "too_large"],
  ])("refuses %s, at the field", async (_, path, answer, code) => {
    const { url, answers } = await startIssuer();
    answers.set(path, answer);
    expect(refusal(await discoverKeys(url, egress))).toMatchObject({
      code,
      fields: { url: [expect.any(String)] },
    });
  });

  it("asks nobody without TLS whom EGRESS_ALLOW does not name, the key set's host included", async () => {
    const { url, answers, asked } = await startIssuer();
    expect(refusal(await discoverKeys(url, { ...egress, EGRESS_ALLOW: "" })).code).toBe("plain_http");
    expect(asked).toEqual([]);
    answers.set(OPENID, { issuer: url, jwks_uri: "http://elsewhere.example/keys" });
    expect(refusal(await discoverKeys(url, egress)).code).toBe("plain_http");
  });

  it("dials nothing that the portal may not reach", async () => {
    const none = { ...egress, EGRESS_ALLOW: "" };
    expect(refusal(await discoverKeys("https://127.0.0.1:9", none)).code).toBe("url_forbidden");
    expect(refusal(await discoverKeys("https://169.254.169.254", none)).code).toBe("url_forbidden");
  });
});

describe.each(["sqlite", "postgresql"] as const)("issuers on %s", (kind) => {
  const storage = new Storage(kind);
  const find = async (id: string) => (await listIssuers(storage.db)).find((it) => it.id === id);

  async function registered() {
    const issuer = await startIssuer();
    const input = createIssuerSchema.parse({
      name: `Login ${randomUUID()}`,
      url: issuer.url,
      audience: "sluice",
      algorithms: ["ES256"],
    });
    const keys = value(await discoverKeys(issuer.url, egress));
    const register = () => createIssuer(storage.context, input, { ownIssuer: "http://localhost:3000", keys });
    const { issuerId } = value(await register());
    issuer.asked.length = 0;
    const tokenOf = (client: string) =>
      issuer.key.sign({ iss: issuer.url, aud: "sluice", client_id: client });
    return { ...issuer, issuerId, register, tokenOf };
  }

  async function owner() {
    const id = randomUUID();
    await storage.db.user.create({ data: { id, name: id, email: `${id}@test`, username: id } });
    const context = { ...storage.context, actor: { id, username: id } };
    const { applicationId } = value(
      await createApplication(context, { application: { name: "Shop", description: "" } }),
    );
    return { id, context, applicationId };
  }

  async function told(run: () => Promise<unknown>) {
    const before = await getRoutingRevision(storage.db);
    await run();
    return (await storage.feedSince(before)).entries;
  }

  const later = (ms: number) => ({ db: storage.db, egress, now: () => new Date(Date.now() + ms) });

  it("are on the feed with their keys while they are on, and unique", async () => {
    const { issuerId, url, register } = await registered();
    expect((await storage.feedSince(-1)).entries).toContainEqual(
      expect.objectContaining({
        kind: "issuer",
        record: expect.objectContaining({ url, clockSkewMs: 60_000 }),
      }),
    );
    expect(refusal(await register()).code).toBe("taken");
    const turn = (isOn: boolean) => switchIssuer(storage.context, { issuerId, isOn });
    expect(await told(() => turn(false))).toEqual([{ kind: "issuer", id: issuerId, record: null }]);
    expect(await told(() => turn(true))).toMatchObject([{ record: { keys: [{ kid: "one" }] } }]);
  });

  it("are edited in all but their address, on the feed at once, and off stays off", async () => {
    const { issuerId, url } = await registered();
    const terms = { issuerId, name: `Edited ${randomUUID()}`, audience: "other", applicationClaim: "azp" };
    const edited = updateIssuerSchema.parse({
      ...{ ...terms, scopeClaim: "scp", algorithms: ["RS256", "EdDSA"], clockSkewSeconds: 5 },
      url: "https://elsewhere.example",
    });
    const edit = () => updateIssuer(storage.context, edited);
    const { audience, applicationClaim, scopeClaim, algorithms } = edited;
    const record = { id: issuerId, url, audience, applicationClaim, scopeClaim, algorithms };
    expect(await told(edit)).toMatchObject([
      { kind: "issuer", record: { ...record, clockSkewMs: 5_000, keys: [{ kid: "one" }] } },
    ]);
    expect(await find(issuerId)).toMatchObject({ ...record, name: terms.name, clockSkewSeconds: 5 });
    value(await switchIssuer(storage.context, { issuerId, isOn: false }));
    expect(await told(edit)).toEqual([{ kind: "issuer", id: issuerId, record: null }]);
  });

  it("cannot be given a taken name, nor for their audience what stands for an application", async () => {
    const [{ issuerId, tokenOf }, other] = [await registered(), await registered()];
    const former = await find(issuerId);
    const { context, applicationId } = await owner();
    const token = await tokenOf("shop");
    value(
      await setIdentity(context, {
        issuerId,
        applicationId,
        value: "shop",
        token,
        environment: "production",
      }),
    );
    const edit = (patch: object) =>
      updateIssuer(storage.context, updateIssuerSchema.parse({ ...former, issuerId, ...patch }));
    const name = (await find(other.issuerId))?.name.toUpperCase();
    expect(refusal(await edit({ name }))).toMatchObject({
      code: "taken",
      fields: { name: [expect.any(String)] },
    });
    expect(refusal(await edit({ audience: "shop" }))).toMatchObject({
      code: "is_client",
      fields: { audience: [expect.any(String)] },
    });
    expect(await find(issuerId)).toEqual(former);
    value(await edit({ name: former?.name.toUpperCase() }));
    expect(refusal(await edit({ issuerId: "gone" })).code).toBe("not_found");
  });

  it("fetch an unknown key once, of all portals that look at the same time, and then cool down", async () => {
    const { issuerId, answers, asked } = await registered();
    answers.set("/keys", { keys: [listed("one"), listed("two")] });
    await refreshDueIssuers(later(30_000));
    expect(asked).toEqual([]);
    for (const _ of [1, 2, 3]) await askForKeys(storage.db, [issuerId]);
    await refreshDueIssuers(later(30_000));
    expect(asked).toEqual([]);
    const entries = await told(() => Promise.all([1, 2, 3].map(() => refreshDueIssuers(later(61_000)))));
    expect(asked).toEqual([OPENID, "/keys"]);
    expect(entries).toMatchObject([{ kind: "issuer", record: { keys: [{ kid: "one" }, { kid: "two" }] } }]);
    await askForKeys(storage.db, [issuerId]);
    await refreshDueIssuers(later(110_000));
    expect(asked).toHaveLength(2);
  });

  it("are fetched anew every hour, and nothing is told where nothing has changed", async () => {
    const { asked } = await registered();
    expect(await told(() => refreshDueIssuers(later(3_601_000)))).toEqual([]);
    expect(asked).toEqual([OPENID, "/keys"]);
  });

  it("are not kept waiting by one that does not answer", async () => {
    const [slow, other] = [await registered(), await registered()];
    const held = Promise.withResolvers<void>();
    slow.answers.set(OPENID, held.promise);
    const refreshing = refreshDueIssuers(later(3_601_000));
    await expect.poll(() => other.asked, { timeout: 5_000 }).toEqual([OPENID, "/keys"]);
    expect(slow.asked).toEqual([OPENID]);
    held.resolve();
    await refreshing;
  });

  it("keep their keys and say why, while they cannot be fetched", async () => {
    const { issuerId, answers } = await registered();
    answers.delete(OPENID);
    expect(await told(() => refreshDueIssuers(later(3_601_000)))).toEqual([]);
    expect(await find(issuerId)).toMatchObject({ keyIds: ["one"], problem: expect.stringContaining("404") });
  });

  it("take what stands for applications with them, and so do applications", async () => {
    const { issuerId, tokenOf } = await registered();
    const [anna, bert] = [await owner(), await owner()];
    for (const { context, applicationId } of [anna, bert]) {
      const token = await tokenOf(applicationId);
      value(
        await setIdentity(context, {
          issuerId,
          applicationId,
          value: applicationId,
          token,
          environment: "production",
        }),
      );
    }
    const { applicationId } = anna;
    const gone = expect.objectContaining({ kind: "credential", record: null });
    expect(await told(() => deleteApplication(anna.context, { applicationId }))).toContainEqual(gone);
    const entries = await told(() => deleteIssuer(storage.context, { issuerId }));
    expect(entries).toEqual([gone, { kind: "issuer", id: issuerId, record: null }]);
    expect(refusal(await deleteIssuer(storage.context, { issuerId })).code).toBe("not_found");
  });
});
