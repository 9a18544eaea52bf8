// What a worker knows of each backend: its connections, its failures, what the active checks say. It outlives a redeploy,
// since it is kept under the API, the environment and the backend's URL.
import type { BackendReport, BackendVerdict } from "#gateway/contract.ts";
import { type Candidate, chooseBackend, type NoChoice } from "#gateway/data-plane/backends/backend-choice.ts";
import type { PoolBackend, PoolRoute } from "#gateway/data-plane/routing/pool-route.ts";

/** Share of its weight that a backend starts slowly with: with none at all it would never be tried. */
const COLDEST = 0.1;

/** Most reports at a time; the others wait for the next. */
const MOST_REPORTS = 1_000;

/** State of one backend. A connection holds it and gives it back with {@link BackendState.leave}. */
export class BackendState {
  readonly name: Omit<BackendReport, "connections" | "ejectedUntilMs" | "problem" | "dialMs">;
  connections = 0;
  turn = 0;
  failuresInARow = 0;
  ejectedUntilMs = 0;
  /** When it last became healthy again; 0 where it always was. */
  recoveredAtMs = 0;
  isVerdictGood = true;
  problem = "";
  dialMs: number | null = null;
  isReported = true;

  constructor(name: BackendState["name"]) {
    this.name = name;
  }

  leave(): void {
    this.connections -= 1;
    this.isReported = false;
  }
}

/** A backend chosen for a handshake; its place is taken. */
export type Chosen = { readonly backend: PoolBackend; readonly state: BackendState };

type Choice = Candidate & Chosen;

/** All backends of a worker. Times are those of a clock that never goes back; what is reported is Unix time. */
export class BackendPools {
  readonly #states = new Map<string, BackendState>();
  readonly #now: () => number;
  readonly #unixNow: () => number;
  readonly #isNamed: (name: BackendState["name"]) => boolean;

  /**
   * `monotonicNow` judges; `unixNow` is for reports alone. Both in milliseconds. `isNamed` tells whether a route names a
   * backend now: what none names is forgotten.
   */
  constructor(
    monotonicNow: () => number,
    unixNow: () => number,
    isNamed: (name: BackendState["name"]) => boolean,
  ) {
    this.#now = monotonicNow;
    this.#unixNow = unixNow;
    this.#isNamed = isNamed;
  }

  /** Takes a place at one of the backends whose URL has not been tried. */
  choose(route: PoolRoute, tried: ReadonlySet<string>): Chosen | NoChoice {
    const nowMs = this.#now();
    const candidates = route.backends.map((backend) => this.#candidate(route, backend, tried, nowMs));
    const choice = chooseBackend(route.pool.strategy, candidates);
    // Turns are kept by the state; the candidates are this choice's own.
    for (const candidate of candidates) candidate.state.turn = candidate.turn;
    if (typeof choice === "string") return choice;
    choice.state.connections += 1;
    choice.state.isReported = false;
    return { backend: choice.backend, state: choice.state };
  }

  /** A handshake succeeded. */
  succeeded(state: BackendState, dialMs: number): void {
    if (state.ejectedUntilMs > 0) state.recoveredAtMs = state.ejectedUntilMs;
    state.failuresInARow = 0;
    state.ejectedUntilMs = 0;
    state.problem = "";
    state.dialMs = dialMs;
    state.isReported = false;
  }

  /** A handshake failed for a reason of the backend's own; its place is given back. */
  failed(route: PoolRoute, state: BackendState, problem: string): void {
    const { failures, ejectMs } = route.pool.passive;
    state.failuresInARow += 1;
    state.problem = problem;
    const isEjected = failures > 0 && state.failuresInARow >= failures && route.backends.length > 1;
    if (isEjected) state.ejectedUntilMs = this.#now() + ejectMs;
    state.leave();
  }

  /** A handshake failed for a reason that is not the backend's; its place is given back. */
  spared(state: BackendState, problem: string): void {
    state.problem = problem;
    state.leave();
  }

  /**
   * What the active checks say; a backend they do not name keeps what was said last. Of one that no route names nothing
   * is kept: the verdict that a removed backend has taken back comes after its removal.
   */
  setVerdicts(verdicts: readonly BackendVerdict[]): void {
    for (const { isHealthy, ...name } of verdicts) {
      if (!this.#isNamed(name)) continue;
      const state = this.#stateOf(name);
      if (isHealthy && !state.isVerdictGood) state.recoveredAtMs = this.#now();
      state.isVerdictGood = isHealthy;
    }
  }

  /**
   * Backends about which something has changed since the last call, at most 1,000 of them. One that no route names any
   * more and that nobody is connected to is forgotten, but not before its last numbers are among these.
   */
  takeReports(): BackendReport[] {
    const reports: BackendReport[] = [];
    const toUnixMs = this.#unixNow() - this.#now();
    for (const [key, state] of this.#states) {
      if (!state.isReported) {
        if (reports.length >= MOST_REPORTS) break;
        reports.push(reportOf(state, toUnixMs));
        state.isReported = true;
      }
      if (state.connections === 0 && !this.#isNamed(state.name)) this.#states.delete(key);
    }
    return reports;
  }

  #candidate(route: PoolRoute, backend: PoolBackend, tried: ReadonlySet<string>, nowMs: number): Choice {
    const { apiId, environment } = route;
    const state = this.#stateOf({ apiId, environment, url: backend.url });
    return {
      backend,
      state,
      weight: backend.weight,
      connections: state.connections,
      maxConnections: backend.maxConnections,
      isUp: state.isVerdictGood && state.ejectedUntilMs <= nowMs,
      isTried: tried.has(backend.url),
      warmth: warmthOf(state, route.pool.slowStartMs, nowMs),
      turn: state.turn,
    };
  }

  #stateOf(name: BackendState["name"]): BackendState {
    const key = `${name.apiId} ${name.environment} ${name.url}`;
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const state = new BackendState(name);
    this.#states.set(key, state);
    return state;
  }
}

function reportOf(state: BackendState, toUnixMs: number): BackendReport {
  const { name, connections, problem, dialMs } = state;
  const ejectedUntilMs = state.ejectedUntilMs === 0 ? 0 : state.ejectedUntilMs + toUnixMs;
  return { ...name, connections, ejectedUntilMs, problem, dialMs };
}

function warmthOf(state: BackendState, slowStartMs: number, nowMs: number): number {
  const recoveredAtMs = Math.max(
    state.recoveredAtMs,
    state.ejectedUntilMs <= nowMs ? state.ejectedUntilMs : 0,
  );
  if (slowStartMs === 0 || recoveredAtMs === 0) return 1;
  return Math.min(1, Math.max(COLDEST, (nowMs - recoveredAtMs) / slowStartMs));
}
