// How many handshakes wait for their backend, and who may have one more. A holder's bound follows the places that are
// free (dynamic thresholds, Choudhury and Hahne 1998): alone it gets most of them, beside others less, and what it
// holds beyond that is not given to it again when it times out. Constant cost per handshake, however many the holders.
import { networkOf } from "#lib/network/client-network.ts";

/** An API may hold three times the places that are free: three quarters of all where it is alone. */
const API_TIMES_FREE = 3;
/** An address seven times, which is seven eighths: behind one address there may be many clients of many APIs. */
const ADDRESS_TIMES_FREE = 7;

/** Which share is full. */
export type FullShare = "gateway" | "api" | "address";

/** The waiting handshakes of a worker. */
export class WaitingShares {
  readonly #places: number;
  readonly #ofApi = new Map<string, number>();
  readonly #fromNetwork = new Map<string, number>();
  #taken = 0;

  constructor(places: number) {
    this.#places = places;
  }

  get taken(): number {
    return this.#taken;
  }

  get isFull(): boolean {
    return this.#taken >= this.#places;
  }

  /** The share that leaves no room for one more; null where there is room. */
  findFull(apiId: string, address: string): FullShare | null {
    if (this.isFull) return "gateway";
    if (!this.#hasRoom(this.#ofApi.get(apiId), API_TIMES_FREE)) return "api";
    return this.#hasRoom(this.#fromNetwork.get(networkOf(address)), ADDRESS_TIMES_FREE) ? null : "address";
  }

  /** Takes a place; {@link leave} gives it back. */
  enter(apiId: string, address: string): void {
    this.#taken += 1;
    add(this.#ofApi, apiId, 1);
    add(this.#fromNetwork, networkOf(address), 1);
  }

  leave(apiId: string, address: string): void {
    this.#taken -= 1;
    add(this.#ofApi, apiId, -1);
    add(this.#fromNetwork, networkOf(address), -1);
  }

  /** Judged with the place taken, so that the last free one is for those who hold none. */
  #hasRoom(held: number | undefined, timesFree: number): boolean {
    return held === undefined || held < timesFree * (this.#places - this.#taken - 1);
  }
}

function add(counts: Map<string, number>, key: string, change: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
