// Issuers of others on a real process: a change acts within moments, and an unknown key is told to the portals.
import type { KeyObject } from "node:crypto";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { expect, it, vi } from "vitest";
import { createApplication } from "#lib/applications/commands.ts";
import { answerTicketRequest } from "#lib/credentials/oauth-endpoints/commands.ts";
import { createSecretLimiter } from "#lib/credentials/oauth-endpoints/secret-limiter.ts";
import { createIssuer } from "#lib/issuers/commands.ts";
import { setIdentity, takeIdentityAway } from "#lib/issuers/identities/commands.ts";
import { createIssuerSchema } from "#lib/issuers/issuer.ts";
import { discoverKeys } from "#lib/issuers/refreshing/commands.ts";
import { egress, startIssuer } from "#lib/issuers/test-kit/issuer-server.ts";
import { unlimited } from "#lib/routes/plan-record.ts";
import { listSubscriptionEvents } from "#lib/subscriptions/repository.ts";
import {
  ISSUER_AUDIENCE,
  ISSUER_URL,
  issue,
  issuerKeys,
  listedKey,
} from "./data-plane/test-kit/external-issuer.ts";
import { GatewayFixture, value } from "./test-kit/gateway-fixture.ts";
import { subscribedEcho } from "./test-kit/subscribed-echo.ts";
import { connectWhenReady, TestClient } from "./test-kit/test-client.ts";

const fixture = new GatewayFixture();
const environment = "production";

/** Registers the issuer with a key of its own. */
async function registered(publicKey: KeyObject) {
  const input = createIssuerSchema.parse({
    name: "Login",
    url: ISSUER_URL,
    audience: ISSUER_AUDIENCE,
    algorithms: ["ES256"],
  });
  const keys = [listedKey("one", publicKey)];
  return value(await createIssuer(fixture.context, input, { ownIssuer: "http://localhost:3000", keys }));
}

it("asks the portals through the database for the keys of an issuer whose token names an unknown one", async () => {
  const { wsUrl } = await fixture.start(undefined, { GATEWAY_WORKERS: "2" });
  const { path, key } = await fixture.publishedEcho();
  await connectWhenReady(wsUrl + path, key);
  const { ec } = issuerKeys();
  const { issuerId } = await registered(ec.publicKey);
  const tokenOf = (kid: string) => issue(ec.privateKey, { alg: "ES256", kid });
  const known = await tokenOf("one");
  await vi.waitFor(
    () => expect(TestClient.connect(wsUrl + path, known)).rejects.toThrow(/No application/),
    10_000,
  );
  const isWanted = async () =>
    (await fixture.db.issuer.findUniqueOrThrow({ where: { id: issuerId } })).isKeyWanted;
  expect(await isWanted()).toBe(false);
  const unknown = await tokenOf("two");
  await expect(TestClient.connect(wsUrl + path, unknown)).rejects.toThrow(/not known here/);
  await vi.waitFor(async () => expect(await isWanted()).toBe(true), 10_000);
});

it("closes what a client has opened for who never proved it, as soon as another application has", async () => {
  const { wsUrl } = await fixture.start();
  const { context, db } = fixture;
  const { path } = await subscribedEcho(fixture, unlimited);
  const { ec } = issuerKeys();
  const { issuerId } = await registered(ec.publicKey);
  const token = await issue(ec.privateKey, { alg: "ES256", kid: "one" });
  const entered = { issuerId, value: "shop-client", token, environment } as const;
  const former = await db.application.findFirstOrThrow();
  const owner = { ...context, actor: { id: former.ownerId, username: former.ownerId } };
  value(await setIdentity(owner, { ...entered, applicationId: former.id }));
  // As it was entered before proofs were asked for.
  await db.issuerIdentity.updateMany({ data: { provenAt: null } });
  const client = await connectWhenReady(wsUrl + path, token);
  expect(await client.echo("hello")).toBe("hello");

  const application = { name: "The client's own", description: "" };
  const { applicationId } = value(await createApplication(owner, { application }));
  value(await setIdentity(owner, { ...entered, applicationId }));
  expect((await client.closed()).code).toBe(4401);
  await expect(TestClient.connect(wsUrl + path, token)).rejects.toThrow(/not_subscribed/);
  const { apiId } = await db.subscription.findFirstOrThrow();
  expect(await listSubscriptionEvents(db, apiId)).toContainEqual(
    expect.objectContaining({ action: "clientLost", applicationName: former.name, note: "At Login" }),
  );
});

it("notes when a client was used, closes what it has opened as soon as it is taken away, and opens nothing for it any more", async () => {
  const { wsUrl } = await fixture.start();
  const { context, db } = fixture;
  const { path } = await subscribedEcho(fixture, unlimited);
  const { ec } = issuerKeys();
  const { issuerId } = await registered(ec.publicKey);
  const token = await issue(ec.privateKey, { alg: "ES256", kid: "one" });
  const { id: applicationId, ownerId } = await db.application.findFirstOrThrow();
  const owner = { ...context, actor: { id: ownerId, username: ownerId } };
  value(await setIdentity(owner, { issuerId, applicationId, value: "shop-client", token, environment }));
  const client = await connectWhenReady(wsUrl + path, token);
  expect(await client.echo("hello")).toBe("hello");
  const usedFrom = async () => (await db.issuerIdentity.findFirstOrThrow()).lastUsedFrom;
  await vi.waitFor(async () => expect(await usedFrom()).toBe("127.0.0.1"), 10_000);
  value(await takeIdentityAway(owner, { issuerId, applicationId }));
  expect((await client.closed()).code).toBe(4401);
  await expect(TestClient.connect(wsUrl + path, token)).rejects.toThrow(/No application/);
});

it("leads a client to the endpoints that its owner chooses, and closes with 4401 what it has opened to the former ones", async () => {
  const { wsUrl } = await fixture.start();
  const { context, db } = fixture;
  const { path } = await subscribedEcho(fixture, unlimited);
  const { ec } = issuerKeys();
  const { issuerId } = await registered(ec.publicKey);
  const token = await issue(ec.privateKey, { alg: "ES256", kid: "one" });
  const { id: applicationId, ownerId } = await db.application.findFirstOrThrow();
  const owner = { ...context, actor: { id: ownerId, username: ownerId } };
  const its = { issuerId, applicationId, value: "shop-client" };
  value(await setIdentity(owner, { ...its, environment, token }));
  const client = await connectWhenReady(wsUrl + path, token);
  expect(await client.echo("hello")).toBe("hello");
  value(await setIdentity(owner, { ...its, environment: "sandbox", token: "" }));
  expect((await client.closed()).code).toBe(4401);
  // The echo has no sandbox.
  await expect(TestClient.connect(wsUrl + path, token)).rejects.toThrow(/no_sandbox_endpoint/);
});

it("opens one connection by a ticket that a token was exchanged for, which falls with the token's client", async () => {
  const { wsUrl } = await fixture.start();
  const { context, db } = fixture;
  const { path } = await subscribedEcho(fixture, unlimited);
  const { url, key } = await startIssuer();
  const input = createIssuerSchema.parse({ name: "Login", url, audience: "sluice", algorithms: ["ES256"] });
  const ownIssuer = "http://localhost:3000";
  const keys = value(await discoverKeys(url, egress));
  const { issuerId } = value(await createIssuer(context, input, { ownIssuer, keys }));
  const token = await key.sign({ iss: url, aud: "sluice", client_id: "shop-client" });
  const { id: applicationId, ownerId } = await db.application.findFirstOrThrow();
  const owner = { ...context, actor: { id: ownerId, username: ownerId } };
  value(await setIdentity(owner, { issuerId, applicationId, value: "shop-client", token, environment }));
  await connectWhenReady(wsUrl + path, token);

  const limiter = createSecretLimiter((options) => new RateLimiterMemory(options));
  const { status, body } = await answerTicketRequest(
    { ...context, issuer: ownIssuer, limiter },
    {
      ...{ authorization: `Bearer ${token}`, apiKey: null, contentType: null, body: "" },
      ...{ address: "127.0.0.1", network: "127.0.0.1" },
    },
  );
  expect(status).toBe(200);
  const withTicket = `${wsUrl}${path}?ticket=${body?.ticket}`;
  const client = await TestClient.connect(withTicket, null);
  expect(await client.echo("hello")).toBe("hello");
  await expect(TestClient.connect(withTicket, null)).rejects.toThrow(/ticket_used/);
  value(await takeIdentityAway(owner, { issuerId, applicationId }));
  expect((await client.closed()).code).toBe(4401);
});
