// Limits shared through a Redis with TLS (rediss:), on real processes: whose certificate is trusted, what is said of one that
// is not, and that nothing is ever said in the clear.
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { generateTls } from "./data-plane/test-kit/gateway.ts";
import { GatewayFixture } from "./test-kit/gateway-fixture.ts";
import { freePorts, type GatewayProcess, readiness } from "./test-kit/gateway-process.ts";
import { describeWithRedisTls, RedisServer } from "./test-kit/redis-server.ts";

const fixture = new GatewayFixture();
const soon = { timeout: 15_000, interval: 50 };

vi.setConfig({ testTimeout: 60_000 });

const startSharing = (url: string, env: Record<string, string> = {}) =>
  fixture.start(undefined, {
    REDIS_URL: url,
    REDIS_LOSS: "refuse",
    GATEWAY_WORKERS: "1",
    LOG_LEVEL: "debug",
    ...env,
  });

async function startRedis() {
  const tls = await generateTls("redis.test");
  const redis = await RedisServer.start(tls);
  onTestFinished(() => redis.stop());
  const authority = join(fixture.folder.path, "authority.pem");
  writeFileSync(authority, tls.cert);
  return { redis, authority };
}

async function page({ opsUrl }: GatewayProcess, path: string): Promise<string> {
  return (await fetch(opsUrl + path)).text();
}

/** Everything that a gateway says to whoever looks after it. */
async function saidBy(gateway: GatewayProcess): Promise<string> {
  return [
    JSON.stringify(gateway.lines),
    await page(gateway, "/readyz"),
    await page(gateway, "/metrics"),
  ].join();
}

async function expectNoCredential(gateway: GatewayProcess): Promise<void> {
  const said = await saidBy(gateway);
  expect(said).not.toContain(RedisServer.password);
  expect(said).not.toContain(RedisServer.user);
}

describeWithRedisTls("a Redis with TLS", () => {
  it("is shared through where its authority is named in NODE_EXTRA_CA_CERTS", async () => {
    const { redis, authority } = await startRedis();
    const gateway = await startSharing(redis.url, { NODE_EXTRA_CA_CERTS: authority });
    await expect.poll(() => page(gateway, "/metrics"), soon).toContain("sluice_redis_up 1");
    expect(await readiness(gateway)).toEqual({ status: 200, troubles: "" });
    await expectNoCredential(gateway);
  });

  it("is not, where its authority is nobody's, which log and readiness say in plain words", async () => {
    const { redis } = await startRedis();
    const gateway = await startSharing(redis.url);
    const words = /certificate of Redis is of nobody who is trusted.*NODE_EXTRA_CA_CERTS/;
    await gateway.line(({ msg, reason }) => msg.includes("Redis is away") && words.test(String(reason)));
    await expect
      .poll(() => readiness(gateway), soon)
      .toMatchObject({ troubles: expect.stringMatching(words) });
    expect(await page(gateway, "/metrics")).toContain("sluice_redis_up 0");
    await expectNoCredential(gateway);
  });

  it("is never spoken to in the clear, not even where there is none", async () => {
    const [port = 0] = await freePorts(1);
    const heard: Buffer[] = [];
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", (bytes) => {
        heard.push(bytes);
        socket.end("-ERR unknown command\r\n");
      });
    });
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const url = `rediss://${RedisServer.user}:${RedisServer.password}@127.0.0.1:${port}`;
    const gateway = await startSharing(url);
    const words = expect.stringContaining("there is no TLS where REDIS_URL says rediss:");
    await expect.poll(() => readiness(gateway), soon).toMatchObject({ troubles: words });
    // It has tried more than once, with both of its connections.
    await expect.poll(() => heard.length, soon).toBeGreaterThan(4);
    // A TLS record that holds a handshake (RFC 8446 section 5.1).
    expect(new Set(heard.map((bytes) => bytes[0]))).toEqual(new Set([22]));
    expect(Buffer.concat(heard).includes(RedisServer.password)).toBe(false);
    await expectNoCredential(gateway);
  });
});
