// Connections that a token of an issuer of others has opened: what becomes of them when issuer, key, application or time
// run out, or an admin edits what is asked of the issuer's tokens.
import { describe, expect, it } from "vitest";
import { applicationEntry, subscription, testIssuer } from "#gateway/data-plane/test-kit/consumers.ts";
import {
  ISSUER_AUDIENCE,
  issue,
  issuerEntry,
  issuerKeys,
  listedKey,
  startIssuerGateway,
} from "#gateway/data-plane/test-kit/external-issuer.ts";
import { clientFrame } from "#gateway/data-plane/test-kit/frames.ts";
import type { Wire } from "#gateway/data-plane/test-kit/wire.ts";
import type { IssuerRecord } from "#lib/routes/issuer-record.ts";

const keys = issuerKeys();
const signed = (claims: Record<string, unknown> = {}) =>
  issue(keys.ec.privateKey, { alg: "ES256", kid: "ec" }, claims);
const start = () => startIssuerGateway(keys);

async function closeOf(client: Wire): Promise<string> {
  const bytes = await client.readAll();
  expect(bytes[0]).toBe(0x88);
  return `${bytes.readUInt16BE(2)} ${bytes.subarray(4).toString()}`;
}

describe("connections of an issuer's token", () => {
  const gone = (kind: "issuer" | "credential" | "application", id: string) =>
    ({ kind, id, record: null }) as const;

  it.each([
    ["its issuer is switched off or deleted", gone("issuer", "login"), /^4401 /],
    ["nothing stands for its application there", gone("credential", "shop-at-login"), /^4401 /],
    ["its application is deleted", gone("application", "shop"), /^4403 /],
    ["its subscription is blocked", applicationEntry([subscription({ blocked: "all" })]), /^4403 /],
  ])("are closed when %s, and no new one is opened", async (_, change, close) => {
    const { gateway, open, refused } = await start();
    const token = await signed();
    const { client } = await open(token);
    gateway.apply(change);
    expect(await closeOf(client)).toMatch(close);
    expect(await refused(token)).toMatch(/^40[13] /);
  });

  it("are closed with 4401 when it expires", async () => {
    const { gateway, open, refused } = await start();
    const token = await signed();
    const { client } = await open(token);
    gateway.advance(661_000);
    expect(await closeOf(client)).toMatch(/^4401 .*expired/);
    expect(await refused(token)).toMatch(/^401 credential_expired/);
  });

  it.each([
    ["audience", { audience: "https://other.example" }],
    ["audience, to the name of the client itself", { audience: "shop-client" }],
    ["algorithms", { algorithms: ["RS256"] }],
    ["claim of the application", { applicationClaim: "azp" }],
    ["claim of the scopes", { scopeClaim: "scp" }],
  ] satisfies [string, Partial<IssuerRecord>][])(
    "are closed with 4401 when an admin edits its issuer's %s and the token does not fit",
    async (_, edited) => {
      const { gateway, open } = await start();
      const { client } = await open(await signed({ aud: [ISSUER_AUDIENCE, "shop-client"] }));
      gateway.apply(issuerEntry(keys, edited));
      expect(await closeOf(client)).toMatch(/^4401 .*revoked/);
    },
  );

  it("stay when its issuer is edited and the token fits still, and so do those of others", async () => {
    const { gateway, open } = await start();
    const both = await open(await signed({ aud: [ISSUER_AUDIENCE, "https://other.example"] }));
    const own = testIssuer("ec");
    gateway.apply(own.entry);
    const portal = await open(await own.sign());
    const one = await open(await signed());
    gateway.apply(
      issuerEntry(keys, { audience: "https://other.example", algorithms: ["ES256"], clockSkewMs: 0 }),
    );
    expect(await closeOf(one.client)).toMatch(/^4401 /);
    for (const { client, upstream } of [both, portal]) {
      client.send(clientFrame("still here"));
      await upstream.read(16);
    }
  });

  it("stay when its key goes, while the same token opens no other", async () => {
    const { gateway, open, refused } = await start();
    const token = await signed();
    const { client, upstream } = await open(token);
    gateway.apply(issuerEntry(keys, { keys: [listedKey("rsa", keys.rsa.publicKey)] }));
    expect(await refused(token)).toMatch(/^401 .*not known here/);
    client.send(clientFrame("still here"));
    await upstream.read(16);
  });
});
