import { describe, expect, it } from "vitest";
import { parseSettings } from "./settings.ts";

const secretsKey = "0f".repeat(32);

describe("settings", () => {
  it("have the documented defaults", () => {
    expect(parseSettings({})).toMatchObject({
      PORTAL_PORT: 3000,
      GATEWAY_WS_PORT: 9099,
      GATEWAY_WSS_PORT: 8099,
      GATEWAY_OPS_PORT: 9098,
      SAMPLE_PORT: 9097,
      HOST: "127.0.0.1",
      DATABASE_URL: "file:./data/sluice.db",
    });
  });
  it("take an empty variable for an unset one", () => {
    expect(parseSettings({ PORTAL_PORT: "", HOST: "" })).toMatchObject({
      PORTAL_PORT: 3000,
      HOST: "127.0.0.1",
    });
  });
  it("name every wrong variable", () => {
    expect(() => parseSettings({ PORTAL_PORT: "http", GATEWAY_WS_PORT: "99999" })).toThrow(
      /PORTAL_PORT.*\n.*GATEWAY_WS_PORT/,
    );
  });
  it("say which part of TRUST_PROXY is wrong", () => {
    expect(parseSettings({}).TRUST_PROXY).toBeNull();
    expect(parseSettings({ TRUST_PROXY: "2" }).TRUST_PROXY).toEqual({ kind: "hops", hops: 2 });
    expect(() => parseSettings({ TRUST_PROXY: "10.0.0.1,proxy" })).toThrow(/TRUST_PROXY: "proxy" is neither/);
  });
  it.each([
    [undefined, "is not set"],
    ["", "is not set"],
    ["x".repeat(31), "has 31 characters"],
    [`  ${"x".repeat(31)}  `, "has 31 characters"],
  ])("refuse production with the secret %j", (secret, wrong) => {
    const parse = () => parseSettings({ SLUICE_MODE: "production", AUTH_SECRET: secret });
    expect(parse).toThrow(/AUTH_SECRET, a random text of at least 32 characters/);
    expect(parse).toThrow(wrong);
  });
  it("take a secret of 32 characters, and bind every address in production", () => {
    const production = {
      SLUICE_MODE: "production",
      AUTH_SECRET: "x".repeat(32),
      SLUICE_SECRETS_KEY: secretsKey,
    };
    expect(parseSettings(production).HOST).toBe("0.0.0.0");
  });
  it("refuse production without the key of the stored secrets, and a key that is none in every mode", () => {
    const production = { SLUICE_MODE: "production", AUTH_SECRET: "x".repeat(32) };
    expect(() => parseSettings(production)).toThrow(/SLUICE_SECRETS_KEY.*32 random bytes.*openssl/);
    for (const SLUICE_SECRETS_KEY of ["change-me", "x".repeat(40), secretsKey.slice(0, 60)]) {
      expect(() => parseSettings({ ...production, SLUICE_SECRETS_KEY })).toThrow(/SLUICE_SECRETS_KEY.*32/);
      expect(() => parseSettings({ SLUICE_SECRETS_KEY })).toThrow(/SLUICE_SECRETS_KEY.*32/);
    }
  });
  it.each(["0.0.0.0", "::", "192.168.1.7", "sluice.example", "127.evil.example", "localhost.example"])(
    "refuse to open the demo passwords to other machines through HOST=%s",
    (HOST) => {
      expect(() => parseSettings({ HOST })).toThrow(/demo accounts.*SLUICE_PUBLIC_DEMO=1/);
      expect(parseSettings({ HOST, SLUICE_PUBLIC_DEMO: "1" }).HOST).toBe(HOST);
    },
  );
  it.each(["127.0.0.1", "127.8.8.8", "localhost", "LOCALHOST", "::1", "[::1]"])(
    "take HOST=%s in evaluation mode",
    (HOST) => {
      expect(parseSettings({ HOST }).HOST).toBe(HOST);
    },
  );
  it.each([
    ["https://Sluice.Example", "https://sluice.example"],
    ["https://sluice.example:443/", "https://sluice.example"],
    ["http://localhost:3000", "http://localhost:3000"],
    ["", undefined],
    ["  ", undefined],
  ])("take PUBLIC_URL=%s for an origin", (PUBLIC_URL, origin) => {
    expect(parseSettings({ PUBLIC_URL }).PUBLIC_URL).toBe(origin);
  });
  it.each([
    "sluice.example",
    "https://sluice.example/portal",
    "https://a:b@sluice.example",
    "ftp://sluice.example",
    "https://sluice.example/?a=b",
    "javascript:alert(1)",
  ])("refuse PUBLIC_URL=%s", (PUBLIC_URL) => {
    expect(() => parseSettings({ PUBLIC_URL })).toThrow(/PUBLIC_URL: give a scheme and a host/);
  });
  it.each(["redis://127.0.0.1", "rediss://:p%23ss@redis.example:6380/2", "redis://name:word@[::1]:6379/"])(
    "take REDIS_URL=%s",
    (REDIS_URL) => {
      expect(parseSettings({ REDIS_URL }).REDIS_URL).toBe(REDIS_URL);
    },
  );
  it.each([
    "redis.example:6379",
    "http://:hush@redis.example",
    "redis://:hush@",
    "redis://:hush#@redis.example",
    "redis://:hush%@redis.example",
    "redis://:hush@redis.example/cache",
  ])("refuse REDIS_URL=%s without telling its password", (REDIS_URL) => {
    expect(() => parseSettings({ REDIS_URL })).toThrow(/^(?!.*hush).*REDIS_URL: give a scheme, a host/s);
  });
  it("say what may follow when Redis is away", () => {
    expect(parseSettings({})).toMatchObject({ REDIS_GRACE_SECONDS: 30, REDIS_LOSS: "allow" });
    expect(() => parseSettings({ REDIS_LOSS: "deny", REDIS_GRACE_SECONDS: "soon" })).toThrow(
      /REDIS_GRACE_SECONDS.*\n.*REDIS_LOSS.*allow.*refuse/,
    );
  });
  it("can switch the sample backend off", () => {
    expect(parseSettings({ SAMPLE_PORT: "off" }).SAMPLE_PORT).toBe("off");
  });
});

it("names what of an egress rule is wrong", () => {
  expect(parseSettings({ EGRESS_DENY: "10.0.0.0/8, *.example.com" }).EGRESS_ALLOW).toBe("");
  expect(() => parseSettings({ EGRESS_ALLOW: "10.0.0.0/33, ok.example" })).toThrow(
    /EGRESS_ALLOW: not a network, address or name: 10\.0\.0\.0\/33\./,
  );
});
