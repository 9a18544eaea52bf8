// A process of the bench, seen from the one that runs it: started, asked questions over IPC, stopped.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import type { Ports } from "#gateway/bench/answering.ts";

const answerSchema = z.object({
  id: z.number(),
  value: z.unknown().optional(),
  problem: z.string().optional(),
});
/** Longer than anything that is asked takes on a busy machine: what takes longer hangs. */
const ANSWER_WITHIN_MS = 60_000;
const portsSchema = z.object({ port: z.int(), tlsPort: z.int().nullable() });

/** How a process is started. */
export type BenchProcessOptions = {
  /** File of this folder. */
  readonly file: string;
  readonly args?: readonly string[];
  /** Flags of Node itself. */
  readonly nodeFlags?: readonly string[];
};

/** A running process. Whoever starts one stops it. */
export class BenchProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #nextId = 1;

  constructor(options: BenchProcessOptions) {
    this.#child = fork(new URL(options.file, import.meta.url), options.args ?? [], {
      execArgv: ["--expose-gc", ...(options.nodeFlags ?? [])],
      // The gateway writes its log to standard output, as in production; nobody reads it here.
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#child.on("message", (message) => this.#take(message));
    this.#child.on("exit", (code, signal) => this.#failAll(`${options.file} ended (${signal ?? code})`));
  }

  /** Asks for something and checks the answer; rejects where the process failed or is gone. */
  async ask<Answer>(question: object, schema: z.ZodType<Answer>): Promise<Answer> {
    const id = this.#nextId;
    this.#nextId += 1;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    if (this.#child.connected) this.#child.send({ id, question });
    else waiting.reject(new Error("the process is gone"));
    const problem = new Error(`no answer within ${ANSWER_WITHIN_MS} ms to ${JSON.stringify(question)}`);
    const deadline = setTimeout(() => waiting.reject(problem), ANSWER_WITHIN_MS);
    try {
      return schema.parse(await waiting.promise);
    } finally {
      clearTimeout(deadline);
    }
  }

  /** The ports it serves on, once it serves. */
  ports(): Promise<Ports> {
    return this.ask({ ask: "ports" }, portsSchema);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, "exit");
    // It ends itself when its parent is gone; with a profile running, only after writing that.
    if (this.#child.connected) this.#child.disconnect();
    const deadline = setTimeout(() => this.#child.kill("SIGKILL"), 10_000);
    await exited;
    clearTimeout(deadline);
  }

  /** Ends it as a crash does: nothing is closed properly. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await exited;
  }

  #take(message: unknown): void {
    const { id, value, problem } = answerSchema.parse(message);
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (problem === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(problem));
  }

  #failAll(problem: string): void {
    for (const waiting of this.#waiting.values()) waiting.reject(new Error(problem));
    this.#waiting.clear();
  }
}
