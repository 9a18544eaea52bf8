// Names of backends resolved for every dial, through a small cache: the system's resolver blocks a pool of four threads.
// A changed record is followed within seconds; a resolver that fails does not take the backends with it.
import { type LookupAddress, type LookupOptions, lookup as resolveName } from "node:dns";

/** Age up to which an answer is used without asking again, in milliseconds. */
const FRESH_MS = 5_000;
/** Age from which a dial that uses it has it renewed meanwhile, so that the next ones need not wait. */
const RENEW_MS = 2_500;
/** Age up to which it is used where asking again has failed, or takes too long. */
const STALE_MS = 60_000;
/** Time for asking again before the last answer is used: a resolver that is down is silent for many seconds. */
const PATIENCE_MS = 300;
/** Names above which those that nobody has asked for lately are dropped. */
const MANY_NAMES = 1_000;

type Answer = { readonly addresses: readonly LookupAddress[]; readonly atMs: number };
/** A question to the resolver. Past its patience, who comes gets the last answer at once. */
type Question = { waiting: Done[]; isLate: boolean };
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
  readonly #questions = new Map<string, Question>();

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
    const known = this.#usable(hostname);
    const ageMs = known === null ? STALE_MS : this.#now() - known.atMs;
    if (ageMs >= RENEW_MS && !this.#questions.has(hostname)) this.#ask(hostname);
    const question = this.#questions.get(hostname);
    if (known !== null && (ageMs < FRESH_MS || question === undefined || question.isLate)) {
      process.nextTick(done, null, known.addresses);
    } else {
      question?.waiting.push(done);
    }
  }

  #ask(hostname: string): void {
    const question: Question = { waiting: [], isLate: false };
    this.#questions.set(hostname, question);
    const patience = setTimeout(() => {
      question.isLate = true;
      const known = this.#usable(hostname);
      if (known !== null) settle(question, null, known.addresses);
    }, PATIENCE_MS);
    this.#resolve(hostname, (error, addresses) => {
      clearTimeout(patience);
      this.#questions.delete(hostname);
      this.#keep(hostname, error, addresses);
      const best = this.#usable(hostname);
      if (best === null) settle(question, error ?? notFound(hostname), []);
      else settle(question, null, best.addresses);
    });
  }

  #keep(hostname: string, error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]): void {
    if (error !== null || addresses.length === 0) return;
    if (this.#answers.size >= MANY_NAMES) {
      for (const name of this.#answers.keys()) this.#usable(name);
    }
    this.#answers.set(hostname, { addresses, atMs: this.#now() });
  }

  /** The last answer; null where there is none, or it is too old for anything. */
  #usable(hostname: string): Answer | null {
    const known = this.#answers.get(hostname);
    if (known === undefined) return null;
    if (this.#now() - known.atMs < STALE_MS) return known;
    this.#answers.delete(hostname);
    return null;
  }
}

function settle(
  question: Question,
  error: NodeJS.ErrnoException | null,
  addresses: readonly LookupAddress[],
): void {
  const { waiting } = question;
  question.waiting = [];
  for (const done of waiting) done(error, addresses);
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`no address for ${hostname}`), { code: "ENOTFOUND" });
}
