// An issuer for tests: a server on this machine with metadata and keys, and tokens that it signs.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SignJWT } from "jose";
import { onTestFinished } from "vitest";

export const OPENID = "/.well-known/openid-configuration";
/** Lets a portal ask the issuers of tests. */
export const egress = { EGRESS_DENY: "", EGRESS_ALLOW: "127.0.0.1" };

/** A key as it stands in a key set, and tokens signed with it that are good for ten minutes. */
export function signingKey(kid: string) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = publicKey.export({ format: "jwk" });
  const sign = (claims: Record<string, unknown>): Promise<string> => {
    const nowSeconds = Math.floor(Date.now() / 1_000);
    return new SignJWT({ iat: nowSeconds, exp: nowSeconds + 600, ...claims })
      .setProtectedHeader({ alg: "ES256", kid })
      .sign(privateKey);
  };
  return { jwk, listed: { ...jwk, kid }, sign };
}

/** An issuer whose answers a test can replace; `asked` are the paths that were asked for, `key` is the one that it has. */
export async function startIssuer() {
  const answers = new Map<string, unknown>();
  const asked: string[] = [];
  const key = signingKey("one");
  const server = createServer(async (request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const answer = await answers.get(path);
    response.statusCode = answer === undefined ? 404 : 200;
    response.end(typeof answer === "string" ? answer : JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server's address is an object
  answers.set(OPENID, { issuer: url, jwks_uri: `${url}/keys` });
  answers.set("/keys", { keys: [key.listed] });
  return { url, answers, asked, key };
}
