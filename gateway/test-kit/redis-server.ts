// A real Redis of a test's own: on a free port, with nothing on disk. Where the program is missing, bin/install-redis.mjs
// installs it; where it cannot, tests that need it are left out, but in CI, where they fail.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createClient } from "@redis/client";
import { describe } from "vitest";
import { freePorts, temporaryFolder } from "./gateway-process.ts";

const isMissing = spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status !== 0;
const isLeftOut = isMissing && !process.env.CI;
if (isLeftOut) {
  process.stderr.write(
    "\nNo redis-server: the tests that need one are LEFT OUT. Install Redis 6.2 or newer, and put it on the PATH.\n",
  );
}

/** Tests that need a Redis. */
export const describeWithRedis = describe.skipIf(isLeftOut);

/** A Redis that was built without TLS does not know the option; another one misses the key that belongs to it. */
const tlsTrial = spawnSync("redis-server", ["--port", "0", "--tls-port", "1", "--tls-cert-file", "none"]);
const isTlsLeftOut = isLeftOut || (!process.env.CI && tlsTrial.stderr.includes("Bad directive"));
if (isTlsLeftOut && !isLeftOut) {
  process.stderr.write("\nThis redis-server was built without TLS: the tests that need it are LEFT OUT.\n");
}

/** Tests that need a Redis with TLS. */
export const describeWithRedisTls = describe.skipIf(isTlsLeftOut);

/** PEM texts. */
type Tls = { readonly cert: string; readonly key: string };

export class RedisServer {
  readonly url: string;
  readonly #port: number;
  readonly #folder = temporaryFolder();
  readonly #tls: Tls | undefined;
  #child: ChildProcess | null = null;

  private constructor(port: number, tls: Tls | undefined) {
    this.#port = port;
    this.#tls = tls;
    this.url = `redis${tls ? "s" : ""}://${RedisServer.user}:${RedisServer.password}@127.0.0.1:${port}`;
  }

  static readonly user = "nor-its-name";
  static readonly password = "no-one-logs-this";

  /** Starts one, with TLS alone where a certificate is given; throws with what to install where there is no Redis. */
  static async start(tls?: Tls): Promise<RedisServer> {
    const [port = 0] = await freePorts(1);
    const server = new RedisServer(port, tls);
    await server.start();
    return server;
  }

  /** Starts it again on the same port, with nothing in it. */
  async start(): Promise<void> {
    const options = {
      ...this.#listening(),
      bind: "127.0.0.1",
      dir: this.#folder.path,
      save: "",
      appendonly: "no",
      requirepass: RedisServer.password,
    };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    args.push("--user", RedisServer.user, "on", `>${RedisServer.password}`, "~*", "&*", "+@all");
    const child = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
    const failed = once(child, "error").then(() => {
      throw new Error("redis-server does not start: run `node bin/install-redis.mjs`, or put it on the PATH");
    });
    await Promise.race([failed, isListening(child)]);
    this.#child = child;
  }

  #listening() {
    if (this.#tls === undefined) return { port: this.#port };
    const files = { cert: join(this.#folder.path, "cert.pem"), key: join(this.#folder.path, "key.pem") };
    writeFileSync(files.cert, this.#tls.cert);
    writeFileSync(files.key, this.#tls.key, { mode: 0o600 });
    return {
      ...{ port: 0, "tls-port": this.#port, "tls-auth-clients": "no" },
      ...{ "tls-cert-file": files.cert, "tls-key-file": files.key },
    };
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  }

  /** Loses all that is in it, as one that comes back without what it had on disk; it stays connected. */
  async flush(): Promise<void> {
    const client = createClient({ url: this.url });
    await client.connect();
    await client.flushAll();
    client.destroy();
  }

  /** Stops its clockwork, so that it answers nothing and closes nothing; `SIGCONT` lets it go on. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void {
    this.#child?.kill(signal);
  }

  async stop(): Promise<void> {
    await this.kill();
    await this.#folder.remove();
  }
}

async function isListening(child: ChildProcess): Promise<void> {
  if (child.stdout === null) return;
  for await (const line of createInterface(child.stdout)) {
    if (!line.includes("Ready to accept connections")) continue;
    child.stdout.resume();
    return;
  }
  throw new Error("redis-server ended before it was ready");
}
