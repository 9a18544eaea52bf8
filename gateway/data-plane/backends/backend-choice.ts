// Chooses a backend of a pool for a new connection. Pure but for the turn counters of the round robin, which it moves on.
import type { EndpointPool } from "#lib/routes/endpoint-pool.ts";

/** A backend as the choice sees it. */
export type Candidate = {
  readonly weight: number;
  /** Open connections and handshakes on their way. */
  readonly connections: number;
  /** Most of them; 0 for no limit. */
  readonly maxConnections: number;
  readonly isUp: boolean;
  /** True where this handshake has been there already. */
  readonly isTried: boolean;
  /** Share of its weight that it gets, up to 1: less while it starts slowly. */
  readonly warmth: number;
  /** Smooth weighted round robin: grows by the weight each turn, falls by the sum when chosen. */
  turn: number;
};

/** What came of it where no backend can be had. */
export type NoChoice = "none_healthy" | "all_full";

/**
 * The backend for a new connection among those of the whole pool that have not been tried. Where all are out, all are to
 * choose from: the client's own handshake is the better test, and refusing everybody would only make the outage longer.
 */
export function chooseBackend<Backend extends Candidate>(
  strategy: EndpointPool["strategy"],
  backends: readonly Backend[],
): Backend | NoChoice {
  const up = backends.filter(({ isUp }) => isUp);
  const left = (up.length === 0 ? backends : up).filter(({ isTried }) => !isTried);
  if (left.length === 0) return "none_healthy";
  const free = left.filter(hasRoom);
  const [first] = free;
  if (first === undefined) return "all_full";
  if (free.length === 1 || strategy === "failover") return first;
  return takeTurn(strategy === "least_connections" ? leastLoaded(free) : free) ?? first;
}

function hasRoom({ connections, maxConnections }: Candidate): boolean {
  return maxConnections === 0 || connections < maxConnections;
}

/** Those that would have the fewest connections for their weight with one more; equals share by turns. */
function leastLoaded<Backend extends Candidate>(backends: readonly Backend[]): readonly Backend[] {
  const load = ({ connections, weight, warmth }: Candidate): number => (connections + 1) / (weight * warmth);
  const least = Math.min(...backends.map(load));
  return backends.filter((backend) => load(backend) === least);
}

/** Smooth weighted round robin, as nginx does it: 5:1:1 gives a a b a c a a, not a a a a a b c. */
function takeTurn<Backend extends Candidate>(backends: readonly Backend[]): Backend | null {
  let total = 0;
  let next: Backend | null = null;
  for (const backend of backends) {
    const weight = backend.weight * backend.warmth;
    backend.turn += weight;
    total += weight;
    if (next === null || backend.turn > next.turn) next = backend;
  }
  if (next !== null) next.turn -= total;
  return next;
}
