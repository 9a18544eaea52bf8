import { RateLimiterMemory } from "rate-limiter-flexible";
import { beforeEach, describe, expect, it } from "vitest";
import { signInLimits } from "./sign-in-limit.ts";
import { createSignInLimiter, type SignInLimiter } from "./sign-in-limiter.ts";

const from = (address: string, username = "owner", deviceId: string | null = null) => ({
  username,
  address,
  deviceId,
});

describe("limits of signing in", () => {
  let limiter: SignInLimiter;
  beforeEach(() => {
    limiter = createSignInLimiter((options) => new RateLimiterMemory(options));
  });
  const attempts = async (count: number, source: (index: number) => ReturnType<typeof from>) => {
    const waits: number[] = [];
    for (let index = 0; index < count; index += 1) waits.push(await limiter.count(source(index)));
    return waits;
  };

  it("let 101 wrong passwords from one address lock nobody but that address", async () => {
    const waits = await attempts(101, () => from("attacker"));
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(5);
    expect(await limiter.count(from("home"))).toBe(0);
  });

  it("stop an address that tries many names", async () => {
    const waits = await attempts(101, (index) => from("attacker", `name${index}`));
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(signInLimits.perAddress.points);
    expect(await limiter.count(from("home"))).toBe(0);
  });

  it("leave the owner a way in while a thousand addresses attack: an attempt from anywhere, ten from a known device", async () => {
    await attempts(1_000, (index) => from(`bot${index}`));
    expect(await limiter.count(from("home"))).toBe(0);
    expect(await limiter.count(from("home"))).toBeGreaterThan(0);
    const known = await attempts(11, () => from("home", "owner", "laptop"));
    expect(known.filter((waitMs) => waitMs === 0)).toHaveLength(10);
  });

  it("give back what a right password cost", async () => {
    for (let round = 0; round < 60; round += 1) {
      expect(await limiter.count(from("office", `name${round}`))).toBe(0);
      await limiter.forgive(from("office", `name${round}`));
    }
  });

  it("count attempts that come at once", async () => {
    const waits = await Promise.all(Array.from({ length: 30 }, () => limiter.count(from("attacker"))));
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(5);
  });
});
