// Issuers of others on a real process: a change acts within moments, and an unknown key is told to the portals.
import { expect, it, vi } from "vitest";
import { createIssuer } from "#lib/issuers/commands.ts";
import { createIssuerSchema } from "#lib/issuers/issuer.ts";
import {
  ISSUER_AUDIENCE,
  ISSUER_URL,
  issue,
  issuerKeys,
  listedKey,
} from "./data-plane/test-kit/external-issuer.ts";
import { GatewayFixture, value } from "./test-kit/gateway-fixture.ts";
import { connectWhenReady, TestClient } from "./test-kit/test-client.ts";

const fixture = new GatewayFixture();

it("asks the portals through the database for the keys of an issuer whose token names an unknown one", async () => {
  const { wsUrl } = await fixture.start(undefined, { GATEWAY_WORKERS: "2" });
  const { path, key } = await fixture.publishedEcho();
  await connectWhenReady(wsUrl + path, key);
  const { ec } = issuerKeys();
  const input = createIssuerSchema.parse({
    name: "Login",
    url: ISSUER_URL,
    audience: ISSUER_AUDIENCE,
    algorithms: ["ES256"],
  });
  const keys = [listedKey("one", ec.publicKey)];
  const { issuerId } = value(
    await createIssuer(fixture.context, input, { ownIssuer: "http://localhost:3000", keys }),
  );
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
