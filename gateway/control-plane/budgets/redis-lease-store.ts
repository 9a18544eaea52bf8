// Calls Redis for leases, and knows nothing of what they are for. A call that gets no answer in time fails; Redis may have
// run it all the same, which is why calls tell sums.
import { createClient, defineScript } from "@redis/client";
import { LEASE_GROWS_MS, type Lease, type LeaseCall } from "#gateway/contract.ts";
import {
  LEASE_TTL_MS,
  type LeaseAnswers,
  type LeaseRequest,
  type LeaseStore,
  type OnWanted,
} from "./budget.ts";
import { LEASE_SCRIPT } from "./lease-script.ts";

const ANSWER_WITHIN_MS = 250;
const CONNECT_WITHIN_MS = 2_000;
/** Redis does nothing else while a script runs: some milliseconds for so many. */
const MOST_BUDGETS_A_CALL = 50;
const LONGEST_PAUSE_MS = 2_000;
const KEY_PREFIX = "sluice:budget:";
/** On which gateways hear that another one wants its share. */
const CHANNEL = "sluice:budgets";

type RedisLeaseStoreOptions = {
  /** `redis://` or `rediss://`, with its password. */
  readonly url: string;
  readonly leaseTtlMs?: number;
  /** Hears why Redis cannot be reached, each time it is tried; in words without address and password. */
  readonly onTrouble: (reason: string) => void;
  readonly onWanted?: OnWanted;
};

const leaseScript = defineScript({
  SCRIPT: LEASE_SCRIPT,
  parseCommand(parser, keys: readonly string[], args: readonly string[]) {
    parser.pushKeysLength([...keys]);
    parser.push(...args);
  },
  transformReply: (reply: unknown) => (Array.isArray(reply) ? reply.map(String) : []),
});

export class RedisLeaseStore implements LeaseStore {
  readonly #client;
  /** For the channel: a connection that listens can do nothing else. */
  readonly #listener;
  readonly #head: (holder: string, callNumber: number) => string[];
  /** Why nothing can be asked, where that is so; in words without address and password. */
  #trouble = "Redis is not connected";
  #callNumber = 0;
  #isCalling = false;

  /** Begins to connect, and connects again whenever the connection is lost, until {@link close}. */
  constructor({ url, leaseTtlMs = LEASE_TTL_MS, onTrouble, onWanted }: RedisLeaseStoreOptions) {
    this.#head = (holder, callNumber) => [
      holder,
      String(callNumber),
      String(leaseTtlMs),
      String(LEASE_GROWS_MS),
      CHANNEL,
    ];
    this.#client = createClient({
      url,
      scripts: { lease: leaseScript },
      disableOfflineQueue: true,
      maintNotifications: "disabled",
      // A connection whose other end is gone without a word is told by its silence.
      pingInterval: 1_000,
      socket: {
        connectTimeout: CONNECT_WITHIN_MS,
        socketTimeout: LEASE_TTL_MS,
        reconnectStrategy: (tries) => Math.min(LONGEST_PAUSE_MS, 50 * 2 ** tries) * (0.5 + Math.random() / 2),
      },
    });
    const note = (error: unknown): void => {
      this.#trouble = reasonOf(error);
      onTrouble(this.#trouble);
    };
    this.#client.on("error", note);
    this.#listener = this.#client.duplicate();
    this.#listener.on("error", () => {}); // the other connection tells
    // Fails only where it was closed before it was there: everything else is tried again.
    this.#client.connect().catch(note);
    void this.#listen(onWanted ?? (() => {}));
  }

  async #listen(onWanted: OnWanted): Promise<void> {
    try {
      await this.#listener.connect();
      await this.#listener.subscribe(CHANNEL, (message) => {
        const [fairShare = "", ...key] = message.split(` ${KEY_PREFIX}`);
        onWanted(key.join(), Number(fairShare));
      });
    } catch {
      // Closed before it was there. A connection that is lost is made anew with what it was subscribed to.
    }
  }

  /** False while nothing can be asked. */
  get isReady(): boolean {
    return this.#client.isReady;
  }

  /**
   * Asks for leases, or of no requests whether it answers; one call at a time. Each part of 50 is charged whole or not at all. Throws an Error with the reason,
   * without address and password, where Redis does not answer within 250 ms; nothing is known then of what it has charged.
   */
  async call(requests: readonly LeaseRequest[]): Promise<readonly LeaseAnswers[]> {
    if (!this.isReady) throw new Error(this.#trouble);
    if (this.#isCalling) throw new Error("Redis has not answered the call before");
    this.#isCalling = true;
    const called =
      requests.length === 0
        ? this.#client.ping().then(() => [])
        : Promise.all(requests.map((it) => this.#callParts(it)));
    const answers = called.finally(() => {
      this.#isCalling = false;
    });
    return inTime(answers);
  }

  /** Ends the connection. Nothing is given back: call for that before. */
  close(): void {
    this.#client.destroy();
    this.#listener.destroy();
  }

  async #callParts({ holder, calls }: LeaseRequest): Promise<(Lease | null)[]> {
    const parts: Promise<(Lease | null)[]>[] = [];
    for (let from = 0; from < calls.length; from += MOST_BUDGETS_A_CALL) {
      parts.push(this.#callPart(holder, calls.slice(from, from + MOST_BUDGETS_A_CALL)));
    }
    return (await Promise.all(parts)).flat();
  }

  async #callPart(holder: string, calls: readonly LeaseCall[]): Promise<(Lease | null)[]> {
    const head = this.#head(holder, ++this.#callNumber);
    const keys = calls.map(({ budget }) => KEY_PREFIX + budget.key);
    const reply = await this.#client.lease(keys, [...head, ...calls.flatMap(argumentsOf)]);
    return calls.map((_, place) => leaseFrom(reply.slice(3 * place, 3 * place + 3)));
  }
}

/** In the order in which the script takes them. */
function argumentsOf({ budget, spent, used, kept, needed, isWanting, sharers }: LeaseCall): string[] {
  const { kind, capacity, perSecond, mostLeased, endsAtMs } = budget;
  return [
    kind,
    ...[capacity, perSecond, mostLeased, endsAtMs, spent, used, kept].map(String),
    isWanting ? "1" : "0",
    String(needed),
    String(sharers),
  ];
}

function leaseFrom([tokens = "", fairShare, sharers]: string[]): Lease | null {
  if (tokens === "") return null;
  return { tokens: Number(tokens), fairShare: Number(fairShare), sharers: Number(sharers) };
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Redis did not answer within ${ANSWER_WITHIN_MS} ms`)),
      ANSWER_WITHIN_MS,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    throw new Error(reasonOf(error));
  } finally {
    clearTimeout(timer);
  }
}

/** What is wrong with a certificate (OpenSSL's and Node's codes); of every other one its authority is not known. */
const CERTIFICATE_FAULTS: Partial<Record<string, string>> = {
  CERT_HAS_EXPIRED: "has expired",
  CERT_NOT_YET_VALID: "is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "is for another host than REDIS_URL names",
};
const UNTRUSTED = /SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY)|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE/;

function wordsOf(code: string): string {
  const fault = CERTIFICATE_FAULTS[code];
  if (fault !== undefined) return `the certificate of Redis ${fault} (${code})`;
  if (UNTRUSTED.test(code))
    return `the certificate of Redis is of nobody who is trusted here (${code}): name a file with its authority in NODE_EXTRA_CA_CERTS`;
  return code.startsWith("ERR_SSL_")
    ? `there is no TLS where REDIS_URL says rediss: (${code})`
    : `Redis cannot be reached: ${code}`;
}

/** Errors of the system and of the client may carry the address: a code, or the first words of Redis, says enough. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "Redis failed";
  if ("code" in error && typeof error.code === "string") return wordsOf(error.code);
  return error.message;
}
