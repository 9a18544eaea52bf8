// A running program that is not ours. It answers the same questions as our own processes, out of what the kernel counts.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";
import type { Ports } from "#gateway/bench/answering.ts";
import type { ForeignProgram } from "#gateway/bench/contestants/foreign-programs.ts";
import { cpuUsOf, residentBytesOf } from "#gateway/bench/kernel-counters.ts";
import { freePorts } from "#gateway/test-kit/gateway-process.ts";

const STARTS_WITHIN_MS = 5_000;

/** A running program. Whoever starts one stops it. */
export class ForeignProcess {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #ports: Ports;

  private constructor(child: ChildProcess, folder: string, ports: Ports) {
    this.#child = child;
    this.#folder = folder;
    this.#ports = ports;
  }

  /** Starts it in front of the backend; resolves once it accepts connections. */
  static async start(
    program: ForeignProgram,
    backendPort: number,
    certificateFolder: string,
  ): Promise<ForeignProcess> {
    const folder = mkdtempSync(join(tmpdir(), "sluice-bench-"));
    const [port = 0, tlsPort = 0] = await freePorts(2);
    const configPath = join(folder, "config");
    writeFileSync(configPath, program.config({ port, tlsPort, backendPort, certificateFolder, folder }));
    const child = spawn(program.command, program.args(configPath), {
      stdio: ["ignore", "ignore", "inherit"],
    });
    process.once("exit", () => child.kill("SIGKILL"));
    const started = new ForeignProcess(child, folder, { port, tlsPort });
    const until = performance.now() + STARTS_WITHIN_MS;
    while (!(await accepts(port))) {
      if (child.exitCode !== null || performance.now() > until) {
        await started.stop();
        throw new Error(`${program.command} did not start`);
      }
      await wait(20);
    }
    return started;
  }

  async ports(): Promise<Ports> {
    return this.#ports;
  }

  /** CPU time in microseconds, memory in bytes; nothing else is known of it. */
  async ask<Answer>(question: { readonly ask: string }, schema: z.ZodType<Answer>): Promise<Answer> {
    const pid = this.#child.pid ?? 0;
    if (question.ask === "cpu") return schema.parse({ cpuUs: cpuUsOf(pid) });
    await wait(400);
    return schema.parse({ rssBytes: residentBytesOf(pid), heapBytes: 0 });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exited = once(this.#child, "exit");
      this.#child.kill("SIGKILL");
      await exited;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
