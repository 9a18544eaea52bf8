// What the kernel counts of processes, ours or not (proc(5), so Linux only).
import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";

const PAGE_BYTES = 4_096;
const userLimitsSchema = z.object({
  userLimits: z.object({ open_files: z.object({ soft: z.union([z.number(), z.literal("unlimited")]) }) }),
});

/** Time that the living threads of a process have been on a CPU, in microseconds. */
export function cpuUsOf(pid: number): number {
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => {
    const [onCpuNs] = read(pid, `task/${thread}/schedstat`).split(" ");
    return sum + Number(onCpuNs) / 1_000;
  }, 0);
}

/** Resident memory in bytes. */
export function residentBytesOf(pid: number): number {
  return Number(read(pid, "statm").split(" ")[1]) * PAGE_BYTES;
}

/** Number of open files, sockets included. */
export function openFilesOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** Processes that this process has started and that live. */
export function childrenOf(pid: number): number[] {
  return read(pid, `task/${pid}/children`).split(" ").filter(Boolean).map(Number);
}

/** How many files each process of this user may have open (`ulimit -n`). */
export function openFileLimit(): number {
  const { soft } = userLimitsSchema.parse(process.report.getReport()).userLimits.open_files;
  return soft === "unlimited" ? Number.POSITIVE_INFINITY : soft;
}

function read(pid: number, file: string): string {
  return readFileSync(`/proc/${pid}/${file}`, "utf8");
}
