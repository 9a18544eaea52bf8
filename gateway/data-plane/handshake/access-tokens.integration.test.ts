// Access tokens of OAuth clients: which handshakes they open, which forgeries they are not, and what becomes of open
// connections when token, secret, client, key or time run out.
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import {
  applicationEntry,
  oauthClientEntry,
  planEntry,
  subscription,
  type TestIssuer,
  testIssuer,
  tokenClaims,
} from "#gateway/data-plane/test-kit/consumers.ts";
import { clientFrame } from "#gateway/data-plane/test-kit/frames.ts";
import { route, routeEntry, startGateway, topic } from "#gateway/data-plane/test-kit/gateway.ts";
import {
  openPair,
  refusalTo,
  startRawBackend,
  upgradeRequest,
  type Wire,
} from "#gateway/data-plane/test-kit/wire.ts";
import type { RoutingEntry } from "#lib/routes/route-record.ts";

const path = "/echo/1.0.0";
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

async function start(issuer: TestIssuer, ...changes: RoutingEntry[]) {
  const backend = await startRawBackend();
  const record = route(backend.url, { security: { oauth2: true } });
  const gateway = await startGateway([
    planEntry(),
    applicationEntry(),
    oauthClientEntry(),
    issuer.entry,
    routeEntry(record),
  ]);
  gateway.apply(...changes);
  return {
    record,
    gateway,
    open: (token: string) => openPair(gateway.wsPort, backend, path, bearer(token)),
    openWith: (headers: Record<string, string>) => openPair(gateway.wsPort, backend, path, headers),
    refusal: async (token: string) => {
      const { status, problem } = await refusalTo(gateway.wsPort, upgradeRequest(path, bearer(token)));
      return [status, problem.code];
    },
    detail: async (token: string) =>
      String((await refusalTo(gateway.wsPort, upgradeRequest(path, bearer(token)))).problem.detail),
  };
}

async function closeOf(client: Wire): Promise<string> {
  const bytes = await client.readAll();
  expect(bytes[0]).toBe(0x88);
  return `${bytes.readUInt16BE(2)} ${bytes.subarray(4).toString()}`;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

describe("an access token", () => {
  it("opens an API that the client's application is subscribed to, again and again, and is not passed on", async () => {
    const issuer = testIssuer();
    const { open } = await start(issuer);
    const token = await issuer.sign();
    for (const _ of [1, 2]) {
      const { requestHead } = await open(token);
      expect(requestHead).toContain("X-Sluice-Application: Shop\r\n");
      expect(requestHead).not.toContain(token);
    }
  });

  it("is refused with 403 by an API that its application is not subscribed to", async () => {
    const issuer = testIssuer();
    const { refusal } = await start(issuer, applicationEntry([subscription({ apiId: "other" })]));
    expect(await refusal(await issuer.sign())).toEqual([403, "not_subscribed"]);
  });

  it("is refused by an API that takes API keys only", async () => {
    const issuer = testIssuer();
    const { gateway, record, detail, refusal } = await start(issuer);
    const token = await issuer.sign();
    gateway.apply(routeEntry({ ...record, security: { ...record.security, apiKey: true, oauth2: false } }));
    expect(await refusal(token)).toEqual([401, "credential_invalid"]);
    expect(await detail(token)).toMatch(/takes API keys/);
  });

  it("reaches a backend of an open API never, though other tokens are the backend's business", async () => {
    const issuer = testIssuer();
    const { gateway, record, openWith } = await start(issuer);
    gateway.apply(routeEntry({ ...record, security: { ...record.security, oauth2: false } }));
    const expired = await issuer.sign({ exp: inSeconds(-600) });
    expect((await openWith(bearer(expired))).requestHead).not.toContain(expired);
    const foreign = await testIssuer("theirs").sign();
    expect((await openWith(bearer(foreign))).requestHead).toContain(foreign);
  });

  it("is no hindrance on an open topic, whatever is wrong with it", async () => {
    const issuer = testIssuer();
    const { gateway, record, open } = await start(issuer);
    gateway.apply(routeEntry({ ...record, topics: [topic("/*", { isSecured: false })] }));
    await open(await issuer.sign({ exp: inSeconds(-600) }));
  });

  it.each([
    ["another issuer", { iss: "https://evil.example" }, /another issuer/],
    ["another audience", { aud: "https://api.example" }, /somebody else/],
    ["audiences that are all others", { aud: ["a", "b"] }, /somebody else/],
    ["no audience", { aud: undefined }, /none that this gateway takes/],
    ["no end", { exp: undefined }, /none that this gateway takes/],
    ["an end that is no number", { exp: "never" }, /none that this gateway takes/],
    ["no id", { jti: undefined }, /none that this gateway takes/],
    ["a subject that is not its client", { sub: "somebody" }, /none that this gateway takes/],
    ["a client nobody knows", { sub: "ghost", client_id: "ghost" }, /revoked/],
    ["a secret that was revoked", { secret_id: "secret-0" }, /revoked/],
  ])("is refused with %s", async (_, claims, why) => {
    const issuer = testIssuer();
    const { refusal, detail } = await start(issuer);
    const token = await issuer.sign(claims);
    expect(await refusal(token)).toEqual([401, "credential_invalid"]);
    expect(await detail(token)).toMatch(why);
  });

  it.each([
    ["a type that is not at+jwt", { typ: "JWT" }, /type at\+jwt/],
    ["no type", { typ: undefined }, /type at\+jwt/],
    ["a key id nobody knows", { kid: "other" }, /not known here/],
    ["no key id", { kid: undefined }, /type at\+jwt/],
  ])("is refused with %s", async (_, header, why) => {
    const issuer = testIssuer();
    const { detail } = await start(issuer);
    expect(await detail(await issuer.sign({}, header))).toMatch(why);
  });

  it("that nobody has signed is refused", async () => {
    const { detail } = await start(testIssuer());
    const parts = (header: object) =>
      `${encode({ typ: "at+jwt", kid: "key-1", ...header })}.${encode(tokenClaims())}`;
    for (const alg of ["none", "None", "NONE"]) {
      expect(await detail(`${parts({ alg })}.`)).toMatch(/not known/);
      expect(await detail(`${parts({ alg })}.AAAA`)).toMatch(/signed with ES256/);
    }
    expect(await detail(`${parts({ alg: "ES256" })}.AAAA`)).toMatch(/signature/);
  });

  it("that was signed with the public key as if it were a shared secret is refused", async () => {
    const issuer = testIssuer();
    const { detail } = await start(issuer);
    const input = `${encode({ alg: "HS256", typ: "at+jwt", kid: "key-1" })}.${encode(tokenClaims())}`;
    const pem = issuer.publicKey.export({ type: "spki", format: "pem" });
    const forged = `${input}.${createHmac("sha256", pem).update(input).digest("base64url")}`;
    expect(await detail(forged)).toMatch(/signed with ES256/);
    const renamed = forged.replace(/^[^.]+/, encode({ alg: "ES256", typ: "at+jwt", kid: "key-1" }));
    expect(await detail(renamed)).toMatch(/signature/);
  });

  it("that was signed with another key or algorithm, or was changed, is refused", async () => {
    const issuer = testIssuer();
    const { detail } = await start(issuer);
    expect(await detail(await testIssuer().sign())).toMatch(/signature/);
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    const header = { alg: "RS256", typ: "at+jwt", kid: "key-1" };
    const ofRsa = await new SignJWT(tokenClaims()).setProtectedHeader(header).sign(rsa.privateKey);
    expect(await detail(ofRsa)).toMatch(/signed with ES256/);
    const [head, , signature] = (await issuer.sign()).split(".");
    const stolen = encode(tokenClaims({ sub: "other", client_id: "other" }));
    expect(await detail(`${head}.${stolen}.${signature}`)).toMatch(/signature/);
    const der = `${head}.${encode(tokenClaims())}`;
    const asDer = sign("sha256", Buffer.from(der), issuer.privateKey).toString("base64url");
    expect(await detail(`${der}.${asDer}`)).toMatch(/signature/);
  });

  it("that names extensions which have to be understood is refused", async () => {
    const issuer = testIssuer();
    const { detail } = await start(issuer);
    const input = `${encode({ alg: "ES256", typ: "at+jwt", kid: "key-1", crit: ["exp"] })}.${encode(tokenClaims())}`;
    const options = { key: issuer.privateKey, dsaEncoding: "ieee-p1363" } as const;
    expect(
      await detail(`${input}.${sign("sha256", Buffer.from(input), options).toString("base64url")}`),
    ).toMatch(/none that/);
  });

  it.each(["a.b", "a.b.c", "...", "e30.e30.e30", "bnVsbA.bnVsbA.bnVsbA", "W10.W10.W10", "ey!.e.e"])(
    "is not %s",
    async (text) => {
      const { refusal } = await start(testIssuer());
      expect(await refusal(text)).toEqual([401, "credential_invalid"]);
    },
  );

  it("of more than 8 KB is refused for that, however well it is signed", async () => {
    const issuer = testIssuer();
    const { detail } = await start(issuer);
    expect(await detail(await issuer.sign({ padding: "x".repeat(7_000) }))).toMatch(/8192 characters/);
  });

  it("counts by clocks that differ by up to a minute", async () => {
    const issuer = testIssuer();
    const { open, refusal } = await start(issuer);
    await open(await issuer.sign({ exp: inSeconds(-50) }));
    expect(await refusal(await issuer.sign({ exp: inSeconds(-61) }))).toEqual([401, "credential_expired"]);
    await open(await issuer.sign({ iat: inSeconds(50) }));
    expect(await refusal(await issuer.sign({ iat: inSeconds(70) }))).toEqual([401, "credential_invalid"]);
    expect(await refusal(await issuer.sign({ nbf: inSeconds(70) }))).toEqual([401, "credential_invalid"]);
  });

  it("that was verified once is refused all the same once it has expired", async () => {
    const issuer = testIssuer();
    const { gateway, open, refusal } = await start(issuer);
    const token = await issuer.sign();
    await open(token);
    gateway.advance(661_000);
    expect(await refusal(token)).toEqual([401, "credential_expired"]);
  });
});

describe("connections of an access token", () => {
  const gone = (kind: "credential" | "application" | "verificationKey", id: string): RoutingEntry => ({
    kind,
    id,
    record: null,
  });
  const revoked = (id: string): RoutingEntry => ({
    kind: "revokedToken",
    id,
    record: { id, clientId: "client", expiresAtMs: Date.now() + 600_000 },
  });

  it.each([
    ["the token is revoked", revoked("one"), /^4401 .*revoked/],
    ["its client is revoked", gone("credential", "client"), /^4401 .*revoked/],
    ["its secret is revoked", oauthClientEntry({ secretIds: ["secret-2"] }), /^4401 .*revoked/],
    ["the key that signed it is withdrawn", gone("verificationKey", "key-1"), /^4401 .*revoked/],
    ["its application is deleted", gone("application", "shop"), /^4403/],
    ["its subscription is blocked", applicationEntry([subscription({ blocked: "all" })]), /^4403/],
  ])("are closed when %s, and no new one is opened", async (_, change, close) => {
    const issuer = testIssuer();
    const { gateway, open, refusal } = await start(issuer);
    const token = await issuer.sign({ jti: "one" });
    const { client } = await open(token);
    gateway.apply(change);
    expect(await closeOf(client)).toMatch(close);
    expect((await refusal(token))[0]).toBe(close.source.startsWith("^4401") ? 401 : 403);
  });

  it("are closed with 4401 when it expires, and stay until then", async () => {
    const issuer = testIssuer();
    const { gateway, open } = await start(issuer);
    const { client, upstream } = await open(await issuer.sign());
    gateway.advance(650_000);
    client.send(clientFrame("still here"));
    await upstream.read(16);
    gateway.advance(11_000);
    expect(await closeOf(client)).toMatch(/^4401 .*expired/);
  });

  it("are closed with 4403 when the API takes keys only", async () => {
    const issuer = testIssuer();
    const { gateway, record, open } = await start(issuer);
    const { client } = await open(await issuer.sign());
    gateway.apply(routeEntry({ ...record, security: { ...record.security, apiKey: true, oauth2: false } }));
    expect(await closeOf(client)).toMatch(/^4403 .*kind of credential/);
  });

  it("are those of the revoked token alone, and a second secret changes nothing", async () => {
    const issuer = testIssuer();
    const { gateway, open, refusal } = await start(issuer);
    const one = await open(await issuer.sign({ jti: "one" }));
    const other = await issuer.sign({ jti: "two" });
    const kept = await open(other);
    gateway.apply(oauthClientEntry({ secretIds: ["secret-1", "secret-2"] }), revoked("one"));
    expect(await closeOf(one.client)).toMatch(/^4401/);
    kept.client.send(clientFrame("still here"));
    await kept.upstream.read(16);
    gateway.apply({ kind: "revokedToken", id: "one", record: null });
    await open(other);
    expect(await refusal(await issuer.sign({ jti: "two", secret_id: "x" }))).toEqual([
      401,
      "credential_invalid",
    ]);
  });

  it("go on with a new key beside the one that signed it", async () => {
    const issuer = testIssuer();
    const next = testIssuer("key-2");
    const { gateway, open } = await start(issuer);
    const kept = await open(await issuer.sign());
    gateway.apply(next.entry);
    await open(await next.sign());
    await open(await issuer.sign());
    kept.client.send(clientFrame("still here"));
    await kept.upstream.read(16);
  });
});
