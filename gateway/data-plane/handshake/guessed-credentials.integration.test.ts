// Guessing keys, tokens and tickets, on real sockets: a network that fails too often is not judged for a while.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { apiKey, applicationEntry, planEntry } from "#gateway/data-plane/test-kit/consumers.ts";
import {
  credentialEntry,
  route,
  routeEntry,
  startGateway,
  topic,
} from "#gateway/data-plane/test-kit/gateway.ts";
import { openPair, refusalTo, startRawBackend, upgradeRequest } from "#gateway/data-plane/test-kit/wire.ts";
import { parseTrustedProxies } from "#lib/network/trusted-proxies.ts";

const MOST = 5;
const path = "/echo/1.0.0";
const KEY = "slk_right-right-right-right";

async function start() {
  const backend = await startRawBackend();
  const record = route(backend.url, {
    security: { apiKey: true },
    topics: [topic("/*"), topic("/open", { isSecured: false })],
  });
  const expired = apiKey("expired", { expiresAtMs: 1 });
  const gateway = await startGateway(
    [
      planEntry(),
      applicationEntry(),
      credentialEntry(apiKey(KEY)),
      credentialEntry(expired),
      routeEntry(record),
    ],
    { trustedProxies: parseTrustedProxies("127.0.0.1"), maxFailedCredentials: MOST },
  );
  // The count begins with each minute of the clock: the test has a whole one.
  gateway.advance(60_000 - (Date.now() % 60_000));
  const from = (address: string, key: string) => ({ "X-Forwarded-For": address, apikey: key });
  const refusal = (address: string, key: string, at = path) =>
    refusalTo(gateway.wsPort, upgradeRequest(at, from(address, key)));
  return {
    gateway,
    open: (address: string, key = KEY, at = path) =>
      openPair(gateway.wsPort, backend, at, from(address, key)),
    refusal,
    guess: async (address: string, keys: readonly string[]) => {
      const codes: unknown[] = [];
      for (const key of keys) codes.push((await refusal(address, key)).problem.code);
      return codes;
    },
  };
}

const guesses = (count: number) => Array.from({ length: count }, (_, number) => `slk_guess-${number}`);

describe("a network that guesses", () => {
  it("gets 429 with Retry-After after so many failures within a minute, and is judged again in the next", async () => {
    const { gateway, guess, refusal, open } = await start();
    expect(await guess("192.0.2.1", guesses(MOST))).toEqual(Array(MOST).fill("credential_invalid"));
    const { status, headers, problem } = await refusal("192.0.2.1", "slk_one-more");
    expect([status, problem.code]).toEqual([429, "too_many_failed_credentials"]);
    const seconds = Number(headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    gateway.advance(seconds * 1_000);
    await open("192.0.2.1");
  });

  it("learns nothing from a right key either, until then; other networks are not hindered", async () => {
    const { guess, open } = await start();
    await guess("192.0.2.1", guesses(MOST));
    expect(await guess("192.0.2.1", [KEY])).toEqual(["too_many_failed_credentials"]);
    await open("192.0.2.2");
  });

  it("is one network over all addresses of an IPv6 /64", async () => {
    const { guess, open } = await start();
    for (const [number, key] of guesses(MOST).entries()) await guess(`2001:db8:0:7::${number}`, [key]);
    expect(await guess("2001:DB8:0:7:ffff::1", [KEY])).toEqual(["too_many_failed_credentials"]);
    await open("2001:db8:0:8::1");
  });

  it("is stopped at whatever looks like a token or a ticket too", async () => {
    const { guess } = await start();
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const token = (typ: string) => `${part({ typ, alg: "ES256", kid: "k" })}.${part({ jti: "1" })}.c2ln`;
    const keys = [token("at+jwt"), token("ticket+jwt"), "a.b.c", token("JWT"), "slk_guess"];
    expect(await guess("192.0.2.1", [...keys, "slk_guess"])).toEqual([
      ...Array(MOST).fill("credential_invalid"),
      "too_many_failed_credentials",
    ]);
  });

  it("may still use a topic that is open to anybody, whatever it sends there", async () => {
    const { guess, open } = await start();
    for (const key of guesses(MOST + 1)) await open("192.0.2.1", key, `${path}/open`);
    await guess("192.0.2.1", guesses(MOST));
    const { requestHead } = await open("192.0.2.1", KEY, `${path}/open`);
    expect(requestHead).toContain("X-Sluice-Application: Shop\r\n");
  });
});

it("a key that has expired, or none, is no guess", async () => {
  const { guess, open } = await start();
  const expired = Array(MOST + 1).fill("expired");
  expect(await guess("192.0.2.1", expired)).toEqual(Array(MOST + 1).fill("credential_expired"));
  expect(await guess("192.0.2.1", Array(MOST + 1).fill(""))).toEqual(
    Array(MOST + 1).fill("credential_missing"),
  );
  await open("192.0.2.1");
});

it("answers alike however near a guess comes: keys are looked up by their SHA-256, no text is compared", async () => {
  const { refusal } = await start();
  const near = [KEY.slice(0, -1), `${KEY.slice(0, -1)}x`, `${KEY}x`, KEY.toUpperCase()];
  const far = createHash("sha256").update(KEY).digest("hex");
  const answers = new Set<string>();
  for (const key of [...near, far]) {
    const { status, problem } = await refusal("192.0.2.1", key);
    answers.add(JSON.stringify([status, problem.code, problem.detail]));
  }
  expect([...answers]).toEqual([
    JSON.stringify([401, "credential_invalid", "The credential is not known here."]),
  ]);
});
