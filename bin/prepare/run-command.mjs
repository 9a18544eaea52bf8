// Runs one command to its end and keeps the tail of what it said. A signal to the launcher ends the
// command's whole process group first, so that no half-finished install goes on in the background.
import { spawn } from "node:child_process";
import { root } from "./runtime.mjs";

const tailLength = 8_000;

/** Ends a process and all that it started. Gone already is fine. */
export function signalGroup(child, signal) {
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

function endWithLauncher(child) {
  const leave = (signal) => {
    signalGroup(child, "SIGTERM");
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.once("SIGINT", leave);
  process.once("SIGTERM", leave);
  return () => {
    process.off("SIGINT", leave);
    process.off("SIGTERM", leave);
  };
}

/**
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, timeoutMs?: number, onOutput?: (text: Buffer) => void }} [options]
 * @returns {Promise<{ code: number, output: string, isTimedOut: boolean }>} code 127 when the file does not
 *   exist; output is the last 8,000 characters of stdout and stderr together
 */
export function runCommand(file, args, { env = process.env, timeoutMs = 0, onOutput = () => {} } = {}) {
  return new Promise((resolve) => {
    let output = "";
    let isTimedOut = false;
    const isWindows = process.platform === "win32";
    const child = spawn(file, args, {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: !isWindows,
      shell: isWindows,
    });
    const forget = endWithLauncher(child);
    const keep = (chunk) => {
      output = (output + chunk).slice(-tailLength);
      onOutput(chunk);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const limit = timeoutMs
      ? setTimeout(() => {
          isTimedOut = true;
          signalGroup(child, "SIGKILL");
        }, timeoutMs)
      : undefined;
    const settle = (code) => {
      clearTimeout(limit);
      forget();
      resolve({ code, output, isTimedOut });
    };
    child.on("error", (error) => {
      output += `${error.message}\n`;
      settle(127);
    });
    child.on("close", (code) => settle(code ?? 1));
  });
}
