// A whole gateway for tests: the real processes on free ports, with a database and a data folder of their own.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { removeFolder } from "#lib/db/test-kit/remove-folder.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
/** Gives up descriptors and then becomes the gateway: the limit is that of the system, the process id stays. */
const limited = ["-c", 'ulimit -n "$1" && shift && exec "$@"', "sh"];

export type LogLine = Record<string, unknown> & { readonly msg: string };

/**
 * Below the ports that the system gives to outgoing connections and to whoever asks for any; each test process begins
 * at a place of its own, so that files running side by side do not find the same ports free.
 */
const portRange = { first: 10_240, count: 20_000 };
let nextPort = (process.pid * 61) % portRange.count;

/** Free TCP ports of the loopback address, each found once in a process. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = portRange.first + (nextPort++ % portRange.count);
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** A fresh data folder, and what removes it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), "sluice-gateway-"));
  return { path, remove: () => removeFolder(path) };
}

export class GatewayProcess {
  readonly lines: LogLine[] = [];
  readonly wsUrl: string;
  readonly wssUrl: string;
  readonly opsUrl: string;
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();

  /**
   * Starts a gateway; {@link GatewayProcess.line} with "the gateway is listening" tells when it is up. With
   * `openFileLimit` neither it nor its workers may have more files and sockets open than that.
   */
  constructor(ports: readonly number[], env: Record<string, string>, openFileLimit?: number) {
    const [ws = 0, wss = 0, ops = 0] = ports;
    this.wsUrl = `ws://127.0.0.1:${ws}`;
    this.wssUrl = `wss://127.0.0.1:${wss}`;
    this.opsUrl = `http://127.0.0.1:${ops}`;
    const [command, args] =
      openFileLimit === undefined
        ? [process.execPath, [main]]
        : ["sh", [...limited, String(openFileLimit), process.execPath, main]];
    this.#child = spawn(command, args, {
      env: {
        NODE_ENV: "test",
        PATH: process.env.PATH ?? "",
        GATEWAY_WS_PORT: String(ws),
        GATEWAY_WSS_PORT: String(wss),
        GATEWAY_OPS_PORT: String(ops),
        GATEWAY_WORKERS: "2",
        GATEWAY_DRAIN_MS: "200",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { stdout, stderr } = this.#child;
    if (!stdout || !stderr) throw new Error("the gateway's output is not piped");
    createInterface({ input: stdout }).on("line", (text) => this.#hear(text));
    createInterface({ input: stderr }).on("line", (text) => this.#hear(JSON.stringify({ msg: text })));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The first log line that matches, waiting for it if need be. */
  async line(matches: (line: LogLine) => boolean): Promise<LogLine> {
    for (;;) {
      const found = this.lines.find(matches);
      if (found) return found;
      if (this.#child.exitCode !== null) throw new Error(`the gateway ended:\n${JSON.stringify(this.lines)}`);
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
      });
    }
  }

  listening(): Promise<LogLine> {
    return this.line((line) => line.msg === "the gateway is listening");
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Waits for the end; returns the exit code, or the signal's name. */
  async ended(): Promise<number | string | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, "exit");
    return this.#child.exitCode ?? this.#child.signalCode;
  }

  #hear(text: string): void {
    try {
      this.lines.push(JSON.parse(text) as LogLine); // the gateway's own log format
    } catch {
      this.lines.push({ msg: text });
    }
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

/** What a gateway says of itself on /readyz. */
export async function readiness(gateway: GatewayProcess): Promise<{ status: number; troubles: string }> {
  const response = await fetch(`${gateway.opsUrl}/readyz`);
  const body = (await response.json()) as { troubles: string[] }; // the shape that troublesOf gives
  return { status: response.status, troubles: body.troubles.join(" ") };
}
