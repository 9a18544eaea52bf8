// Who takes part: the backend itself, and the proxies in front of it.
import { BenchProcess } from "#gateway/bench/bench-process.ts";
import { benchKey, benchPath } from "#gateway/bench/bench-routes.ts";
import type { Target } from "#gateway/bench/raw-client.ts";

/** A contestant, before it is started. */
export type Contestant = {
  readonly name: "direct" | "Sluice" | "ws relay" | "http-proxy-3";
  /** File of its process; null for the backend itself. */
  readonly file: string | null;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** A contestant that serves. */
export type Running = {
  readonly contestant: Contestant;
  /** Null for the backend itself. */
  readonly process: BenchProcess | null;
  readonly target: Target;
};

const plain = { path: "/rooms7?room=42", headers: {} } as const;

export const contestants: readonly Contestant[] = [
  { name: "direct", file: null, ...plain },
  { name: "Sluice", file: "gateway-process.ts", path: benchPath, headers: { apikey: benchKey } },
  { name: "ws relay", file: "ws-relay.ts", ...plain },
  { name: "http-proxy-3", file: "http-proxy.ts", ...plain },
];

/** Starts a contestant in front of the backend; resolves once it serves. */
export async function startContestant(
  contestant: Contestant,
  backendPort: number,
  profileDir: string | null,
): Promise<Running> {
  const { file, path, headers } = contestant;
  if (file === null) return { contestant, process: null, target: { port: backendPort, path, headers } };
  const nodeFlags = profileDir === null ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileDir}`];
  const process = new BenchProcess({ file, args: [String(backendPort)], nodeFlags });
  return { contestant, process, target: { port: await process.port(), path, headers } };
}
