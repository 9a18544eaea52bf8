// Tokens of issuers of others: which handshakes they open, and which forgeries they are not.
import { createHmac, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { applicationEntry, subscription, testIssuer } from "#gateway/data-plane/test-kit/consumers.ts";
import {
  externalClientEntry,
  ISSUER_AUDIENCE,
  ISSUER_URL,
  issue,
  issuedClaims,
  issuerEntry,
  issuerKeys,
  listedKey,
  startIssuerGateway,
} from "#gateway/data-plane/test-kit/external-issuer.ts";
import { route, routeEntry, topic } from "#gateway/data-plane/test-kit/gateway.ts";
import { startRawBackend } from "#gateway/data-plane/test-kit/wire.ts";
import type { IssuerRecord } from "#lib/routes/issuer-record.ts";

const keys = issuerKeys();
const signed = (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) =>
  issue(keys.ec.privateKey, { alg: "ES256", kid: "ec", ...header }, claims);
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const start = (issuer?: Partial<IssuerRecord>) => startIssuerGateway(keys, issuer);

describe("a token of a registered issuer", () => {
  it.each([
    ["RS256", "rsa"],
    ["PS256", "rsa"],
    ["ES256", "ec"],
    ["EdDSA", "ed"],
  ] as const)("signed with %s opens what the application is subscribed to", async (alg, kid) => {
    const { open } = await start();
    const token = await issue(keys[kid].privateKey, { alg, kid });
    for (const _ of [1, 2]) {
      const { requestHead } = await open(token);
      expect(requestHead).toContain("X-Sluice-Application: Shop\r\n");
      expect(requestHead).not.toContain(token);
    }
  });

  it("names its application by azp where it has no client_id, or by the claim that was registered", async () => {
    const { gateway, open, refused } = await start();
    await open(await signed({ client_id: undefined, azp: "shop-client" }));
    gateway.apply(issuerEntry(keys, { applicationClaim: "https://example/app" }));
    await open(await signed({ client_id: "other", "https://example/app": "shop-client" }));
    expect(await refused(await signed())).toMatch(/^401 .*lacks a claim/);
  });

  it.each([
    ["a text", "read write"],
    ["a list", ["read", "write"]],
  ])("brings its scopes as %s", async (_, scope) => {
    const { gateway, record, open, refused } = await start();
    const scopes = { subscribe: ["write"], publish: ["write"] };
    gateway.apply(routeEntry({ ...record, topics: [topic("/*", { scopes })] }));
    await open(await signed({ scope }));
    expect(await refused(await signed({ scope: "read" }))).toMatch(/^403 insufficient_scope/);
    expect(await refused(await signed({ scope: { write: true } }))).toMatch(/^403 insufficient_scope/);
  });

  it("opens nothing that its application is not subscribed to, and nothing of an application nobody has named", async () => {
    const { gateway, refused } = await start();
    expect(await refused(await signed({ client_id: "ghost" }))).toMatch(/^401 .*No application goes by/);
    gateway.apply(applicationEntry([subscription({ apiId: "other" })]));
    expect(await refused(await signed())).toMatch(/^403 not_subscribed/);
  });

  it("opens the sandbox where its client is entered for that, and production where it is not", async () => {
    const { gateway, record, open } = await start();
    const sandbox = await startRawBackend();
    const { endpoints } = route(sandbox.url);
    gateway.apply(
      routeEntry({ ...record, endpoints: { ...record.endpoints, sandbox: endpoints.production } }),
    );
    await open(await signed());
    gateway.apply(externalClientEntry("shop-client", "sandbox"));
    await open(await signed(), sandbox);
  });

  it("cannot pass for a client of this portal", async () => {
    const { refused } = await start();
    const claims = { client_id: "client", sub: "client", secret_id: "secret-1", jti: "one" };
    expect(await refused(await signed(claims, { typ: "at+jwt" }))).toMatch(/^401 .*No application goes by/);
  });

  it("stands beside tokens of the portal, and neither is verified with the other's key", async () => {
    const { gateway, open, refused } = await start();
    const own = testIssuer("ec");
    gateway.apply(own.entry);
    await open(await own.sign());
    await open(await signed());
    expect(await refused(await own.sign({ iss: ISSUER_URL }))).toMatch(/^401 /);
    expect(await refused(await signed({ iss: "https://portal.example" }, { typ: "at+jwt" }))).toMatch(
      /^401 /,
    );
  });

  it("never reaches the backend of an open API, while tokens for somebody else do", async () => {
    const { gateway, record, open } = await start();
    gateway.apply(routeEntry({ ...record, security: { ...record.security, oauth2: false } }));
    const expired = await signed({ exp: inSeconds(-600) });
    expect((await open(expired)).requestHead).not.toContain(expired);
    const theirs = await signed({ aud: "https://elsewhere.example" });
    expect((await open(theirs)).requestHead).toContain(theirs);
  });
});

describe("a forged or foreign token", () => {
  it.each(["none", "None", "HS256", "HS512"])("with alg %s is refused", async (alg) => {
    const { refused } = await start();
    const pem = keys.rsa.publicKey.export({ type: "spki", format: "pem" });
    const input = `${encode({ alg, kid: "rsa" })}.${encode(issuedClaims())}`;
    const byPublicKey = createHmac(alg === "HS512" ? "sha512" : "sha256", pem)
      .update(input)
      .digest("base64url");
    expect(await refused(`${input}.${byPublicKey}`)).toMatch(/^401 .*not registered with|signed in a way/);
    expect(await refused(`${input}.`)).toMatch(/^401 credential_invalid/);
    const renamed = input.replace(/^[^.]+/, encode({ alg: "RS256", kid: "rsa" }));
    expect(await refused(`${renamed}.${byPublicKey}`)).toMatch(/^401 .*signature/);
  });

  it("whose algorithm is not its key's, or not the issuer's, is refused", async () => {
    const { gateway, refused } = await start();
    const [, claims, signature] = (await signed()).split(".");
    for (const alg of ["RS256", "PS256", "EdDSA"]) {
      const header = encode({ alg, kid: "ec" });
      expect(await refused(`${header}.${claims}.${signature}`)).toMatch(/^401 .*signature/);
    }
    gateway.apply(issuerEntry(keys, { algorithms: ["RS256"] }));
    expect(await refused(await signed())).toMatch(/^401 .*signed in a way/);
  });

  it("is refused where its issuer uses the key with another algorithm, or the key is too short", async () => {
    const short = generateKeyPairSync("rsa", { modulusLength: 1_024 });
    const { gateway, refused } = await start();
    const bound = { ...listedKey("rsa", keys.rsa.publicKey), alg: "RS256" };
    gateway.apply(issuerEntry(keys, { keys: [bound, listedKey("short", short.publicKey)] }));
    const pss = await issue(keys.rsa.privateKey, { alg: "PS256", kid: "rsa" });
    expect(await refused(pss)).toMatch(/^401 .*signature/);
    const header = encode({ alg: "RS256", kid: "short" });
    expect(await refused(`${header}.${encode(issuedClaims())}.AAAA`)).toMatch(/^401 .*not known here/);
  });

  it.each([
    ["another issuer", { iss: "https://evil.example" }, /not known here|type at/],
    ["its issuer with a slash more", { iss: `${ISSUER_URL}/` }, /not known here|type at/],
    ["another audience", { aud: "https://elsewhere.example" }, /somebody else/],
    ["audiences that are all others", { aud: ["a", "b"] }, /somebody else/],
    ["no audience", { aud: undefined }, /lacks a claim/],
    ["no end", { exp: undefined }, /lacks a claim/],
    ["no client", { client_id: undefined }, /lacks a claim/],
    ["a client that is no text", { client_id: ["shop-client"] }, /lacks a claim/],
  ])("with %s is refused", async (_, claims, why) => {
    const { refused } = await start();
    expect(await refused(await signed(claims))).toMatch(why);
  });

  it("that is for its own client is refused, even where the client calls itself as the audience", async () => {
    const { gateway, refused } = await start();
    gateway.apply(externalClientEntry(ISSUER_AUDIENCE));
    expect(await refused(await signed({ aud: "shop-client" }))).toMatch(/somebody else/);
    const chosen = { client_id: ISSUER_AUDIENCE, aud: ISSUER_AUDIENCE };
    expect(await refused(await signed(chosen))).toMatch(/somebody else/);
  });

  it.each([
    ["crit", { crit: ["exp"] }],
    ["another type", { typ: "logout+jwt" }],
    ["no kid", { kid: undefined }],
  ])("whose header has %s is refused", async (_, header) => {
    const { refused } = await start();
    const input = `${encode({ alg: "ES256", kid: "ec", ...header })}.${encode(issuedClaims())}`;
    expect(await refused(`${input}.AAAA`)).toMatch(/^401 .*signed in a way/);
  });

  it("that brings its own key, or says where to fetch one, is refused", async () => {
    const { refused } = await start();
    const theirs = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const jwk = theirs.publicKey.export({ format: "jwk" });
    const header = { alg: "ES256", kid: "ec", jwk, jku: "https://evil.example/keys" };
    expect(await refused(await issue(theirs.privateKey, header))).toMatch(/^401 .*signature/);
  });

  it("of more than 8 KB is refused for that, however well it is signed", async () => {
    const { refused } = await start();
    expect(await refused(await signed({ padding: "x".repeat(7_000) }))).toMatch(/8192 characters/);
  });

  it("counts by clocks that differ by what was registered, and by no more", async () => {
    const { open, refused } = await start({ clockSkewMs: 30_000 });
    await open(await signed({ exp: inSeconds(-20) }));
    expect(await refused(await signed({ exp: inSeconds(-31) }))).toMatch(/^401 credential_expired/);
    await open(await signed({ nbf: inSeconds(20) }));
    expect(await refused(await signed({ nbf: inSeconds(40) }))).toMatch(/not valid yet/);
    expect(await refused(await signed({ iat: inSeconds(40) }))).toMatch(/not valid yet/);
  });
});

describe("a key that is not known", () => {
  it("is refused at once and asked for once, however many tokens name one, and opens when it is there", async () => {
    const { gateway, open, refused } = await start();
    const next = generateKeyPairSync("ec", { namedCurve: "P-256" });
    for (const kid of ["a", "b", "c", "next"])
      expect(await refused(await issue(next.privateKey, { alg: "ES256", kid }))).toMatch(/not known here/);
    expect(gateway.plane.takeIssuersWanted()).toEqual(["login"]);
    expect(gateway.plane.takeIssuersWanted()).toEqual([]);
    gateway.apply(issuerEntry(keys, { keys: [listedKey("next", next.publicKey)] }));
    await open(await issue(next.privateKey, { alg: "ES256", kid: "next" }));
    expect(gateway.plane.takeIssuersWanted()).toEqual([]);
  });

  it("of an issuer that nobody has registered is asked of nobody", async () => {
    const { gateway, refused } = await start();
    await refused(await signed({ iss: "https://evil.example" }, { kid: "other" }));
    expect(gateway.plane.takeIssuersWanted()).toEqual([]);
  });
});
