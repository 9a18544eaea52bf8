// Gateways that share limits through a Redis of the test's own, and clients whose messages are counted.
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach } from "vitest";
import { GatewayFixture } from "./gateway-fixture.ts";
import type { GatewayProcess } from "./gateway-process.ts";
import { RedisServer } from "./redis-server.ts";
import type { TestClient } from "./test-client.ts";

/** Registers its own hooks with the suite that makes it. */
export class SharingFixture extends GatewayFixture {
  #redis: RedisServer | undefined;

  constructor() {
    super();
    beforeEach(async () => {
      this.#redis = await RedisServer.start();
    });
    afterEach(() => this.#redis?.stop());
  }

  get redis(): RedisServer {
    if (this.#redis === undefined) throw new Error("only within a test");
    return this.#redis;
  }

  /** A gateway of one worker that shares, and listens. */
  startSharing(env: Record<string, string> = {}): Promise<GatewayProcess> {
    return this.start(undefined, { REDIS_URL: this.redis.url, GATEWAY_WORKERS: "1", ...env });
  }
}

/** Counts what comes back to a client. */
export function countEchoes({ socket }: TestClient): () => number {
  let count = 0;
  socket.on("message", () => {
    count += 1;
  });
  return () => count;
}

/** Sends so many, and waits until all have passed or been taken out. */
export async function send({ socket }: TestClient, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 1) socket.send("x");
  const ponged = once(socket, "pong");
  socket.ping();
  await ponged;
}

/** Sends more than a few hundred a second for so long, and waits until all have passed or been taken out. */
export async function hammer(client: TestClient, forMs: number): Promise<void> {
  const untilMs = performance.now() + forMs;
  while (performance.now() < untilMs) {
    for (let sent = 0; sent < 20; sent += 1) client.socket.send("x");
    await pause(5);
  }
  await send(client, 1);
}
