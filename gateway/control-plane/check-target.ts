// One backend as the active checks see it, under all the names it has in deployed APIs: counts successes and failures,
// and judges. Pure state, no clock and no socket.
import type { BackendName, BackendVerdict } from "../contract.ts";
import type { CheckOptions, CheckResult } from "./health-check.ts";

/** What the checks know of a backend. Times are Unix time in milliseconds. */
export type CheckedBackend = BackendName & {
  /** Null before the first success or enough failures. */
  readonly isHealthy: boolean | null;
  readonly sinceMs: number;
  /** Why the last check failed; empty where it did not. */
  readonly problem: string;
  /** Time the last successful handshake took. */
  readonly dialMs: number | null;
};

/** A backend that is checked once for all who name it. */
export class CheckTarget {
  readonly options: CheckOptions;
  /** By {@link nameKey}. */
  readonly names = new Map<string, BackendName>();
  /** Ends the wait for its next check, or the check itself. */
  cancel: () => void = () => {};
  #isHealthy: boolean | null = null;
  #sinceMs: number;
  #problem = "";
  #dialMs: number | null = null;
  #successesInARow = 0;
  #failuresInARow = 0;

  /** `nowMs` is Unix time. */
  constructor(options: CheckOptions, nowMs: number) {
    this.options = options;
    this.#sinceMs = nowMs;
  }

  get isUnhealthy(): boolean {
    return this.#isHealthy === false;
  }

  /** The API on whose account it is checked. */
  get payer(): string {
    const [first] = this.names.values();
    return first?.apiId ?? "";
  }

  /** Takes a result; true where it changes the verdict. */
  learn({ problem, dialMs }: CheckResult, nowMs: number): boolean {
    const isGood = problem === "";
    this.#problem = problem;
    if (isGood) this.#dialMs = dialMs;
    this.#successesInARow = isGood ? this.#successesInARow + 1 : 0;
    this.#failuresInARow = isGood ? 0 : this.#failuresInARow + 1;
    const former = this.#isHealthy;
    this.#isHealthy = this.#judge();
    if (this.#isHealthy === former) return false;
    this.#sinceMs = nowMs;
    return true;
  }

  /** The verdict under each of its names; none before there is one. */
  verdicts(): BackendVerdict[] {
    const isHealthy = this.#isHealthy;
    return isHealthy === null ? [] : [...this.names.values()].map((name) => ({ ...name, isHealthy }));
  }

  /** What is known, under each of its names. */
  reports(): CheckedBackend[] {
    const seen = {
      isHealthy: this.#isHealthy,
      sinceMs: this.#sinceMs,
      problem: this.#problem,
      dialMs: this.#dialMs,
    };
    return [...this.names.values()].map((name) => ({ ...name, ...seen }));
  }

  /** The first success is believed at once: nothing is known against the backend. */
  #judge(): boolean | null {
    const { healthyAfter, unhealthyAfter } = this.options.health;
    if (this.#failuresInARow >= unhealthyAfter) return false;
    if (this.#successesInARow >= (this.isUnhealthy ? healthyAfter : 1)) return true;
    return this.#isHealthy;
  }
}

/** Key of a name in {@link CheckTarget.names}. */
export function nameKey({ apiId, environment, url }: BackendName): string {
  return `${apiId} ${environment} ${url}`;
}
