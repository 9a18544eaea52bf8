// Dials an endpoint: one backend after another until one of them says 101. Before that nothing has been promised to the
// client, so a backend that is down costs it nothing but time.
import type { SecureContext } from "node:tls";
import type { BackendPools, BackendState, Chosen } from "#gateway/data-plane/backends/backend-pools.ts";
import { type DialFailure, type Dialled, dial, forbidden } from "#gateway/data-plane/backends/dial.ts";
import { gatewayFault, isOwnTrouble } from "#gateway/data-plane/http/own-trouble.ts";
import { Refusal } from "#gateway/data-plane/http/refusal.ts";
import type { PoolBackend, PoolRoute } from "#gateway/data-plane/routing/pool-route.ts";
import type { DnsCache } from "#gateway/data-plane/sockets/dns-cache.ts";
import type { JudgeEgress } from "#lib/egress/egress-policy.ts";
import { findForbidden } from "#lib/egress/guarded-lookup.ts";
import type { PassRules } from "#lib/routes/route-record.ts";

/** What dialling needs of its worker. */
export type DialContext = {
  readonly pools: BackendPools;
  /** Resolves names to addresses that may be dialled. */
  readonly lookup: DnsCache["lookup"];
  readonly judgeEgress: JudgeEgress;
  /** Trusted CAs for `wss` backends whose pool has none of its own. */
  readonly secureContext: SecureContext;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonicNow: () => number;
};

/** What to dial and what to say. */
export type EndpointRequest = {
  readonly route: PoolRoute;
  /** The upgrade request for a backend; null where the URL of this one cannot be made. */
  readonly requestHead: (backend: PoolBackend) => string | null;
  /** Sec-WebSocket-Key within it. */
  readonly key: string;
  /** Subprotocols within it. */
  readonly protocols: readonly string[];
  /** Sec-WebSocket-Extensions within it; null where there is none. */
  readonly extensions: string | null;
  readonly backendRefusals: PassRules["backendRefusals"];
  /** Time for all attempts together, in milliseconds. */
  readonly timeoutMs: number;
};

/** A backend that said 101, and the place at it that the connection has to leave when it ends. */
export type Reached = Dialled & {
  readonly at: PoolBackend;
  readonly place: BackendState;
  readonly dialMs: number;
};

/**
 * Dials; `done` is called once, later or at once, with the open backend or with why there is none. The returned function
 * gives up: nothing is called after it, and no socket or place is kept.
 */
export function dialEndpoint(
  context: DialContext,
  request: EndpointRequest,
  done: (outcome: Reached | Refusal) => void,
): () => void {
  const attempts = new Attempts(context, request, done);
  attempts.next(null);
  return () => attempts.abandon();
}

/** The attempts of one handshake. */
class Attempts {
  readonly #context: DialContext;
  readonly #request: EndpointRequest;
  readonly #done: (outcome: Reached | Refusal) => void;
  readonly #tried = new Set<string>();
  readonly #startedAtMs: number;
  #abandonDial: (() => void) | null = null;
  #place: BackendState | null = null;
  /** True once a backend has been charged for what it did with this client's request. */
  #hasCharged = false;

  constructor(context: DialContext, request: EndpointRequest, done: (outcome: Reached | Refusal) => void) {
    this.#context = context;
    this.#request = request;
    this.#done = done;
    this.#startedAtMs = context.monotonicNow();
  }

  /** Tries the next backend; `last` is why the one before failed. What throws on the way ends this handshake alone. */
  next(last: Refusal | null): void {
    try {
      this.#next(last);
    } catch (error) {
      this.abandon();
      this.#done(gatewayFault(error));
    }
  }

  #next(last: Refusal | null): void {
    const { route, timeoutMs } = this.#request;
    const leftMs = timeoutMs - (this.#context.monotonicNow() - this.#startedAtMs);
    const chosen = leftMs <= 0 ? "none_healthy" : this.#context.pools.choose(route, this.#tried);
    if (typeof chosen === "string") {
      this.#done(last ?? (chosen === "all_full" ? backendsFull() : noHealthyBackend()));
      return;
    }
    this.#tried.add(chosen.backend.url);
    this.#place = chosen.state;
    this.#dial(chosen, leftMs);
  }

  abandon(): void {
    this.#abandonDial?.();
    this.#place?.leave();
    this.#place = null;
  }

  #dial(chosen: Chosen, leftMs: number): void {
    const { route, key, protocols, extensions, backendRefusals } = this.#request;
    const { backend, state } = chosen;
    const requestHead = this.#request.requestHead(backend);
    const secureContext = this.#secureContext();
    if (requestHead === null || secureContext === null) {
      const cause = requestHead === null ? "no URL" : "the TLS settings of the endpoint cannot be used";
      const refusal = new Refusal("backend_unreachable", "The backend cannot be reached.", { cause });
      this.#fail(chosen, { refusal, wasAsked: false, leftMs });
      return;
    }
    const reason = findForbidden(this.#context.judgeEgress, backend.endpoint.hostname);
    if (reason !== null) {
      this.#fail(chosen, { refusal: forbidden(reason), wasAsked: false, leftMs });
      return;
    }
    const startedAtMs = this.#context.monotonicNow();
    this.#abandonDial = dial(
      {
        endpoint: backend.endpoint,
        secureContext,
        serverName: route.pool.tls.serverName,
        lookup: this.#context.lookup,
        requestHead,
        key,
        protocols,
        extensions,
        backendRefusals,
        connectTimeoutMs: Math.min(route.pool.connectTimeoutMs, leftMs),
        timeoutMs: leftMs,
        monotonicNow: this.#context.monotonicNow,
      },
      (outcome) => {
        this.#abandonDial = null;
        if ("refusal" in outcome) {
          this.#fail(chosen, { ...outcome, leftMs });
          return;
        }
        this.#place = null;
        const dialMs = this.#context.monotonicNow() - startedAtMs;
        this.#context.pools.succeeded(state, dialMs);
        this.#done({ ...outcome, at: backend, place: state, dialMs });
      },
    );
  }

  #secureContext(): SecureContext | null {
    try {
      return this.#request.route.secureContext(this.#context.secureContext);
    } catch {
      return null;
    }
  }

  #fail({ state }: Chosen, failure: Failure): void {
    this.#place = null;
    const { refusal } = failure;
    if (isBackendsOwnWord(refusal) || isOwnTrouble(refusal)) {
      // A backend that says no to this client is well; of the gateway's own trouble it knows nothing.
      state.leave();
      this.#done(refusal);
      return;
    }
    if (this.#isCharged(failure)) {
      this.#hasCharged ||= failure.wasAsked;
      this.#context.pools.failed(this.#request.route, state, problemOf(refusal));
    } else {
      this.#context.pools.spared(state, problemOf(refusal));
    }
    this.next(refusal);
  }

  /**
   * Whether the failure counts against the backend. What it did with the request may be the doing of the client, who
   * chose path and headers: so an HTTP answer of any status never counts, and of the backends of one handshake that had
   * the request at most one is charged. Neither counts a rule of the gateway's, nor a time-out where others had used up
   * the time.
   */
  #isCharged({ refusal, wasAsked, leftMs }: Failure): boolean {
    const { code, extras } = refusal;
    if (code === "backend_forbidden" || extras.upstreamStatus !== undefined) return false;
    const { route, timeoutMs } = this.#request;
    const fairMs = Math.min(route.pool.connectTimeoutMs, timeoutMs);
    if (code === "backend_timeout" && this.#tried.size > 1 && leftMs < fairMs) return false;
    return !(wasAsked && this.#hasCharged);
  }
}

/** A failed dial, and the time it was given. */
type Failure = DialFailure & { readonly leftMs: number };

/** True where another backend would say the same: an answer below 500, or one that is not about being available. */
function isBackendsOwnWord({ extras: { upstreamStatus } }: Refusal): boolean {
  return upstreamStatus !== undefined && ![502, 503, 504].includes(upstreamStatus);
}

function problemOf({ extras: { cause, upstreamStatus } }: Refusal): string {
  if (cause !== undefined) return cause;
  return upstreamStatus === undefined ? "no answer in time" : `answered with status ${upstreamStatus}`;
}

function noHealthyBackend(): Refusal {
  const detail = "No backend of this API is healthy. Try again later.";
  return new Refusal("no_healthy_backend", detail, { headers: { "Retry-After": "5" } });
}

function backendsFull(): Refusal {
  const detail = "All backends of this API have as many connections as they may. Try again later.";
  return new Refusal("backends_full", detail, { headers: { "Retry-After": "5" } });
}
