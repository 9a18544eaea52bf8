// Clients, tokens, introspection, revocation and signing keys, on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { createLocalJWKSet, decodeJwt, jwtVerify, SignJWT } from "jose";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { beforeEach, describe, expect, it } from "vitest";
import * as applications from "#lib/applications/commands.ts";
import * as clients from "#lib/credentials/oauth-clients/commands.ts";
import { createClientSchema } from "#lib/credentials/oauth-clients/oauth-client.ts";
import { listClients } from "#lib/credentials/oauth-clients/repository.ts";
import { findSigner, replaceSigningKeys } from "#lib/credentials/signing-keys/commands.ts";
import { readKeySet } from "#lib/credentials/signing-keys/repository.ts";
import { PUBLISHED_BEFORE_MS, SIGNS_FOR_MS } from "#lib/credentials/signing-keys/signing-key.ts";
import { noteKeyUses } from "#lib/credentials/uses/commands.ts";
import { scanTables } from "#lib/db/test-kit/scan-tables.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import type { SealedEntry } from "#lib/routes/route-record.ts";
import { randomKeyring } from "#lib/secrets/envelope.ts";
import { rotateKeys } from "#lib/secrets/rotation/commands.ts";
import { answerIntrospection, answerRevocation, answerTokenRequest } from "./commands.ts";
import { createSecretLimiter } from "./secret-limiter.ts";

const DAY_MS = 24 * 3_600_000;
const grant = { grant_type: "client_credentials" };

describe.each(["sqlite", "postgresql"] as const)("OAuth clients on %s", (kind) => {
  const storage = new Storage(kind);
  const issuer = "https://portal.example";
  let limiter = createSecretLimiter((options) => new RateLimiterMemory(options));
  let nowMs = Date.now();
  beforeEach(() => {
    limiter = createSecretLimiter((options) => new RateLimiterMemory(options));
    nowMs = Date.now();
  });
  const now = () => new Date(nowMs);
  const endpoint = (more: object = {}) => ({ ...storage.context, now, issuer, limiter, ...more });

  async function owner() {
    const id = randomUUID();
    const username = `p-${id.slice(0, 8)}`;
    await storage.db.user.create({ data: { id, name: username, email: `${id}@test`, username } });
    const context: CommandContext = { ...storage.context, now, actor: { id, username } };
    const application = { name: `App ${id.slice(0, 8)}`, description: "" };
    const { applicationId } = value(await applications.createApplication(context, { application }));
    return { id, context, applicationId };
  }

  async function client(more: object = {}) {
    const person = await owner();
    const input = createClientSchema.parse({
      applicationId: person.applicationId,
      environment: "production",
      ...more,
    });
    return { ...person, ...value(await clients.createClient(person.context, input)) };
  }

  type Credentials = { readonly clientId: string; readonly secret: string };
  const basic = ({ clientId, secret }: Credentials) =>
    `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString("base64")}`;
  const request = (form: Record<string, string> | string, authorization: string | null = null) => ({
    authorization,
    contentType: "application/x-www-form-urlencoded",
    body: typeof form === "string" ? form : new URLSearchParams(form).toString(),
    apiKey: null,
    address: "192.0.2.1",
    network: "192.0.2.1",
  });
  const ask = (credentials: Credentials, form: Record<string, string> = grant, more: object = {}) =>
    answerTokenRequest(endpoint(more), request(form, basic(credentials)));
  async function token(credentials: Credentials): Promise<string> {
    const { status, body } = await ask(credentials);
    expect(status).toBe(200);
    return String(body?.access_token);
  }
  const introspect = async (credentials: Credentials, text: string) =>
    (await answerIntrospection(endpoint(), request({ token: text }, basic(credentials)))).body;
  const revoke = (credentials: Credentials, text: string) =>
    answerRevocation(endpoint(), request({ token: text }, basic(credentials)));
  async function told(run: () => Promise<unknown>): Promise<readonly SealedEntry[]> {
    const before = await getRoutingRevision(storage.db);
    await run();
    return (await storage.feedSince(before)).entries;
  }

  describe("a token", () => {
    it("is a JWT after RFC 9068 that the published keys verify, and no answer with it may be kept", async () => {
      const made = await client({ tokenLifetimeSeconds: 600 });
      const { status, headers, body } = await ask(made);
      expect(status).toBe(200);
      expect(headers).toMatchObject({ "cache-control": "no-store", pragma: "no-cache" });
      expect(body).toEqual({ access_token: expect.any(String), token_type: "Bearer", expires_in: 600 });
      const keys = createLocalJWKSet(await readKeySet(storage.db, issuer));
      const options = { issuer, audience: "urn:sluice:gateway", typ: "at+jwt" };
      const { payload, protectedHeader } = await jwtVerify(String(body?.access_token), keys, options);
      expect(protectedHeader).toMatchObject({ alg: "ES256", typ: "at+jwt" });
      const { clientId, secretId } = made;
      expect(payload).toMatchObject({ sub: clientId, client_id: clientId, secret_id: secretId });
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
      expect(payload.jti).not.toBe(decodeJwt(await token(made)).jti);
    });

    it("is got by either way to authenticate, ids and secrets form-url-encoded, and not by both", async () => {
      const { clientId: client_id, secret: client_secret } = await client();
      const post = { ...grant, client_id, client_secret };
      expect((await answerTokenRequest(endpoint(), request(post))).status).toBe(200);
      const encoded = `${client_id.replaceAll("-", "%2D")}:${client_secret.replaceAll("_", "%5f")}`;
      const spelled = `basic ${Buffer.from(encoded).toString("base64")}`;
      expect((await answerTokenRequest(endpoint(), request(grant, spelled))).status).toBe(200);
      const both = await answerTokenRequest(endpoint(), request(post, spelled));
      expect([both.status, both.body?.error]).toEqual([400, "invalid_request"]);
    });

    it.each([
      ["no grant type", {}, 400, "invalid_request"],
      ["an empty grant type", { grant_type: "" }, 400, "invalid_request"],
      ["the password grant", { grant_type: "password" }, 400, "unsupported_grant_type"],
      ["a scope nobody offers", { ...grant, scope: "admin" }, 400, "invalid_scope"],
      [
        "an audience of its own choice",
        { ...grant, audience: "https://bank.example" },
        400,
        "invalid_target",
      ],
      ["a resource of its own choice", { ...grant, resource: "https://bank.example" }, 400, "invalid_target"],
    ])("is not got with %s", async (_, form, status, error) => {
      const answer = await ask(await client(), form);
      expect([answer.status, answer.body?.error]).toEqual([status, error]);
      expect(answer.headers["cache-control"]).toBe("no-store");
    });

    it("is not got with a parameter that comes twice, or in another format", async () => {
      const made = await client();
      const twice = request("grant_type=client_credentials&grant_type=password", basic(made));
      expect((await answerTokenRequest(endpoint(), twice)).body?.error).toBe("invalid_request");
      const json = { ...request(JSON.stringify(grant), basic(made)), contentType: "application/json" };
      expect((await answerTokenRequest(endpoint(), json)).body?.error).toBe("invalid_request");
    });

    it("is not got without, or with a wrong, id or secret: 401 and a challenge", async () => {
      const { clientId, secret } = await client();
      const other = await client();
      const wrong = [
        request(grant),
        request(grant, "Bearer x"),
        request(grant, "Basic !!!"),
        request(grant, `Basic ${Buffer.from("no colon").toString("base64")}`),
        request(grant, `Basic ${Buffer.from("%zz:x").toString("base64")}`),
        request(grant, basic({ clientId, secret: `${secret}x` })),
        request(grant, basic({ clientId, secret: other.secret })),
        request(grant, basic({ clientId: "\0", secret })),
        request({ ...grant, client_id: clientId }),
      ];
      for (const one of wrong) {
        const { status, headers, body } = await answerTokenRequest(endpoint(), one);
        expect([status, body?.error]).toEqual([401, "invalid_client"]);
        expect(headers["www-authenticate"]).toMatch(/^Basic /);
      }
    });

    it("is not got by guessing: a client from one address waits after a few, others do not", async () => {
      const made = await client();
      const guess = () => ask({ ...made, secret: "guess" });
      for (let count = 0; count < 5; count += 1) expect((await guess()).status).toBe(401);
      const { status, headers } = await ask(made);
      expect(status).toBe(429);
      expect(Number(headers["retry-after"])).toBeGreaterThan(0);
      const elsewhere = { ...request(grant, basic(made)), network: "192.0.2.2" };
      expect((await answerTokenRequest(endpoint(), elsewhere)).status).toBe(200);
      expect((await ask(await client())).status).toBe(200);
    });

    it("is not got where the private keys do not open", async () => {
      const made = await client();
      await token(made);
      const { status, body } = await ask(made, grant, { keyring: randomKeyring() });
      expect([status, body?.error]).toEqual([503, "temporarily_unavailable"]);
    });
  });

  describe("a secret", () => {
    it("is nowhere in the database, nor is a private key", async () => {
      const made = await client();
      await token(made);
      const { key } = value(await findSigner(endpoint()));
      const { d = "" } = key.export({ format: "jwk" });
      expect(d).toHaveLength(43);
      expect(await scanTables(storage.db, kind, [made.secret, d])).toEqual([]);
    });

    it("overlaps with the next one, which the gateways hear of; a third has to wait", async () => {
      const made = await client();
      const rotate = (overlapMs: number) =>
        clients.rotateSecret(made.context, { clientId: made.clientId, overlapMs });
      const [entry] = await told(() => rotate(DAY_MS));
      expect(entry).toMatchObject({ kind: "credential", record: { kind: "oauth_client" } });
      const [listed] = await listClients(storage.db, {
        applicationId: made.applicationId,
        personId: made.id,
      });
      expect(listed?.secrets.map(({ expiresAt }) => expiresAt === null).sort()).toEqual([false, true]);
      const old = await token(made);
      expect(refusal(await rotate(DAY_MS)).code).toBe("too_many");
      nowMs += DAY_MS + 1;
      expect((await ask(made)).status).toBe(401);
      const { secret } = value(await rotate(0));
      expect((await ask({ ...made, secret })).status).toBe(200);
      // What was got during the overlap is worth what it was.
      nowMs -= DAY_MS;
      expect(await introspect({ ...made, secret }, old)).toMatchObject({ active: true });
    });

    it("that is revoked takes its tokens with it, and the others stay", async () => {
      const made = await client();
      const { clientId, context } = made;
      const first = await token(made);
      const next = value(await clients.rotateSecret(context, { clientId, overlapMs: DAY_MS }));
      const second = await token(next);
      const entries = await told(() => clients.revokeSecret(context, { clientId, secretId: made.secretId }));
      expect(entries).toMatchObject([{ id: clientId, record: { secretIds: [next.secretId] } }]);
      expect((await ask(made)).status).toBe(401);
      expect(await introspect(next, first)).toEqual({ active: false });
      expect(await introspect(next, second)).toMatchObject({ active: true });
    });
  });

  describe("a client", () => {
    it("is its owner's alone, whatever somebody else does", async () => {
      const made = await client();
      const { clientId, secretId, applicationId } = made;
      const stranger = await owner();
      const { context } = stranger;
      const attempts = [
        clients.createClient(context, createClientSchema.parse({ applicationId, environment: "production" })),
        clients.rotateSecret(context, { clientId, overlapMs: 0 }),
        clients.revokeSecret(context, { clientId, secretId }),
        clients.revokeSecret((await client()).context, { clientId, secretId }),
        clients.setTokenLifetime(context, { clientId, tokenLifetimeSeconds: 60 }),
        clients.revokeClient(context, { clientId }),
      ];
      for (const attempt of attempts) expect(refusal(await attempt).code).toBe("not_found");
      expect(await listClients(storage.db, { applicationId, personId: stranger.id })).toEqual([]);
      expect((await ask(made)).body?.expires_in).toBe(3_600);
    });

    it("that is revoked gets nothing any more and does not come back", async () => {
      const made = await client();
      const { clientId, context } = made;
      const entries = await told(() => clients.revokeClient(context, { clientId }));
      expect(entries).toEqual([{ kind: "credential", id: clientId, record: null }]);
      expect((await ask(made)).status).toBe(401);
      expect(refusal(await clients.rotateSecret(context, { clientId, overlapMs: 0 })).code).toBe("not_found");
    });

    it("goes with its application, and the gateways hear of it", async () => {
      const made = await client();
      const { applicationId, clientId, context } = made;
      const entries = await told(() => applications.deleteApplication(context, { applicationId }));
      expect(entries).toContainEqual({ kind: "credential", id: clientId, record: null });
      expect((await ask(made)).status).toBe(401);
    });

    it("shows when it was used last, and gets tokens of the lifetime that its owner chose", async () => {
      const made = await client();
      const { applicationId, clientId, context } = made;
      await noteKeyUses(storage.db, [{ keyId: clientId, atMs: nowMs, clientAddress: "192.0.2.7" }]);
      value(await clients.setTokenLifetime(context, { clientId, tokenLifetimeSeconds: 120 }));
      const [listed] = await listClients(storage.db, { applicationId, personId: made.id });
      expect(listed).toMatchObject({ lastUsedFrom: "192.0.2.7", tokenLifetimeSeconds: 120 });
      expect((await ask(made)).body?.expires_in).toBe(120);
    });
  });

  describe("introspection and revocation", () => {
    it("tell a client of its own tokens, and end them: the gateways hear of it until they would have expired", async () => {
      const made = await client();
      const text = await token(made);
      const { jti, exp } = decodeJwt(text);
      expect(await introspect(made, text)).toMatchObject({
        active: true,
        client_id: made.clientId,
        jti,
        exp,
      });
      const entries = await told(() => revoke(made, text));
      expect(entries).toMatchObject([{ kind: "revokedToken", id: jti, record: { clientId: made.clientId } }]);
      expect(await introspect(made, text)).toEqual({ active: false });
      expect(await told(() => revoke(made, text))).toEqual([]);
      const later = await client();
      nowMs += 2 * 3_600_000;
      const another = await token(later);
      const since = await told(() => revoke(later, another));
      expect(since).toContainEqual({ kind: "revokedToken", id: jti, record: null });
    });

    it("revoke a token for as long as a gateway may still take it, after it is inactive to introspection", async () => {
      const made = await client({ tokenLifetimeSeconds: 600 });
      const [soon, late, gone] = [await token(made), await token(made), await token(made)];
      nowMs += 610_000;
      expect(await introspect(made, soon)).toEqual({ active: false });
      expect(await told(() => revoke(made, soon))).toMatchObject([{ id: decodeJwt(soon).jti }]);
      // A gateway whose clock is a minute slow takes it for the minute that clocks may differ by.
      nowMs += 100_000;
      expect(await told(() => revoke(made, late))).toMatchObject([{ id: decodeJwt(late).jti }]);
      nowMs += 20_000;
      expect(await told(async () => expect((await revoke(made, gone)).status).toBe(200))).toEqual([]);
    });

    it("tell client B nothing of client A's token, and leave it as it was", async () => {
      const a = await client();
      const b = await client();
      const text = await token(a);
      expect(await introspect(b, text)).toEqual({ active: false });
      expect((await revoke(b, text)).status).toBe(400);
      expect(await introspect(a, text)).toMatchObject({ active: true });
    });

    it("take what is no token of theirs for none", async () => {
      const made = await client();
      const { key, kid } = value(await findSigner(endpoint()));
      const claims = decodeJwt(await token(made));
      const sign = (header: object, more: object = {}) =>
        new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg: "ES256", kid, ...header }).sign(key);
      const texts = [
        "no token",
        "a.b.c",
        await sign({ typ: "JWT" }),
        await sign({ typ: "at+jwt" }, { iss: "https://evil.example" }),
        await sign({ typ: "at+jwt" }, { aud: "https://evil.example" }),
        await sign({ typ: "at+jwt" }, { exp: 1 }),
        await sign({ typ: "at+jwt", kid: "other" }),
      ];
      for (const text of texts) {
        expect(await introspect(made, text)).toEqual({ active: false });
        expect(await told(async () => expect((await revoke(made, text)).status).toBe(200))).toEqual([]);
      }
    });

    it("ask for a token, and for who asks", async () => {
      const made = await client();
      for (const answer of [answerIntrospection, answerRevocation]) {
        expect((await answer(endpoint(), request({}, basic(made)))).status).toBe(400);
        expect((await answer(endpoint(), request({ token: "x" }))).status).toBe(401);
      }
    });
  });

  describe("signing keys", () => {
    const kids = async () => (await readKeySet(storage.db, issuer)).keys.map(({ kid }) => kid);
    const signerId = async () => value(await findSigner(endpoint())).kid;

    it("take turns: the next is published before it signs, the last stays while its tokens live", async () => {
      value(await replaceSigningKeys(endpoint()));
      const first = await signerId();
      nowMs += SIGNS_FOR_MS - PUBLISHED_BEFORE_MS;
      expect(await signerId()).toBe(first);
      const [next, ...others] = await kids();
      expect(others).toEqual([first]);
      expect(await told(signerId)).toEqual([]);
      nowMs += PUBLISHED_BEFORE_MS;
      expect(await signerId()).toBe(next);
      expect(await kids()).toEqual([next, first]);
      nowMs += 2 * DAY_MS;
      const entries = await told(signerId);
      expect(entries).toEqual([{ kind: "verificationKey", id: first, record: null }]);
      expect(await kids()).toEqual([next]);
    });

    it("are made once, however many ask at a time, and belong to the name that the portal has", async () => {
      await storage.db.signingKey.deleteMany();
      const made = await Promise.all([signerId(), signerId(), signerId()]);
      expect(new Set(made).size).toBe(1);
      const renamed = value(await findSigner(endpoint({ issuer: "https://new.example" })));
      expect(made).not.toContain(renamed.kid);
    });

    it("can be withdrawn at once, with every token that they have signed", async () => {
      const made = await client();
      const text = await token(made);
      const former = await kids();
      const entries = await told(() => replaceSigningKeys(endpoint()));
      for (const id of former) expect(entries).toContainEqual({ kind: "verificationKey", id, record: null });
      expect(await introspect(made, text)).toEqual({ active: false });
      expect(await introspect(made, await token(made))).toMatchObject({ active: true });
    });

    it("outlast a new data key and a new SLUICE_SECRETS_KEY", async () => {
      const made = await client();
      const text = await token(made);
      const next = randomKeyring().current;
      const both = { current: next, former: [storage.keyring.current] };
      value(await rotateKeys({ ...storage.context, keyring: both }, { reencrypt: true }));
      const only = { keyring: { current: next, former: [] } };
      expect((await ask(made, grant, only)).status).toBe(200);
      expect(await introspect(made, text)).toMatchObject({ active: true });
      value(
        await rotateKeys(
          { ...storage.context, keyring: { ...storage.keyring, former: [next] } },
          { reencrypt: true },
        ),
      );
    });
  });
});
