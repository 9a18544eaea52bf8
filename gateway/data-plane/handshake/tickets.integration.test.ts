// Tickets in the query: each opens one connection in the place of the credential that it was got with.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  apiKey,
  applicationEntry,
  oauthClientEntry,
  planEntry,
  testIssuer,
} from "#gateway/data-plane/test-kit/consumers.ts";
import {
  externalClientEntry,
  ISSUER_AUDIENCE,
  issuerEntry,
  issuerKeys,
} from "#gateway/data-plane/test-kit/external-issuer.ts";
import { clientFrame } from "#gateway/data-plane/test-kit/frames.ts";
import { credentialEntry, route, routeEntry, startGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import { openPair, refusalTo, startRawBackend, upgradeRequest } from "#gateway/data-plane/test-kit/wire.ts";
import { originRuleSchema } from "#lib/routes/origin-rule.ts";
import type { RoutingEntry } from "#lib/routes/route-record.ts";

const path = "/echo/1.0.0";
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

const keys = issuerKeys();

async function start(...changes: RoutingEntry[]) {
  const issuer = testIssuer();
  const backend = await startRawBackend();
  const gateway = await startGateway([
    planEntry(),
    applicationEntry(),
    credentialEntry(apiKey("mine")),
    oauthClientEntry(),
    issuer.entry,
    issuerEntry(keys),
    externalClientEntry(),
    routeEntry(route(backend.url, { security: { apiKey: true, oauth2: true } })),
  ]);
  gateway.apply(...changes);
  const withTicket = (ticket: string) => `${path}?room=1&ticket=${ticket}`;
  return {
    issuer,
    gateway,
    backend,
    open: (ticket: string, headers = {}) => openPair(gateway.wsPort, backend, withTicket(ticket), headers),
    refusal: async (ticket: string, headers = {}) => {
      const request = upgradeRequest(withTicket(ticket), headers);
      const { status, problem } = await refusalTo(gateway.wsPort, request);
      return [status, problem.code];
    },
  };
}

const tokenIn = (claims: Record<string, unknown> = {}) => ({
  token: { jti: randomUUID(), secret_id: "secret-1", kid: "key-1", exp: inSeconds(600), ...claims },
});

const issuerTokenIn = (claims: Record<string, unknown> = {}) => ({
  issuer_token: {
    ...{ jti: "", client: "shop-client", kid: "ec", alg: "ES256", audiences: [ISSUER_AUDIENCE] },
    ...{ application_claim: "client_id", scope_claim: "scope", scopes: [], ends_at: inSeconds(600) },
    ...claims,
  },
});

describe("a ticket", () => {
  it("opens one connection, is not passed on, and opens no other", async () => {
    const { issuer, open, refusal } = await start();
    const ticket = await issuer.signTicket("key-mine");
    const { requestHead } = await open(ticket);
    expect(requestHead).toContain("?room=1 HTTP/1.1");
    expect(requestHead).toContain("X-Sluice-Application: Shop\r\n");
    expect(requestHead).not.toContain(ticket);
    expect(await refusal(ticket)).toEqual([401, "ticket_used"]);
  });

  it("stands for the access token that it was got with, and falls with it", async () => {
    const { issuer, gateway, open, refusal } = await start();
    await open(await issuer.signTicket("client", tokenIn()));
    const expiresAtMs = Date.now() + 600_000;
    const revoked = { id: "gone", clientId: "client", expiresAtMs };
    gateway.apply({ kind: "revokedToken", id: "gone", record: revoked });
    const ticket = await issuer.signTicket("client", tokenIn({ jti: "gone" }));
    expect(await refusal(ticket)).toEqual([401, "credential_invalid"]);
    const ofOther = await issuer.signTicket("client", tokenIn({ secret_id: "other" }));
    expect(await refusal(ofOther)).toEqual([401, "credential_invalid"]);
  });

  it("is worth nothing once its key is revoked or has expired", async () => {
    const { issuer, gateway, refusal } = await start();
    gateway.apply(credentialEntry(apiKey("mine", { expiresAtMs: Date.now() - 1 })));
    expect(await refusal(await issuer.signTicket("key-mine"))).toEqual([401, "credential_expired"]);
    gateway.apply({ kind: "credential", id: "key-mine", record: null });
    expect(await refusal(await issuer.signTicket("key-mine"))).toEqual([401, "credential_invalid"]);
  });

  it.each([
    ["has expired", { exp: inSeconds(-10) }, "credential_expired"],
    ["is from the future", { iat: inSeconds(600), exp: inSeconds(630) }, "credential_invalid"],
    ["names another issuer", { iss: "https://evil.example" }, "credential_invalid"],
    ["is for somebody else", { aud: "https://api.example" }, "credential_invalid"],
    ["names a client without its token", { credential_id: "client" }, "credential_invalid"],
    ["names a key with a token", tokenIn(), "credential_invalid"],
    ["names a key with an issuer's token", issuerTokenIn(), "credential_invalid"],
    [
      "names a client with an issuer's token",
      { credential_id: "client", ...issuerTokenIn() },
      "credential_invalid",
    ],
    ["names an issuer's client without a token", { credential_id: "shop-at-login" }, "credential_invalid"],
    [
      "names an issuer's client with a token of ours",
      { credential_id: "shop-at-login", ...tokenIn() },
      "credential_invalid",
    ],
  ])("is refused where it %s", async (_, claims, code) => {
    const { issuer, refusal } = await start();
    expect(await refusal(await issuer.signTicket("key-mine", claims))).toEqual([401, code]);
  });

  it("is refused where another key has signed it, or anything in it was changed", async () => {
    const { issuer, refusal } = await start();
    const forged = await testIssuer("key-1").signTicket("key-mine");
    expect(await refusal(forged)).toEqual([401, "credential_invalid"]);
    const [head, claims, signature] = (await issuer.signTicket("key-mine")).split(".");
    const other = Buffer.from(JSON.stringify({ ...JSON.parse(atob(claims ?? "")), jti: "again" }));
    expect(await refusal(`${head}.${other.toString("base64url")}.${signature}`)).toEqual([
      401,
      "credential_invalid",
    ]);
  });

  it("is used from wherever it was handed to, on the sites that its key names", async () => {
    const originRule = originRuleSchema.parse({ kind: "listed", origins: ["https://shop.example"] });
    const { issuer, open, refusal } = await start(
      credentialEntry(apiKey("mine", { addresses: ["198.51.100.0/24"], originRule })),
    );
    await open(await issuer.signTicket("key-mine"));
    const elsewhere = await refusal(await issuer.signTicket("key-mine"), { Origin: "https://evil.example" });
    expect(elsewhere).toEqual([403, "origin_refused"]);
  });

  it("keeps what it opened open when the addresses of its key change, until another site is asked for", async () => {
    const { issuer, gateway, open } = await start();
    const origin = { Origin: "https://shop.example" };
    const { client, upstream } = await open(await issuer.signTicket("key-mine"), origin);
    // More than once: what a ticket opened is remembered beyond the first change.
    for (const addresses of [["198.51.100.0/24"], ["203.0.113.0/24"]])
      gateway.apply(credentialEntry(apiKey("mine", { addresses })));
    client.send(clientFrame("still here"));
    await upstream.read(16);
    const originRule = originRuleSchema.parse({ kind: "listed", origins: ["https://other.example"] });
    gateway.apply(credentialEntry(apiKey("mine", { originRule })));
    const close = await client.readAll();
    expect([close[0], close.readUInt16BE(2)]).toEqual([0x88, 4403]);
  });

  it("is spent by nobody who is refused for another reason before", async () => {
    const { issuer, open, refusal } = await start();
    const ticket = await issuer.signTicket("key-mine");
    expect((await refusal(ticket, { "X-Sluice-Hops": "99" }))[1]).toBe("loop_detected");
    await open(ticket);
  });
});

describe("a ticket for an issuer's token", () => {
  const gone = (kind: "issuer" | "credential", id: string) => ({ kind, id, record: null }) as const;

  it("opens one connection of the token's application, which ends with the token", async () => {
    const { issuer, gateway, open, refusal } = await start();
    const ticket = await issuer.signTicket("shop-at-login", issuerTokenIn({ ends_at: inSeconds(100) }));
    const { client, requestHead } = await open(ticket);
    expect(requestHead).toContain("X-Sluice-Application: Shop\r\n");
    expect(await refusal(ticket)).toEqual([401, "ticket_used"]);
    gateway.advance(101_000);
    expect(closeIn(await client.readAll())).toMatch(/^4401 .*expired/);
  });

  it("is worth nothing once the token has expired", async () => {
    const { issuer, refusal } = await start();
    const ticket = await issuer.signTicket("shop-at-login", issuerTokenIn({ ends_at: inSeconds(-1) }));
    expect(await refusal(ticket)).toEqual([401, "credential_expired"]);
  });

  it.each([
    ["its issuer is switched off or deleted", gone("issuer", "login")],
    ["nothing stands for its application there", gone("credential", "shop-at-login")],
    ["its issuer asks for another audience", issuerEntry(keys, { audience: "https://other.example" })],
    ["its issuer has another claim name the application", issuerEntry(keys, { applicationClaim: "azp" })],
    ["its issuer takes other algorithms", issuerEntry(keys, { algorithms: ["RS256"] })],
  ])("opens what is closed with 4401 when %s, and opens nothing then", async (_, change) => {
    const { issuer, gateway, open, refusal } = await start();
    const { client } = await open(await issuer.signTicket("shop-at-login", issuerTokenIn()));
    gateway.apply(change);
    expect(closeIn(await client.readAll())).toMatch(/^4401 /);
    const next = await issuer.signTicket("shop-at-login", issuerTokenIn());
    expect(await refusal(next)).toEqual([401, "credential_invalid"]);
  });
});

function closeIn(bytes: Buffer): string {
  expect(bytes[0]).toBe(0x88);
  return `${bytes.readUInt16BE(2)} ${bytes.subarray(4).toString()}`;
}
