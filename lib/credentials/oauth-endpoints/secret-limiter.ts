// Counts wrong client secrets where they come from. Unlike passwords, secrets are too long to be guessed by many tries at
// once, and clients ask for tokens at once: so failures alone count. Where the counts are kept is the caller's choice.
import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import { signInLimits } from "#lib/identity/sign-in-limit.ts";

/** Who tries: a client, from a network. */
export type SecretSource = { readonly clientId: string; readonly network: string };

export type SecretLimiter = {
  /** Milliseconds to wait where there were too many failures, else 0. */
  readonly wait: (source: SecretSource) => Promise<number>;
  readonly countFailure: (source: SecretSource) => Promise<void>;
};

type Options = { keyPrefix: string; points: number; duration: number };

export function createSecretLimiter(create: (options: Options) => RateLimiterAbstract): SecretLimiter {
  const { perAccountAndAddress, perAddress } = signInLimits;
  const limiter = (
    keyPrefix: string,
    { points, durationSeconds: duration }: typeof perAddress | typeof perAccountAndAddress,
  ) => create({ keyPrefix, points, duration });
  const ofClient = limiter("oauth-both", perAccountAndAddress);
  const ofNetwork = limiter("oauth-address", perAddress);
  const keyOf = ({ clientId, network }: SecretSource) => JSON.stringify([clientId.slice(0, 100), network]);
  return {
    wait: async (source) =>
      Math.max(await waitOf(ofClient, keyOf(source)), await waitOf(ofNetwork, source.network)),
    countFailure: async (source) => {
      await consume(ofClient, keyOf(source));
      await consume(ofNetwork, source.network);
    },
  };
}

async function waitOf(limiter: RateLimiterAbstract, key: string): Promise<number> {
  const counted = await limiter.get(key);
  return counted !== null && counted.consumedPoints >= limiter.points ? counted.msBeforeNext : 0;
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason; // a refusal is the limiter's answer, not a failure
  }
}
