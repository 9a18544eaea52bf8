// A contestant that is not ours: nginx or HAProxy as the system has them, one core each, in front of the backend. It
// answers the same questions as our own processes, out of what the kernel counts.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";

const PAGE_BYTES = 4_096;
const STARTS_WITHIN_MS = 5_000;

/** A program that may be installed, and how it is told to relay. */
export type ForeignProgram = {
  readonly command: string;
  readonly args: (configPath: string) => readonly string[];
  readonly config: (ports: {
    readonly port: number;
    readonly backendPort: number;
    readonly folder: string;
  }) => string;
};

const nginx: ForeignProgram = {
  command: "/usr/sbin/nginx",
  args: (configPath) => ["-c", configPath],
  config: ({ port, backendPort, folder }) => `
daemon off; master_process off; worker_processes 1; pid ${folder}/pid; error_log stderr crit;
events { worker_connections 40000; }
http {
  access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder};
  fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  server {
    listen 127.0.0.1:${port} backlog=4096; tcp_nodelay on;
    location / {
      proxy_pass http://127.0.0.1:${backendPort}; proxy_http_version 1.1; proxy_read_timeout 1h;
      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "Upgrade";
    }
  }
}`,
};

const haproxy: ForeignProgram = {
  command: "/usr/sbin/haproxy",
  args: (configPath) => ["-db", "-f", configPath],
  config: ({ port, backendPort }) => `
global
  nbthread 1
  maxconn 9000
defaults
  mode http
  timeout connect 5s
  timeout client 1m
  timeout server 1m
  timeout tunnel 1h
frontend front
  bind 127.0.0.1:${port}
  default_backend back
backend back
  server one 127.0.0.1:${backendPort}
`,
};

export const foreignPrograms = { nginx, HAProxy: haproxy } as const;

/** True where the program is on this machine. */
export function isInstalled({ command }: ForeignProgram): boolean {
  return existsSync(command);
}

/** A running program. Whoever starts one stops it. */
export class ForeignProcess {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #port: number;

  private constructor(child: ChildProcess, folder: string, port: number) {
    this.#child = child;
    this.#folder = folder;
    this.#port = port;
  }

  /** Starts it in front of the backend; resolves once it accepts connections. */
  static async start(program: ForeignProgram, backendPort: number): Promise<ForeignProcess> {
    const folder = mkdtempSync(join(tmpdir(), "sluice-bench-"));
    const port = await freePort();
    const configPath = join(folder, "config");
    writeFileSync(configPath, program.config({ port, backendPort, folder }));
    const child = spawn(program.command, program.args(configPath), {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const started = new ForeignProcess(child, folder, port);
    process.once("exit", () => child.kill("SIGKILL"));
    const until = performance.now() + STARTS_WITHIN_MS;
    while (!(await accepts(port))) {
      if (child.exitCode !== null || performance.now() > until)
        throw new Error(`${program.command} did not start`);
      await wait(20);
    }
    return started;
  }

  async port(): Promise<number> {
    return this.#port;
  }

  /** CPU time in microseconds, memory in bytes; nothing else is known of it. */
  async ask<Answer>(question: { readonly ask: string }, schema: z.ZodType<Answer>): Promise<Answer> {
    return schema.parse(question.ask === "cpu" ? { cpuUs: this.#cpuUs() } : await this.#memory());
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exited = once(this.#child, "exit");
      this.#child.kill("SIGKILL");
      await exited;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Time on a CPU in nanoseconds is the first number of schedstat (proc(5)); these programs run one thread. */
  #cpuUs(): number {
    return Number(this.#read("schedstat").split(" ")[0]) / 1_000;
  }

  async #memory(): Promise<{ readonly rssBytes: number; readonly heapBytes: number }> {
    await wait(400);
    return { rssBytes: Number(this.#read("statm").split(" ")[1]) * PAGE_BYTES, heapBytes: 0 };
  }

  #read(file: string): string {
    return readFileSync(`/proc/${this.#child.pid}/${file}`, "utf8");
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no TCP port");
  return address.port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
