// Names of backends resolved for every dial, through a small cache: the system's resolver blocks a pool of four threads.
// A changed record is followed within seconds; a resolver that fails does not take the backends with it.
import { type LookupAddress, type LookupOptions, lookup as resolveName } from "node:dns";

/** Age up to which an answer is used without asking again, in milliseconds. */
const FRESH_MS = 5_000;
/** Age up to which it is used where asking again has failed. */
const STALE_MS = 60_000;

type Answer = { readonly addresses: readonly LookupAddress[]; readonly atMs: number };
type Done = (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void;
type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** Finds all addresses of a name. */
export type Resolver = (hostname: string, done: Done) => void;

/** All addresses in the order of the system (RFC 6724), so that Node can try them one after another. */
const systemResolver: Resolver = (hostname, done) => {
  resolveName(hostname, { all: true }, done);
};

/** The cache of one worker. */
export class DnsCache {
  readonly #now: () => number;
  readonly #resolve: Resolver;
  readonly #answers = new Map<string, Answer>();
  readonly #waiting = new Map<string, Done[]>();

  /** `now` in milliseconds of a clock that never goes back. */
  constructor(now: () => number, resolve: Resolver = systemResolver) {
    this.#now = now;
    this.#resolve = resolve;
  }

  /** To be given to `net.connect` and `tls.connect` as their `lookup`. */
  readonly lookup = (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    this.#find(hostname, (error, addresses) => {
      const family = options.family === 4 || options.family === 6 ? options.family : 0;
      const fitting = family === 0 ? addresses : addresses.filter((address) => address.family === family);
      const [first] = fitting;
      if (first === undefined) callback(error ?? notFound(hostname), []);
      else if (options.all) callback(null, [...fitting]);
      else callback(null, first.address, first.family);
    });
  };

  #find(hostname: string, done: Done): void {
    const known = this.#answers.get(hostname);
    if (known !== undefined && this.#now() - known.atMs < FRESH_MS) {
      process.nextTick(done, null, known.addresses);
      return;
    }
    const waiting = this.#waiting.get(hostname);
    if (waiting !== undefined) {
      waiting.push(done);
      return;
    }
    this.#waiting.set(hostname, [done]);
    this.#resolve(hostname, (error, addresses) => this.#settle(hostname, error, addresses));
  }

  #settle(hostname: string, error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]): void {
    const waiting = this.#waiting.get(hostname) ?? [];
    this.#waiting.delete(hostname);
    const nowMs = this.#now();
    if (error === null && addresses.length > 0) this.#answers.set(hostname, { addresses, atMs: nowMs });
    const best = this.#answers.get(hostname);
    const isUsable = best !== undefined && nowMs - best.atMs < STALE_MS;
    if (!isUsable) this.#answers.delete(hostname);
    for (const done of waiting) {
      if (isUsable) done(null, best.addresses);
      else done(error ?? notFound(hostname), []);
    }
  }
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`no address for ${hostname}`), { code: "ENOTFOUND" });
}
