// Active health checks: the primary makes a real WebSocket handshake with every backend of every deployed pool, again and
// again, and tells the workers what became of it. A verdict never stops a backend that stands alone in its pool.
import { performance } from "node:perf_hooks";
import { WebSocket } from "ws";
import type { EndpointPool } from "#lib/routing/endpoint-pool.ts";
import type { EndpointEnvironment, RouteRecord } from "#lib/routing/route-record.ts";
import type { BackendName, BackendVerdict } from "../contract.ts";

/** Checks under way at a time: with more backends than that the interval stretches. */
const MOST_AT_A_TIME = 50;
/** Pace at which due checks are begun, in milliseconds. */
const TICK_MS = 100;

/** What the checks know of a backend. Times are Unix time in milliseconds. */
export type CheckedBackend = BackendName & {
  /** Null before the first check has ended. */
  readonly isHealthy: boolean | null;
  readonly sinceMs: number;
  /** Why the last check failed; empty where it did not. */
  readonly problem: string;
  /** Time the last successful handshake took. */
  readonly dialMs: number | null;
};

export type HealthCheckOptions = {
  /** Unix time in milliseconds. */
  readonly now: () => number;
  /** A number from 0 to 1, to spread the checks. */
  readonly random: () => number;
  /** Hears of every backend whose verdict has changed. */
  readonly onVerdicts: (verdicts: readonly BackendVerdict[]) => void;
};

/** One backend to check, for one or several pools that use it in the same way. */
type Target = {
  readonly url: string;
  readonly pool: EndpointPool;
  names: BackendName[];
  nextAtMs: number;
  isRunning: boolean;
  isHealthy: boolean | null;
  sinceMs: number;
  inARow: number;
  problem: string;
  dialMs: number | null;
};

/** The checks of one gateway. */
export class HealthChecks {
  readonly #options: HealthCheckOptions;
  #targets = new Map<string, Target>();
  #running = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(options: HealthCheckOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#timer.unref();
  }

  /** Takes over the routes as they are now; what is known of a backend that is checked in the same way stays. */
  follow(routes: Iterable<RouteRecord>): void {
    const targets = new Map<string, Target>();
    for (const route of routes) {
      for (const environment of ["production", "sandbox"] as const) this.#add(targets, route, environment);
    }
    this.#targets = targets;
    // A backend that joins one that is known to be down is down as well.
    this.#tell([...targets.values()].filter(({ isHealthy }) => isHealthy === false));
  }

  /** What is known of every backend that is checked. */
  reports(): CheckedBackend[] {
    return [...this.#targets.values()].flatMap(({ names, isHealthy, sinceMs, problem, dialMs }) =>
      names.map((name) => ({ ...name, isHealthy, sinceMs, problem, dialMs })),
    );
  }

  /** The verdicts a new worker has to know. */
  verdicts(): BackendVerdict[] {
    return verdictsOf([...this.#targets.values()].filter(({ isHealthy }) => isHealthy === false));
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#targets.clear();
  }

  #add(targets: Map<string, Target>, route: RouteRecord, environment: EndpointEnvironment): void {
    const pool = route.endpoints[environment];
    if (pool === null || pool.health.intervalMs === 0) return;
    const how = JSON.stringify([pool.health, pool.headers, pool.tls]);
    for (const { url } of pool.backends) {
      const key = `${url} ${how}`;
      const name = { apiId: route.apiId, environment, url };
      const added = targets.get(key);
      if (added !== undefined) {
        added.names.push(name);
        continue;
      }
      const known = this.#targets.get(key);
      if (known !== undefined) known.names = [name];
      targets.set(key, known ?? this.#newTarget(url, pool, name));
    }
  }

  #newTarget(url: string, pool: EndpointPool, name: BackendName): Target {
    const nowMs = this.#options.now();
    return {
      url,
      pool,
      names: [name],
      nextAtMs: nowMs + this.#options.random() * Math.min(pool.health.intervalMs, 1_000),
      isRunning: false,
      isHealthy: null,
      sinceMs: nowMs,
      inARow: 0,
      problem: "",
      dialMs: null,
    };
  }

  #tick(): void {
    const nowMs = this.#options.now();
    for (const target of this.#targets.values()) {
      if (this.#running >= MOST_AT_A_TIME) return;
      // A clock that was set back must not stop the checks.
      const isDue =
        target.nextAtMs <= nowMs || target.nextAtMs > nowMs + 2 * target.pool.health.intervalMs + 1_000;
      if (!isDue || target.isRunning) continue;
      target.isRunning = true;
      this.#running += 1;
      void this.#check(target);
    }
  }

  async #check(target: Target): Promise<void> {
    const startedAtMs = performance.now();
    const problem = await handshake(target.url, target.pool);
    this.#running -= 1;
    target.isRunning = false;
    const { intervalMs } = target.pool.health;
    target.nextAtMs = this.#options.now() + intervalMs * (0.9 + 0.2 * this.#options.random());
    if (problem === null) target.dialMs = performance.now() - startedAtMs;
    this.#judge(target, problem);
  }

  #judge(target: Target, problem: string | null): void {
    const { healthyAfter, unhealthyAfter } = target.pool.health;
    const isGood = problem === null;
    target.problem = problem ?? "";
    target.inARow = isGood === target.inARow > 0 ? target.inARow + (isGood ? 1 : -1) : isGood ? 1 : -1;
    const isFirst = target.isHealthy === null;
    const isCertain = isGood ? isFirst || target.inARow >= healthyAfter : -target.inARow >= unhealthyAfter;
    if (!isCertain || target.isHealthy === isGood) return;
    target.isHealthy = isGood;
    target.sinceMs = this.#options.now();
    this.#tell([target]);
  }

  #tell(targets: readonly Target[]): void {
    const verdicts = verdictsOf(targets);
    if (verdicts.length > 0) this.#options.onVerdicts(verdicts);
  }
}

function verdictsOf(targets: readonly Target[]): BackendVerdict[] {
  return targets.flatMap(({ names, isHealthy }) =>
    isHealthy === null ? [] : names.map((name) => ({ ...name, isHealthy })),
  );
}

/** A handshake that is broken off as soon as it has succeeded; resolves to what is wrong, or null. Carries no secret. */
async function handshake(url: string, { health, headers, tls }: EndpointPool): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  try {
    const socket = new WebSocket(withPath(url, health.path), {
      headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
      handshakeTimeout: health.timeoutMs,
      perMessageDeflate: false,
      maxPayload: 1_024,
      ...(tls.ca === "" ? {} : { ca: tls.ca }),
      ...(tls.cert === "" ? {} : { cert: tls.cert, key: tls.key }),
      ...(tls.serverName === "" ? {} : { servername: tls.serverName }),
    });
    socket.on("open", () => {
      resolve(null);
      socket.terminate();
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
      socket.terminate();
    });
  } catch (error) {
    resolve(error instanceof Error ? error.message : String(error));
  }
  return promise;
}

function withPath(url: string, path: string): string {
  if (path === "") return url;
  const joined = new URL(url);
  const [pathname = "", query = ""] = path.split("?");
  joined.pathname =
    joined.pathname.replace(/\/$/, "") + (pathname.startsWith("/") ? pathname : `/${pathname}`);
  if (query !== "") joined.search = query;
  return joined.href;
}
