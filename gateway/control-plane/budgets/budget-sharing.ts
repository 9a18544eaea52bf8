// Carries budgets between the workers and whoever leases them: Redis, where gateways share, or this gateway's own ledger; the
// ledger too, if the policy allows it, while Redis is away.
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { GoesBy, LeaseCall, ToWorker } from "#gateway/contract.ts";
import type { Settings } from "#lib/kernel/settings.ts";
import type { RedisAway } from "../../ops/troubles.ts";
import type { LeaseAnswers, LeaseRequest, LeaseStore } from "./budget.ts";
import { LeaseLedger } from "./lease-ledger.ts";

/** At the start, so that the first budget finds Redis there. */
const CONNECTED_WITHIN_MS = 1_000;
/** A gateway of which nobody wants anything has to know as well whether it could share: it may be none to send clients to. */
const LOOK_EVERY_MS = 100;

/** What a worker has asked for; `worker` is null for one that is gone, whom nobody answers. */
type Asked = { readonly worker: number | null; readonly request: LeaseRequest };

type BudgetSharingOptions = {
  /** Null where this gateway shares with no other. */
  readonly redis: LeaseStore | null;
  readonly ledger: LeaseLedger;
  /** Of this run of this gateway alone: a restarted gateway does not go on with leases of the one before. */
  readonly gatewayId: string;
  /** Gateways of another environment have budgets of their own. */
  readonly environment: string;
  /** For how long the last share is gone on with when Redis does not answer, in milliseconds. */
  readonly graceMs: number;
  /** What comes then: each gateway by the whole of a budget alone, or nothing more. */
  readonly onLoss: "allow" | "refuse";
  readonly log: Logger;
  readonly tellOne: (worker: number, message: ToWorker) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Unix time in milliseconds. */
  readonly unixNow: () => number;
};

export class BudgetSharing {
  readonly #options: BudgetSharingOptions;
  /** What each worker has said last of the slots that it holds, by key. */
  readonly #slots = new Map<number, Map<string, LeaseCall>>();
  #asked: Asked[] = [];
  #round: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #away: (Omit<RedisAway, "goesBy"> & { readonly sinceMs: number }) | null = null;
  /** Those that were logged since Redis is away: one that comes later may be the one that helps. */
  readonly #reasons = new Set<string>();

  constructor(options: BudgetSharingOptions) {
    this.#options = options;
  }

  /** Since when Redis is away, and what this gateway goes by meanwhile; null where it answers, or none is set. */
  get away(): RedisAway | null {
    const goesBy = this.#goesBy;
    if (this.#away === null || goesBy === "shared") return null;
    const { since, reason } = this.#away;
    return { since, reason, goesBy };
  }

  /** True where gateways share through Redis. */
  get hasRedis(): boolean {
    return this.#options.redis !== null;
  }

  /** Waits until Redis is there, a second at most, and looks from then on whether it is, until {@link stop}. */
  async start(): Promise<void> {
    const { redis, now } = this.#options;
    const untilMs = now() + CONNECTED_WITHIN_MS;
    while (redis?.isReady === false && now() < untilMs) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    if (redis !== null) this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** Finds out whether Redis is there, also where no worker asks for anything. */
  look(): void {
    this.#round ??= this.#answerAll().finally(() => {
      this.#round = null;
    });
  }

  /** Takes in what a worker asks for, and answers it as soon as there is an answer. */
  hear(worker: number, calls: readonly LeaseCall[]): void {
    const slots = this.#slots.get(worker) ?? new Map<string, LeaseCall>();
    this.#slots.set(worker, slots);
    for (const call of calls) {
      if (call.budget.kind === "slots" && call.isWanting) slots.set(call.budget.key, call);
      else slots.delete(call.budget.key);
    }
    this.#ask(worker, worker, calls);
  }

  /**
   * A worker is gone, and what it held is free. What it had leased of rates and quotas and had not told to be spent is lost with
   * it: that lease ends by itself.
   */
  remove(worker: number): void {
    const slots = [...(this.#slots.get(worker)?.values() ?? [])];
    this.#slots.delete(worker);
    const nothing = { kept: 0, held: 0, needed: 0, isWanting: false };
    if (slots.length > 0)
      this.#ask(
        null,
        worker,
        slots.map((call) => ({ ...call, ...nothing })),
      );
  }

  /** What was used of a quota before this gateway began, or is by gateways that share a database with it and no Redis. */
  charge(key: string, amount: number, endsAtMs: number): void {
    this.#options.ledger.charge(this.#shared(key), amount, endsAtMs);
  }

  /** A worker, maybe of another gateway, wants its share of a budget, under the name that the store has for it. */
  makeRoom(sharedKey: string, fairShare: number): void {
    const prefix = this.#shared("");
    if (!sharedKey.startsWith(prefix)) return;
    const key = sharedKey.slice(prefix.length);
    for (const worker of this.#slots.keys()) {
      this.#options.tellOne(worker, { type: "makeRoom", key, fairShare });
    }
  }

  /** To be called when all workers are gone. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#round;
    this.#options.redis?.close();
  }

  get #goesBy(): GoesBy {
    if (this.#away === null) return "shared";
    const { graceMs, onLoss, now } = this.#options;
    if (now() - this.#away.sinceMs < graceMs) return "as_before";
    return onLoss === "allow" ? "alone" : "refused";
  }

  #shared(key: string): string {
    return `${this.#options.environment} ${key}`;
  }

  #ask(worker: number | null, holder: number, calls: readonly LeaseCall[]): void {
    const shared = calls.map((call) => {
      return { ...call, budget: { ...call.budget, key: this.#shared(call.budget.key) } };
    });
    const request = { holder: `${this.#options.gatewayId} ${holder}`, calls: shared };
    this.#asked.push({ worker, request });
    this.look();
  }

  /** Whatever is asked during a round is answered in the next one: a Redis that hangs gathers no queue of calls. */
  async #answerAll(): Promise<void> {
    do {
      const asked = this.#asked;
      this.#asked = [];
      const answers = await this.#answer(asked.map(({ request }) => request));
      const goesBy = this.#goesBy;
      for (const [place, { worker, request }] of asked.entries()) {
        if (worker === null) continue;
        const leases = answers?.[place] ?? request.calls.map(() => null);
        this.#options.tellOne(worker, { type: "leases", leases, goesBy });
      }
    } while (this.#asked.length > 0);
  }

  /** Null where nobody may lease. Never rejects: a Redis that fails is away. */
  async #answer(requests: readonly LeaseRequest[]): Promise<readonly LeaseAnswers[] | null> {
    const { redis, ledger, onLoss } = this.#options;
    if (redis === null) return ledger.call(requests);
    try {
      const answers = await redis.call(keptOf(requests, (call) => !call.isAlone));
      this.#noteBack();
      return answers;
    } catch (error) {
      this.#noteAway(error);
      return onLoss === "allow" ? ledger.call(keptOf(requests, (call) => call.isAlone)) : null;
    }
  }

  #noteAway(error: unknown): void {
    const { now, unixNow, log } = this.#options;
    const reason = error instanceof Error ? error.message : String(error);
    const former = this.#away;
    this.#away = { since: former?.since ?? new Date(unixNow()), sinceMs: former?.sinceMs ?? now(), reason };
    if (this.#reasons.has(reason)) return;
    this.#reasons.add(reason);
    if (former !== null) {
      log.warn({ reason }, "another reason why Redis is away");
      return;
    }
    log.warn({ reason }, "Redis is away: limits are not shared with other gateways until it answers");
  }

  #noteBack(): void {
    if (this.#away === null) return;
    this.#away = null;
    this.#reasons.clear();
    this.#options.log.info("Redis is back: limits are shared with other gateways again");
  }
}

/** What was leased by one of two that lease is nothing to the other: to that, only what is held is there. */
function keptOf(
  requests: readonly LeaseRequest[],
  isItsOwn: (call: LeaseCall) => boolean,
): readonly LeaseRequest[] {
  return requests.map(({ holder, calls }) => ({
    holder,
    calls: calls.map((call) => (isItsOwn(call) ? call : { ...call, kept: call.held })),
  }));
}

/** What of the settings it takes, and whom it tells. */
type StartedWith = Pick<BudgetSharingOptions, "log" | "tellOne"> & {
  readonly config: Pick<Settings, "REDIS_URL" | "REDIS_GRACE_SECONDS" | "REDIS_LOSS" | "GATEWAY_ENVIRONMENT">;
};

/** One by the settings. The client of Redis, which takes a third of a second to load, is loaded where there is one. */
export async function createBudgetSharing({ config, log, tellOne }: StartedWith): Promise<BudgetSharing> {
  const url = config.REDIS_URL;
  const clocks = { now: () => performance.now(), unixNow: Date.now };
  const onWanted = (key: string, fairShare: number) => sharing.makeRoom(key, fairShare);
  const onTrouble = (reason: string) => log.debug({ reason }, "Redis cannot be reached");
  const { RedisLeaseStore } = url === undefined ? {} : await import("./redis-lease-store.ts");
  const sharing: BudgetSharing = new BudgetSharing({
    ...clocks,
    redis: RedisLeaseStore && url ? new RedisLeaseStore({ url, onTrouble, onWanted }) : null,
    ledger: new LeaseLedger({ ...clocks, onWanted }),
    gatewayId: randomUUID(),
    environment: config.GATEWAY_ENVIRONMENT,
    graceMs: config.REDIS_GRACE_SECONDS * 1_000,
    onLoss: config.REDIS_LOSS,
    log,
    tellOne,
  });
  return sharing;
}
