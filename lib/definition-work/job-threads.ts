// Threads that run one job each, ended when a job takes too long or too much memory. Own code, though `piscina` is close:
// its limit would count from when a job was handed in, so that one person's slow jobs would refuse another's waiting ones.
import { Worker } from "node:worker_threads";
import { limitTime } from "#lib/definition-work/time-limit.ts";

/** `slow`: over the time or memory it may take; `busy`: too many are waiting, `own_busy`: too many of this person's; `failed`: it threw. */
export type JobAnswer =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly reason: "slow" | "busy" | "own_busy" | "failed";
      readonly message: string;
    };

type Limits = {
  /** File that a thread runs: says `{ isReady: true }` once, then answers each message with `{ value }` or `{ failure }`. */
  readonly file: string;
  readonly threads: number;
  readonly waiting: number;
  /** How many of one person's may wait. */
  readonly waitingEach: number;
  readonly timeLimitMs: number;
  readonly memoryLimitMb: number;
  readonly idleAfterMs: number;
};

/** Whose jobs nobody waits for: one of them is taken up when no person's is waiting. */
export const NOBODY = "";

/** Who asks, and about what: a thread that has worked on the same takes it up with what it knows. */
export type JobOwner = { readonly person: string; readonly subject: string };

type Job = {
  readonly message: unknown;
  readonly person: string;
  readonly subject: string;
  readonly answer: (answer: JobAnswer) => void;
};

const REMEMBERED_SUBJECTS = 8;
/** For loading what a new thread runs, which is not the job's. */
const START_LIMIT_MS = 15_000;

export class JobThreads {
  readonly #limits: Limits;
  readonly #idle: Worker[] = [];
  /** What each thread has worked on, the newest last. */
  readonly #subjects = new WeakMap<Worker, string[]>();
  /** By person; whose turn is next comes first. */
  readonly #waiting = new Map<string, Job[]>();
  /** How many run, by person. */
  readonly #runningOf = new Map<string, number>();
  #running = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Never rejects. The time limit is of the processor's time, from when a thread, which has loaded, takes the job up. Persons take turns, whoever has more waiting; nobody has all threads. */
  run(message: unknown, { person, subject }: JobOwner): Promise<JobAnswer> {
    return new Promise((answer) => {
      const job = { message, person, subject, answer };
      const own = this.#waiting.get(person) ?? [];
      const all = [...this.#waiting.entries()].reduce(
        (sum, [of, jobs]) => sum + (of === NOBODY ? 0 : jobs.length),
        0,
      );
      if (this.#mayStart(person)) this.#start(job);
      else if (own.length >= this.#limits.waitingEach) {
        answer({ ok: false, reason: "own_busy", message: "too many jobs of this person are waiting" });
      } else if (person === NOBODY || all < this.#limits.waiting) this.#waiting.set(person, [...own, job]);
      else answer({ ok: false, reason: "busy", message: "too many jobs are waiting" });
    });
  }

  /** The last free thread is kept for somebody who has none. */
  #mayStart(person: string): boolean {
    const { threads } = this.#limits;
    const free = threads - this.#running;
    return free > 1 || (free === 1 && (threads === 1 || (this.#runningOf.get(person) ?? 0) === 0));
  }

  #count(person: string, change: 1 | -1): void {
    const running = (this.#runningOf.get(person) ?? 0) + change;
    if (running === 0) this.#runningOf.delete(person);
    else this.#runningOf.set(person, running);
    this.#running += change;
  }

  /** The oldest job of the person whose turn it is, who then comes last; nobody's comes after all. */
  #takeNext(): Job | undefined {
    const persons = [...this.#waiting.keys()].filter((person) => this.#mayStart(person));
    const person = persons.find((waiting) => waiting !== NOBODY) ?? persons[0];
    if (person === undefined) return undefined;
    const [next, ...rest] = this.#waiting.get(person) ?? [];
    this.#waiting.delete(person);
    if (rest.length > 0) this.#waiting.set(person, rest);
    return next;
  }

  #start({ message, person, subject, answer }: Job): void {
    this.#count(person, 1);
    const worker = this.#takeIdle(subject) ?? this.#spawn();
    worker.removeAllListeners();
    worker.ref();
    const settle = (result: JobAnswer, canGoOn: boolean) => {
      endLimit();
      worker.removeAllListeners();
      this.#count(person, -1);
      if (canGoOn) this.#rest(worker);
      else void worker.terminate();
      answer(result);
      const next = this.#takeNext();
      if (next) this.#start(next);
    };
    const { timeLimitMs } = this.#limits;
    const over = () =>
      settle({ ok: false, reason: "slow", message: `took more than ${timeLimitMs} ms` }, false);
    const isNew = !this.#subjects.has(worker);
    let endLimit = limitTime(worker, isNew ? START_LIMIT_MS : timeLimitMs, over);
    worker.on("message", (result: { isReady?: true; value?: unknown; failure?: string }) => {
      if (result.isReady) {
        endLimit();
        endLimit = limitTime(worker, timeLimitMs, over);
        return;
      }
      const { value, failure } = result;
      settle(
        failure === undefined ? { ok: true, value } : { ok: false, reason: "failed", message: failure },
        true,
      );
    });
    worker.on("error", (error: Error & { code?: string }) => {
      const reason = error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "slow" : "failed";
      settle({ ok: false, reason, message: error.message }, false);
    });
    worker.on("exit", (code) =>
      settle({ ok: false, reason: "failed", message: `its thread ended with code ${code}` }, false),
    );
    const others = (this.#subjects.get(worker) ?? []).filter((other) => other !== subject);
    this.#subjects.set(worker, [...others, subject].slice(-REMEMBERED_SUBJECTS));
    worker.postMessage(message);
  }

  /** The thread that knows the subject, else the one that has been idle longest. */
  #takeIdle(subject: string): Worker | undefined {
    const knows = this.#idle.findIndex((worker) => this.#subjects.get(worker)?.includes(subject));
    return this.#idle.splice(Math.max(knows, 0), 1)[0];
  }

  #spawn(): Worker {
    const { file, memoryLimitMb } = this.#limits;
    // The process's own arguments (a preload of the supervisor's) and its secrets are not for its threads.
    return new Worker(file, {
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
    });
  }

  /** Waits for the next job, and does not keep the process alive meanwhile. */
  #rest(worker: Worker): void {
    const end = () => {
      const place = this.#idle.indexOf(worker);
      if (place !== -1) this.#idle.splice(place, 1);
      void worker.terminate();
    };
    this.#idle.push(worker);
    worker.unref();
    worker.on("error", end);
    worker.on("exit", end);
    const timer = setTimeout(() => this.#idle.includes(worker) && end(), this.#limits.idleAfterMs);
    timer.unref();
  }
}
