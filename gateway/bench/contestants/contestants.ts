// Who takes part: the backend itself, and the proxies in front of it.
import { z } from "zod";
import type { Ports } from "#gateway/bench/answering.ts";
import { BenchProcess } from "#gateway/bench/bench-process.ts";
import { benchKey, benchPath, benchPlanKey, inspectedPath } from "#gateway/bench/contestants/bench-routes.ts";
import { ForeignProcess } from "#gateway/bench/contestants/foreign-process.ts";
import {
  type ForeignProgram,
  foreignPrograms,
  isInstalled,
} from "#gateway/bench/contestants/foreign-programs.ts";
import type { Target } from "#gateway/bench/load/raw-client.ts";
import { workerFlags } from "#gateway/ops/worker-flags.ts";

export type ContestantName =
  | "direct"
  | "Sluice"
  | "Sluice inspected"
  | "Sluice plan"
  | "Sluice JWT"
  | "ws relay"
  | "http-proxy-3"
  | "httpxy"
  | keyof typeof foreignPrograms;

/** A contestant, before it is started. */
export type Contestant = {
  readonly name: ContestantName;
  /** File of its process, or the program; null for the backend itself. */
  readonly file: string | ForeignProgram | null;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** True where it is called with an access token, which its process makes. */
  readonly hasToken: boolean;
  /** True for Sluice, which refuses what has no place behind it. */
  readonly isGateway: boolean;
};

/** What a contestant's process can be asked, ours or not. */
export type ProxyProcess = Pick<BenchProcess, "ask" | "ports" | "stop"> | ForeignProcess;

/** A contestant that serves. */
export type Running = {
  readonly contestant: Contestant;
  /** Null for the backend itself. */
  readonly process: ProxyProcess | null;
  /** One for each scheme it serves. */
  readonly targets: readonly Target[];
};

/** What contestants are started with. */
export type Stage = {
  readonly backendPort: number;
  readonly certificateFolder: string;
  /** Where the CPU profiles of our own proxies go; null for none. */
  readonly profileDir: string | null;
};

const plain = { path: "/rooms7?room=42", headers: {}, hasToken: false, isGateway: false } as const;
const gateway = {
  file: "contestants/gateway-process.ts",
  headers: { apikey: benchKey },
  hasToken: false,
  isGateway: true,
} as const;

const tokenSchema = z.object({ token: z.string() });

const installed = {
  HAProxy: isInstalled(foreignPrograms.HAProxy),
  nginx: isInstalled(foreignPrograms.nginx),
} as const;

export const contestants: readonly Contestant[] = [
  { name: "direct", file: null, ...plain },
  { name: "Sluice", path: benchPath, ...gateway },
  { name: "Sluice inspected", path: inspectedPath, ...gateway },
  { name: "Sluice plan", path: benchPath, ...gateway, headers: { apikey: benchPlanKey } },
  { name: "Sluice JWT", path: benchPath, ...gateway, headers: {}, hasToken: true },
  { name: "ws relay", file: "contestants/ws-relay.ts", ...plain },
  { name: "http-proxy-3", file: "contestants/http-proxy.ts", ...plain },
  { name: "httpxy", file: "contestants/httpxy.ts", ...plain },
  ...foreign("HAProxy"),
  ...foreign("nginx"),
];

/** Programs that could take part, and are not there. */
export const missingPrograms: readonly string[] = Object.entries(installed)
  .filter(([, isThere]) => !isThere)
  .map(([name]) => name);

function foreign(name: keyof typeof foreignPrograms): Contestant[] {
  return installed[name] ? [{ name, file: foreignPrograms[name], ...plain }] : [];
}

/** Starts a contestant in front of the backend; resolves once it serves. */
export async function startContestant(contestant: Contestant, stage: Stage): Promise<Running> {
  const { backendPort } = stage;
  const process = await startProcess(contestant, stage);
  const ports = process === null ? { port: backendPort, tlsPort: null } : await process.ports();
  const { path } = contestant;
  const headers = { ...contestant.headers, ...(contestant.hasToken ? await tokenOf(process) : {}) };
  return { contestant, process, targets: targetsOf({ path, headers }, ports) };
}

async function startProcess(
  { file, isGateway }: Contestant,
  { backendPort, certificateFolder, profileDir }: Stage,
): Promise<ProxyProcess | null> {
  if (file === null) return null;
  if (typeof file !== "string") return ForeignProcess.start(file, backendPort, certificateFolder);
  const profiling = profileDir === null ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileDir}`];
  const nodeFlags = [...(isGateway ? workerFlags : []), ...profiling];
  return new BenchProcess({ file, args: [String(backendPort), certificateFolder], nodeFlags });
}

async function tokenOf(process: ProxyProcess | null): Promise<{ readonly authorization?: string }> {
  const answer = await process?.ask({ ask: "token" }, tokenSchema);
  return answer ? { authorization: `Bearer ${answer.token}` } : {};
}

function targetsOf(
  { path, headers }: Pick<Contestant, "path" | "headers">,
  { port, tlsPort }: Ports,
): Target[] {
  const plainTarget: Target = { scheme: "ws", port, path, headers };
  return tlsPort === null ? [plainTarget] : [plainTarget, { ...plainTarget, scheme: "wss", port: tlsPort }];
}

/** Where a contestant is reached by this scheme; null where it is not. */
export function targetOf({ targets }: Running, scheme: Target["scheme"]): Target | null {
  return targets.find((target) => target.scheme === scheme) ?? null;
}
