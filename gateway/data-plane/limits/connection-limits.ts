// Whether an API may have one connection more: a pure function of its limits and of how many there are.
import { Refusal } from "#gateway/data-plane/http/refusal.ts";
import type { RuntimeLimits } from "#lib/routes/limits.ts";

/** How many connections there are, those included that wait for their backend. */
export type ConnectionNumbers = {
  readonly ofApi: number;
  readonly fromAddress: number;
  /** How many may be opened at this moment; less than 1 where none may. */
  readonly newAllowed: number;
  readonly msUntilNewAllowed: number;
};

/** Nobody knows when a connection will end: a client that asks again after so many seconds is no burden. */
const RETRY_WHEN_FULL_SECONDS = 5;

/** Why there may not be one more; null where there may. */
export function refuseOverLimit(limits: RuntimeLimits, numbers: ConnectionNumbers): Refusal | null {
  const { maxConnections, maxConnectionsPerAddress } = limits;
  if (maxConnections > 0 && numbers.ofApi >= maxConnections) {
    return tooManyOfApi(limits);
  }
  if (maxConnectionsPerAddress > 0 && numbers.fromAddress >= maxConnectionsPerAddress) {
    const detail = `Your address has ${maxConnectionsPerAddress} connections to this API, which is all it may have. Close one first.`;
    return tooMany("too_many_connections_from_address", detail, RETRY_WHEN_FULL_SECONDS);
  }
  if (numbers.newAllowed < 1) {
    return tooManyNew(numbers.msUntilNewAllowed);
  }
  return null;
}

/** The API has all connections that it may have. */
export function tooManyOfApi({ maxConnections }: RuntimeLimits): Refusal {
  const detail = `The API has ${maxConnections} connections, which is all it may have. Try again later.`;
  return tooMany("too_many_connections", detail, RETRY_WHEN_FULL_SECONDS);
}

/** It may open another one in so many milliseconds. */
export function tooManyNew(msUntilNewAllowed: number): Refusal {
  const detail = "The API gets more new connections than it allows in a second. Try again in a moment.";
  return tooMany("too_many_new_connections", detail, Math.ceil(msUntilNewAllowed / 1_000));
}

function tooMany(
  code: "too_many_connections" | "too_many_connections_from_address" | "too_many_new_connections",
  detail: string,
  retrySeconds: number,
): Refusal {
  return new Refusal(code, detail, { headers: { "Retry-After": String(Math.max(1, retrySeconds)) } });
}
