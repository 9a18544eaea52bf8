// A second portal on the stack's database, with settings that the stack's own cannot have at the same time.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { databaseUrl, dataDir } from "./stack-database.ts";

const root = resolve(import.meta.dirname, "../..");

export type SecondPortal = { readonly port: number; readonly stop: () => Promise<void> };

/** A port that nothing listens on. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}

/** Starts it; `settings` is given its port, because PUBLIC_URL may need it. Throws its output where it does not start. */
export async function startSecondPortal(
  settings: (port: number) => Readonly<Record<string, string>>,
): Promise<SecondPortal> {
  const port = await findFreePort();
  const child = spawn(process.execPath, ["bin/start-portal.mjs"], {
    cwd: root,
    env: {
      ...process.env,
      HOST: "127.0.0.1",
      PORTAL_PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      ...settings(port),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  await untilListening(child);
  return {
    port,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

async function untilListening(child: ChildProcess): Promise<void> {
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("The portal listens")) resolve();
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", () => reject(new Error(`The second portal ended:\n${output}`)));
  });
}
