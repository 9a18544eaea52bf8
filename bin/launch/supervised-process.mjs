// One child process of the supervisor: started in a process group of its own (so that Ctrl-C reaches it as
// one orderly SIGTERM from here, not as the terminal's), its output prefixed, its end told as a promise.
import { spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { signalGroup } from "../prepare/run-command.mjs";
import { root } from "../prepare/runtime.mjs";
import { copyLines } from "./prefixed-lines.mjs";

const preload = pathToFileURL(path.join(root, "bin", "leave-with-parent.mjs")).href;

/** `exit code 1`, `killed by SIGSEGV`: the end of a process in words. */
export function describeEnd({ code, signal, error }) {
  if (error) return error.message;
  if (signal === "SIGKILL") return "killed by SIGKILL; perhaps the machine ran out of memory";
  return signal ? `killed by ${signal}` : `exit code ${code}`;
}

/**
 * @param {{ name: string, runtime: string, args: string[], env: NodeJS.ProcessEnv }} service runtime: the
 *   Node that runs it
 * @param {string} prefix put before every line of its log
 * @param {{ write(text: string): unknown }} out
 * @returns {{ ended: Promise<{ code: number | null, signal: string | null, error?: Error }>,
 *   stop(): void, kill(): void }}
 */
export function startProcess(service, prefix, out) {
  const child = spawn(service.runtime, ["--import", preload, ...service.args], {
    cwd: root,
    env: { ...service.env, SLUICE_SUPERVISOR: String(process.pid) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: process.platform !== "win32",
  });
  copyLines(child.stdout, prefix, out);
  copyLines(child.stderr, prefix, out);
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: null, signal: null, error }));
    // Workers must not outlive their leader: they would keep the ports that its successor needs.
    child.once("exit", () => signalGroup(child, "SIGKILL"));
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  return {
    ended,
    // Only the process itself: it knows best in which order its own workers should leave.
    stop: () => child.kill("SIGTERM"),
    kill: () => child.pid && signalGroup(child, "SIGKILL"),
  };
}
