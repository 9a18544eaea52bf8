// Records of refused handshakes on their way from a worker to the primary. A refusal costs an attacker nothing, so of
// each reason at each API the first in a while are recorded one by one, and the rest are counted on the last of those.
import { type HandshakeRefused, subscribe } from "#gateway/data-plane/connections/channels.ts";
import type { RefusedHandshake } from "#lib/gateways/connections/refused-record.ts";

/** Records of one reason at one API within a window; the last of them waits for the window's end, to tell of the rest. */
export const recordedPerWindow = 10;
export const windowMs = 10_000;
/** Reasons at APIs that are followed at a time; those beyond are left out. */
const mostWindows = 500;
const longestReason = 500;

/** What is taken out at a time. */
export type RefusedBatch = { readonly refusals: readonly RefusedHandshake[]; readonly leftOut: number };

type Window = { readonly endsMs: number; recorded: number; last: RefusedHandshake | null; more: number };

/** Keeps the records of a process until they are taken. */
export class RefusedQueue {
  readonly #windows = new Map<string, Window>();
  #ready: RefusedHandshake[] = [];
  #leftOut = 0;
  readonly #unixNow: () => number;
  readonly #monotonicNow: () => number;

  /** Both in milliseconds: Unix time, and a clock that never goes back. */
  constructor(unixNow: () => number, monotonicNow: () => number) {
    this.#unixNow = unixNow;
    this.#monotonicNow = monotonicNow;
  }

  /** Hears of refusals until the returned function is called. */
  listen(): () => void {
    return subscribe("sluice:handshake.refused", (event) => this.add(event));
  }

  /** The client's answer waits for it: a look into a map, and a small object at most. */
  add(event: HandshakeRefused): void {
    const key = `${event.apiId} ${event.code}`;
    const nowMs = this.#monotonicNow();
    const open = this.#windows.get(key);
    if (open !== undefined && nowMs < open.endsMs) this.#count(open, event);
    else if (open === undefined && this.#windows.size >= mostWindows) this.#leftOut += 1;
    else {
      if (open !== undefined) this.#end(open);
      this.#ready.push(this.#recordOf(event));
      this.#windows.set(key, { endsMs: nowMs + windowMs, recorded: 1, last: null, more: 0 });
    }
  }

  /** All that are ready; null where nothing happened. */
  take(): RefusedBatch | null {
    const nowMs = this.#monotonicNow();
    for (const [key, window] of this.#windows) {
      if (nowMs < window.endsMs) continue;
      this.#end(window);
      this.#windows.delete(key);
    }
    return this.#takeReady();
  }

  /** All there are, windows that still run included. */
  takeAll(): RefusedBatch | null {
    for (const window of this.#windows.values()) this.#end(window);
    this.#windows.clear();
    return this.#takeReady();
  }

  #count(window: Window, event: HandshakeRefused): void {
    if (window.last !== null) {
      window.more += 1;
      return;
    }
    window.recorded += 1;
    if (window.recorded < recordedPerWindow) this.#ready.push(this.#recordOf(event));
    else window.last = this.#recordOf(event);
  }

  #end({ last, more }: Window): void {
    if (last !== null) this.#ready.push({ ...last, moreLikeIt: more });
  }

  #takeReady(): RefusedBatch | null {
    if (this.#ready.length === 0 && this.#leftOut === 0) return null;
    const batch = { refusals: this.#ready, leftOut: this.#leftOut };
    this.#ready = [];
    this.#leftOut = 0;
    return batch;
  }

  #recordOf(event: HandshakeRefused): RefusedHandshake {
    const { connectionId, apiId, topic, path, clientAddress, status, code, why, upstreamStatus } = event;
    return {
      connectionId,
      apiId,
      topic: topic ?? "",
      path,
      clientAddress,
      refusedAtMs: this.#unixNow(),
      status,
      code,
      // It may name what the client has sent.
      why: why.slice(0, longestReason),
      upstreamStatus,
      attemptId: event.attemptId,
      retryAfterSeconds: event.retryAfterSeconds,
      moreLikeIt: 0,
    };
  }
}
