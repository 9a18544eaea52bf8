// Who gets a ticket, and that one is redeemed once, on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { createLocalJWKSet, jwtVerify } from "jose";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { describe, expect, it } from "vitest";
import * as applications from "#lib/applications/commands.ts";
import { createKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import { createKey, revokeKey } from "#lib/credentials/api-keys/commands.ts";
import * as clients from "#lib/credentials/oauth-clients/commands.ts";
import { createClientSchema } from "#lib/credentials/oauth-clients/oauth-client.ts";
import { answerTicketRequest, answerTokenRequest } from "#lib/credentials/oauth-endpoints/commands.ts";
import { createSecretLimiter } from "#lib/credentials/oauth-endpoints/secret-limiter.ts";
import { readKeySet } from "#lib/credentials/signing-keys/repository.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { signInLimits } from "#lib/identity/sign-in-limit.ts";
import { createIssuer, switchIssuer } from "#lib/issuers/commands.ts";
import { setIdentity, takeIdentityAway } from "#lib/issuers/identities/commands.ts";
import { createIssuerSchema } from "#lib/issuers/issuer.ts";
import { discoverKeys } from "#lib/issuers/refreshing/commands.ts";
import { egress, signingKey, startIssuer } from "#lib/issuers/test-kit/issuer-server.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { ticketClaimsSchema } from "#lib/routes/ticket.ts";
import { forgetRedeemedTickets, issueOwnTicket, redeemTicket } from "./commands.ts";

describe.each(["sqlite", "postgresql"] as const)("tickets on %s", (kind) => {
  const storage = new Storage(kind);
  const issuer = "https://portal.example";

  function endpoint() {
    const limiter = createSecretLimiter((options) => new RateLimiterMemory(options));
    return { ...storage.context, issuer, limiter };
  }

  async function owner() {
    const id = randomUUID();
    await storage.db.user.create({ data: { id, name: id, email: `${id}@test`, username: id } });
    const context: CommandContext = { ...storage.context, actor: { id, username: id } };
    const application = { name: `App ${id.slice(0, 8)}`, description: "" };
    const { applicationId } = value(await applications.createApplication(context, { application }));
    return { id, context, applicationId };
  }

  async function keyOf({ context, applicationId }: Awaited<ReturnType<typeof owner>>, more: object = {}) {
    const input = { applicationId, environment: "production", lifetimeDays: null, restrictions: {}, ...more };
    return value(await createKey(context, createKeySchema.parse(input)));
  }

  const nobody = { authorization: null, contentType: null, body: "", apiKey: null };
  const from = (address: string) => ({ ...nobody, address, network: address });

  const claimsIn = (ticket: unknown) => {
    const [, claims = ""] = String(ticket).split(".");
    return ticketClaimsSchema.parse(JSON.parse(Buffer.from(claims, "base64url").toString()));
  };
  const secondsFromNow = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

  it("is got for a key, signed by the published keys, and says nothing of the key itself", async () => {
    const { keyId, key } = await keyOf(await owner());
    const { status, headers, body } = await answerTicketRequest(endpoint(), {
      ...from("192.0.2.1"),
      apiKey: key,
    });
    expect([status, headers["cache-control"], body?.expires_in]).toEqual([200, "no-store", 30]);
    const keys = createLocalJWKSet(await readKeySet(storage.db, issuer));
    const { payload, protectedHeader } = await jwtVerify(String(body?.ticket), keys, {
      issuer,
      audience: "urn:sluice:gateway",
      typ: "sluice-ticket+jwt",
    });
    expect(protectedHeader.alg).toBe("ES256");
    const claims = ticketClaimsSchema.parse(payload);
    expect(claims).toMatchObject({ credential_id: keyId });
    expect(claims.exp - claims.iat).toBe(30);
    expect(JSON.stringify(payload)).not.toContain(key);
  });

  it("is got for an access token, and stands for that token", async () => {
    const person = await owner();
    const input = createClientSchema.parse({
      applicationId: person.applicationId,
      environment: "production",
    });
    const { clientId, secret, secretId } = value(await clients.createClient(person.context, input));
    const { body: token } = await answerTokenRequest(endpoint(), {
      ...from("192.0.2.1"),
      authorization: `Basic ${btoa(`${clientId}:${secret}`)}`,
      contentType: "application/x-www-form-urlencoded",
      body: "grant_type=client_credentials",
    });
    const authorization = `Bearer ${token?.access_token}`;
    const { status, body } = await answerTicketRequest(endpoint(), { ...from("192.0.2.1"), authorization });
    expect(status).toBe(200);
    expect(claimsIn(body?.ticket)).toMatchObject({
      credential_id: clientId,
      token: { secret_id: secretId },
    });
    value(await clients.revokeClient(person.context, { clientId }));
    const after = await answerTicketRequest(endpoint(), { ...from("192.0.2.1"), authorization });
    expect([after.status, after.body?.error]).toEqual([401, "invalid_token"]);
  });

  /** An issuer of others that is registered, and a client there that an application has proven. */
  async function atIssuer() {
    const { url, key } = await startIssuer();
    const terms = { name: `Login ${randomUUID()}`, audience: "sluice", algorithms: ["ES256"] };
    const input = createIssuerSchema.parse({ ...terms, url });
    const keys = value(await discoverKeys(url, egress));
    const { issuerId } = value(await createIssuer(storage.context, input, { ownIssuer: issuer, keys }));
    const person = await owner();
    const tokenOf = (claims: Record<string, unknown> = {}, its = key) =>
      its.sign({ iss: url, aud: "sluice", client_id: "shop", ...claims });
    const its = { issuerId, applicationId: person.applicationId };
    value(await setIdentity(person.context, { ...its, value: "shop", token: await tokenOf() }));
    const ask = (token: string) =>
      answerTicketRequest(endpoint(), { ...from("192.0.2.1"), authorization: `Bearer ${token}` });
    return { ...its, person, tokenOf, ask };
  }

  it("is got for a token of a registered issuer, and carries what its connection has to go by", async () => {
    const { tokenOf, ask, issuerId } = await atIssuer();
    const exp = secondsFromNow(300);
    const token = await tokenOf({ exp, aud: ["else", "sluice"], scope: 'orders:read no"scope', jti: "j" });
    const { status, body } = await ask(token);
    expect([status, body?.expires_in]).toEqual([200, 30]);
    const identity = await storage.db.issuerIdentity.findFirstOrThrow({ where: { issuerId } });
    expect(claimsIn(body?.ticket)).toMatchObject({
      credential_id: identity.id,
      issuer_token: {
        ...{ jti: "j", client: "shop", kid: "one", alg: "ES256", audiences: ["else", "sluice"] },
        ...{ application_claim: "client_id", scope_claim: "scope", scopes: ["orders:read"] },
        ends_at: exp + 60,
      },
    });
  });

  it("ends no later than what it was got with", async () => {
    const { tokenOf, ask, person } = await atIssuer();
    const exp = secondsFromNow(-50);
    const { body } = await ask(await tokenOf({ exp }));
    expect(claimsIn(body?.ticket).exp).toBe(exp + 60);
    expect(body?.expires_in).toBeLessThanOrEqual(10);
    const { keyId, key } = await keyOf(person, { lifetimeDays: 1 });
    const expiresAt = new Date(secondsFromNow(12) * 1_000);
    await storage.db.credential.update({ where: { id: keyId }, data: { expiresAt } });
    const ofKey = await answerTicketRequest(endpoint(), { ...from("192.0.2.1"), apiKey: key });
    expect(claimsIn(ofKey.body?.ticket).exp).toBe(expiresAt.getTime() / 1_000);
  });

  it("is refused in the same words whatever is wrong with an issuer's token", async () => {
    const { tokenOf, ask, person, issuerId, applicationId } = await atIssuer();
    const good = await tokenOf();
    const guess = await ask("a.b.c");
    expect([guess.status, guess.body?.error]).toEqual([401, "invalid_token"]);
    const refused = [
      await tokenOf({ aud: "elsewhere" }),
      await tokenOf({ exp: secondsFromNow(-61) }),
      await tokenOf({ nbf: secondsFromNow(90) }),
      await tokenOf({ iss: "https://unknown.example" }),
      await tokenOf({ iss: "https://nul.example/\0" }),
      await tokenOf({ client_id: "somebody-else" }),
      await tokenOf({ client_id: "nul\0" }),
      await tokenOf({}, signingKey("one")),
      await tokenOf({}, signingKey("two")),
    ];
    for (const token of refused) expect(await ask(token)).toEqual(guess);
    const asked = await storage.db.issuer.findUniqueOrThrow({ where: { id: issuerId } });
    expect(asked.isKeyWanted).toBe(true);
    const unproven = { where: { issuerId }, data: { provenAt: null } };
    await storage.db.issuerIdentity.updateMany(unproven);
    expect(await ask(good)).toEqual(guess);
    value(await setIdentity(person.context, { issuerId, applicationId, value: "shop", token: good }));
    expect((await ask(good)).status).toBe(200);
    value(await switchIssuer(storage.context, { issuerId, isOn: false }));
    expect(await ask(good)).toEqual(guess);
    value(await switchIssuer(storage.context, { issuerId, isOn: true }));
    value(await takeIdentityAway(person.context, { issuerId, applicationId }));
    expect(await ask(good)).toEqual(guess);
  });

  it("is not got where it would be longer than what a gateway reads", async () => {
    const { tokenOf, ask } = await atIssuer();
    const token = await tokenOf({ aud: ["sluice", "x".repeat(5_800)] });
    expect(token.length).toBeLessThan(8_192);
    const { status, body } = await ask(token);
    expect([status, body?.error_description]).toEqual([401, expect.stringMatching(/fewer audiences/)]);
  });

  it("is not got for nothing, for a guess, or for a key that is revoked or has expired", async () => {
    const person = await owner();
    const revoked = await keyOf(person);
    value(await revokeKey(person.context, { keyId: revoked.keyId }));
    const expired = await keyOf(person, { lifetimeDays: 1 });
    const before = new Date(Date.now() - 1_000);
    await storage.db.credential.update({ where: { id: expired.keyId }, data: { expiresAt: before } });
    for (const apiKey of [null, "slk_guess", "a.b.c", "x".repeat(9_000), revoked.key, expired.key]) {
      const { status, headers, body } = await answerTicketRequest(endpoint(), {
        ...from("192.0.2.1"),
        apiKey,
      });
      expect([apiKey, status, body?.error]).toEqual([apiKey, 401, "invalid_token"]);
      expect(headers["www-authenticate"]).toContain("Bearer");
    }
  });

  it("is got only from where the key may be used", async () => {
    const restrictions = { addresses: ["198.51.100.0/24"] };
    const { key } = await keyOf(await owner(), { restrictions });
    const ask = (address: string) => answerTicketRequest(endpoint(), { ...from(address), apiKey: key });
    expect((await ask("198.51.100.7")).status).toBe(200);
    const elsewhere = await ask("192.0.2.1");
    expect([elsewhere.status, elsewhere.body?.error]).toEqual([403, "access_denied"]);
  });

  it("is not got by guessing on and on", async () => {
    const context = endpoint();
    const guess = () => answerTicketRequest(context, { ...from("192.0.2.9"), apiKey: "slk_guess" });
    const statuses = [];
    for (let tried = 0; tried <= signInLimits.perAccountAndAddress.points; tried += 1)
      statuses.push((await guess()).status);
    expect(statuses.at(-1)).toBe(429);
  });

  it("is got by the owner of a key, and by nobody else", async () => {
    const person = await owner();
    const { keyId } = await keyOf(person);
    expect(value(await issueOwnTicket(endpoint(), { keyId, personId: person.id })).ticket).toContain(".");
    const stranger = { keyId, personId: (await owner()).id };
    expect(refusal(await issueOwnTicket(endpoint(), stranger)).code).toBe("not_found");
  });

  it("is redeemed once, however many ask at once, and forgotten once it is over", async () => {
    const ticket = { id: randomUUID(), endsAtMs: Date.now() + 30_000 };
    const redeemed = await Promise.all(Array.from({ length: 20 }, () => redeemTicket(storage.db, ticket)));
    expect(redeemed.filter(Boolean)).toHaveLength(1);
    await forgetRedeemedTickets(storage.db, new Date(ticket.endsAtMs + 1));
    expect(await storage.db.redeemedTicket.count({ where: { id: ticket.id } })).toBe(0);
  });
});
