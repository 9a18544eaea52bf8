// Asks a worker for work on a text. Of each kind the latest text wins: one that waits makes room for it. A worker that does
// not answer in time is ended, and the next work gets a new one.
import type { JobInput, JobName, JobResult } from "./definition-jobs.ts";

export type WorkRequest<Name extends JobName> = {
  readonly id: number;
  readonly name: Name;
  readonly input: JobInput<Name>;
};

export type WorkAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false };

/** `overtaken`: a newer text of the same kind came. `slow`: it took too long. `failed`: the worker could not. */
export type Worked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: "overtaken" | "slow" | "failed" };

/** The worker's side, as a browser's Worker has it. */
export type WorkPort = {
  readonly post: (request: WorkRequest<JobName>) => void;
  readonly end: () => void;
};

export type PortEvents = { readonly onAnswer: (answer: WorkAnswer) => void; readonly onFailure: () => void };

type Job = {
  readonly request: WorkRequest<JobName>;
  readonly settle: (worked: Worked<unknown>) => void;
};

export class DefinitionWork {
  readonly #open: (events: PortEvents) => WorkPort;
  readonly #timeLimitMs: number;
  readonly #waiting = new Map<JobName, Job>();
  #port: WorkPort | null = null;
  #running: Job | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastId = 0;

  constructor(open: (events: PortEvents) => WorkPort, timeLimitMs: number) {
    this.#open = open;
    this.#timeLimitMs = timeLimitMs;
  }

  ask<Name extends JobName>(name: Name, input: JobInput<Name>): Promise<Worked<JobResult<Name>>> {
    const { promise, resolve } = Promise.withResolvers<Worked<unknown>>();
    this.#lastId += 1;
    this.#waiting.get(name)?.settle({ ok: false, reason: "overtaken" });
    this.#waiting.delete(name);
    this.#waiting.set(name, { request: { id: this.#lastId, name, input }, settle: resolve });
    this.#next();
    // The worker answers a request with what the job under its name gave.
    return promise as Promise<Worked<JobResult<Name>>>;
  }

  /** Ends the worker; what was asked is never answered with a value. It may be asked again. */
  end(): void {
    this.#stop("overtaken");
    for (const job of this.#waiting.values()) job.settle({ ok: false, reason: "overtaken" });
    this.#waiting.clear();
  }

  #next(): void {
    if (this.#running !== null) return;
    const [job] = this.#waiting.values();
    if (job === undefined) return;
    this.#waiting.delete(job.request.name);
    this.#running = job;
    this.#timer = setTimeout(() => this.#fail("slow"), this.#timeLimitMs);
    this.#port ??= this.#openPort();
    this.#port.post(job.request);
  }

  #openPort(): WorkPort {
    const port: WorkPort = this.#open({
      onAnswer: (answer) => {
        if (this.#port === port) this.#take(answer);
      },
      onFailure: () => {
        if (this.#port === port) this.#fail("failed");
      },
    });
    return port;
  }

  #take(answer: WorkAnswer): void {
    const job = this.#running;
    if (job === null || job.request.id !== answer.id) return;
    clearTimeout(this.#timer);
    this.#running = null;
    job.settle(answer.ok ? { ok: true, value: answer.value } : { ok: false, reason: "failed" });
    this.#next();
  }

  #fail(reason: "slow" | "failed"): void {
    this.#stop(reason);
    this.#next();
  }

  #stop(reason: "overtaken" | "slow" | "failed"): void {
    clearTimeout(this.#timer);
    this.#port?.end();
    this.#port = null;
    this.#running?.settle({ ok: false, reason });
    this.#running = null;
  }
}
