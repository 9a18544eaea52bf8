// Who takes part: the backend itself, and the proxies in front of it.
import { BenchProcess } from "#gateway/bench/bench-process.ts";
import { benchKey, benchPath } from "#gateway/bench/bench-routes.ts";
import {
  ForeignProcess,
  type ForeignProgram,
  foreignPrograms,
  isInstalled,
} from "#gateway/bench/foreign-process.ts";
import type { Target } from "#gateway/bench/raw-client.ts";

/** A contestant, before it is started. */
export type Contestant = {
  readonly name: "direct" | "Sluice" | "ws relay" | "http-proxy-3" | "httpxy" | "HAProxy" | "nginx";
  /** File of its process, or the program; null for the backend itself. */
  readonly file: string | ForeignProgram | null;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** What a contestant's process can be asked, ours or not. */
export type ProxyProcess = Pick<BenchProcess, "ask" | "port" | "stop"> | ForeignProcess;

/** A contestant that serves. */
export type Running = {
  readonly contestant: Contestant;
  /** Null for the backend itself. */
  readonly process: ProxyProcess | null;
  readonly target: Target;
};

const plain = { path: "/rooms7?room=42", headers: {} } as const;

export const contestants: readonly Contestant[] = [
  { name: "direct", file: null, ...plain },
  { name: "Sluice", file: "gateway-process.ts", path: benchPath, headers: { apikey: benchKey } },
  { name: "ws relay", file: "ws-relay.ts", ...plain },
  { name: "http-proxy-3", file: "http-proxy.ts", ...plain },
  { name: "httpxy", file: "httpxy.ts", ...plain },
  ...foreign("HAProxy"),
  ...foreign("nginx"),
];

/** A program takes part where it is installed. */
function foreign(name: keyof typeof foreignPrograms): Contestant[] {
  const file = foreignPrograms[name];
  return isInstalled(file) ? [{ name, file, ...plain }] : [];
}

/** Starts a contestant in front of the backend; resolves once it serves. */
export async function startContestant(
  contestant: Contestant,
  backendPort: number,
  profileDir: string | null,
): Promise<Running> {
  const { file, path, headers } = contestant;
  if (file === null) return { contestant, process: null, target: { port: backendPort, path, headers } };
  if (typeof file !== "string") {
    const process = await ForeignProcess.start(file, backendPort);
    return { contestant, process, target: { port: await process.port(), path, headers } };
  }
  const nodeFlags = profileDir === null ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileDir}`];
  const process = new BenchProcess({ file, args: [String(backendPort)], nodeFlags });
  return { contestant, process, target: { port: await process.port(), path, headers } };
}
