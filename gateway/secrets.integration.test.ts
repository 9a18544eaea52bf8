// Backend secrets on the real processes: the backend gets them, and neither files, tables nor logs have them; without
// the database, after a rotation, and out of the file of an earlier version.
import { execFile, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it, onTestFinished, vi } from "vitest";
import { WebSocketServer } from "ws";
import * as apis from "#lib/apis/commands.ts";
import { scanTables } from "#lib/db/test-kit/scan-tables.ts";
import * as deployments from "#lib/deployments/commands.ts";
import { maskEndpoint } from "#lib/endpoints/endpoint-settings.ts";
import { defaultEndpointOptions } from "#lib/routes/endpoint-pool.ts";
import { randomKeyring } from "#lib/secrets/envelope.ts";
import { GatewayFixture, type PublishedEcho, value } from "./test-kit/gateway-fixture.ts";
import { freePorts, type GatewayProcess, readiness } from "./test-kit/gateway-process.ts";
import { connectWhenReady, TestClient } from "./test-kit/test-client.ts";

// Some tests start a gateway twice, beside whatever else the machine does.
vi.setConfig({ testTimeout: 60_000 });

const fixture = new GatewayFixture();
const secret = "Bearer hush-hush-4711";
const otherKey = Buffer.alloc(32, 7).toString("base64");

/** Answers every message with the Authorization header of the handshake. */
async function startBackend(): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", (socket, { headers }) => {
    socket.on("message", () => socket.send(headers.authorization ?? "none"));
  });
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // it listens on a host and port
  return `ws://127.0.0.1:${port}`;
}

/** A published API whose backend gets the secret, and a key for it. */
async function publishedWithSecret(context = fixture.context): Promise<PublishedEcho> {
  const echo = await fixture.publishedEcho();
  const { apiId } = echo;
  const plain = maskEndpoint(await startBackend(), defaultEndpointOptions, new Map());
  const production = {
    ...plain,
    headers: [{ name: "Authorization", secret: { kind: "new", value: secret } as const }],
  };
  const sandbox = maskEndpoint("", defaultEndpointOptions, new Map());
  const api = await fixture.db.api.findUniqueOrThrow({ where: { id: apiId } });
  const saving = { apiId, etag: api.etag, production, sandbox };
  const { etag } = value(await apis.saveEndpoints(context, saving));
  value(await deployments.deployCurrent(context, { apiId, etag, note: "", environmentIds: [] }));
  return echo;
}

async function received(gateway: GatewayProcess, { path, key }: PublishedEcho): Promise<string> {
  const client = await connectWhenReady(`${gateway.wsUrl}${path}`, key);
  const answer = await client.echo("what did you get?");
  client.socket.terminate();
  return answer;
}

async function restarted(gateway: GatewayProcess, env: Record<string, string> = {}): Promise<GatewayProcess> {
  gateway.kill("SIGTERM");
  await gateway.ended();
  return fixture.start(await freePorts(3), env);
}

/** Files of the data folder with the secret in them. */
function tellingFiles(): string[] {
  const { path } = fixture.folder;
  return readdirSync(path).filter((name) => readFileSync(join(path, name), "latin1").includes("hush-hush"));
}

/** The database disconnected and gone. */
async function loseDatabase(): Promise<void> {
  await fixture.db.$disconnect();
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${fixture.databasePath}${suffix}`, { force: true });
}

it("gives a backend its secret, with and without the database, and leaves it nowhere else", async () => {
  const echo = await publishedWithSecret();
  const gateway = await fixture.start();
  expect(await received(gateway, echo)).toBe(secret);
  expect(await scanTables(fixture.db, "sqlite", ["hush-hush"])).toEqual([]);
  expect(tellingFiles()).toEqual([]);
  await loseDatabase();
  const alone = await restarted(gateway);
  expect(await received(alone, echo)).toBe(secret);
  expect(tellingFiles()).toEqual([]);
  expect(JSON.stringify([gateway.lines, alone.lines])).not.toContain("hush-hush");
});

it("does not serve a backend without the secret it should get, and says why", async () => {
  const echo = await publishedWithSecret();
  const gateway = await fixture.start(undefined, { SLUICE_SECRETS_KEY: otherKey });
  const line = await gateway.line(({ msg }) => msg.includes("backend credentials cannot be used"));
  expect(line).toMatchObject({
    apiId: echo.apiId,
    problems: [expect.stringContaining("SLUICE_SECRETS_KEY")],
  });
  const refused = TestClient.connect(`${gateway.wsUrl}${echo.path}`, echo.key);
  await expect(refused).rejects.toThrow(/^503 /);
});

it("is not ready with a key that opens no secret, so that no rolling update goes on, and names the APIs", async () => {
  const locked = await publishedWithSecret();
  const plain = await fixture.publishedEcho();
  const gateway = await fixture.start(undefined, { SLUICE_SECRETS_KEY: otherKey });
  // It serves what needs no secret: the key alone is why it is not ready.
  const client = await connectWhenReady(`${gateway.wsUrl}${plain.path}`, plain.key);
  expect(await client.echo("served")).toBe("served");
  client.socket.terminate();
  const said = await readiness(gateway);
  expect(said.status).toBe(503);
  const [, name] = locked.path.split("/");
  expect(said.troubles).toContain(`The secrets of ${name} 1.0.0 do not open with this SLUICE_SECRETS_KEY: `);
  const mended = await restarted(gateway);
  expect(await received(mended, locked)).toBe(secret);
  await expect.poll(() => readiness(mended), { timeout: 15_000 }).toEqual({ status: 200, troubles: "" });
});

it("stays ready where a portal deploys with another key while it runs, and names the APIs", async () => {
  const plain = await fixture.publishedEcho();
  const gateway = await fixture.start();
  await expect.poll(() => readiness(gateway), { timeout: 15_000 }).toEqual({ status: 200, troubles: "" });
  const { context } = fixture;
  const other = { ...context, keyring: randomKeyring() };
  const locked = await publishedWithSecret(other);
  const [, name] = locked.path.split("/");
  const troubles = async () => (await readiness(gateway)).troubles;
  await expect.poll(troubles, { timeout: 15_000 }).toContain(`The secrets of ${name} 1.0.0 do not open`);
  expect(await readiness(gateway)).toMatchObject({ status: 200 });
  const client = await connectWhenReady(`${gateway.wsUrl}${plain.path}`, plain.key);
  expect(await client.echo("served")).toBe("served");
  client.socket.terminate();
});

it("removes at its start what a killed process had begun to save", async () => {
  const before = await fixture.start();
  before.kill("SIGKILL");
  await before.ended();
  writeFileSync(join(fixture.folder.path, `routing-default.json.${before.pid}.tmp`), "half a f");
  await fixture.start();
  expect(readdirSync(fixture.folder.path).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

it("goes on through a rotation by command, and starts with the new key alone after it", async () => {
  const echo = await publishedWithSecret();
  const gateway = await fixture.start();
  const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  const rotate = async (env: Record<string, string>, ...options: string[]) => {
    const script = fileURLToPath(new URL("../prisma/secrets.ts", import.meta.url));
    const settings = {
      NODE_ENV: "test" as const,
      PATH: process.env.PATH,
      DATA_DIR: fixture.folder.path,
      ...env,
    };
    return promisify(execFile)(process.execPath, [script, "rotate", ...options], { env: settings });
  };
  const before = readFileSync(join(fixture.folder.path, "secrets-key"), "utf8").trim();
  const { stdout } = await rotate({}, "--reencrypt");
  expect(stdout).toContain("encrypted 1 secret(s) anew");
  const after = readFileSync(join(fixture.folder.path, "secrets-key"), "utf8").trim();
  expect(after).not.toBe(before);
  expect(after).not.toContain("\n");

  // The key that replaces a file is given by the environment from then on.
  await expect(rotate({ SLUICE_SECRETS_KEY: otherKey })).rejects.toThrow(/SLUICE_SECRETS_KEY_OLD/);
  await rotate({ SLUICE_SECRETS_KEY: otherKey, SLUICE_SECRETS_KEY_OLD: after });
  rmSync(join(fixture.folder.path, "secrets-key"));
  expect(await client.echo("still here?")).toBe(secret);
  const next = await restarted(gateway, { SLUICE_SECRETS_KEY: otherKey });
  expect(await received(next, echo)).toBe(secret);
  await loseDatabase();
  const alone = await restarted(next, { SLUICE_SECRETS_KEY: otherKey });
  expect(await received(alone, echo)).toBe(secret);
});

it("encrypts the file of an earlier version as soon as it reads it, and serves from it", async () => {
  const echo = await publishedWithSecret();
  const gateway = await fixture.start();
  expect(await received(gateway, echo)).toBe(secret);
  gateway.kill("SIGTERM");
  await gateway.ended();
  const path = join(fixture.folder.path, "routing-default.json");
  const file = JSON.parse(readFileSync(path, "utf8"));
  const entries = file.entries.map(
    (entry: { kind: string; record: { endpoints: { production: object } } }) => {
      if (entry.kind !== "route") return entry;
      const production = {
        ...entry.record.endpoints.production,
        headers: [{ name: "Authorization", value: secret }],
      };
      return { ...entry, record: { ...entry.record, endpoints: { ...entry.record.endpoints, production } } };
    },
  );
  writeFileSync(path, JSON.stringify({ ...file, format: 1, entries }));
  writeFileSync(`${path}.corrupt`, `{"format":1,"entries":[{"value":"${secret}"`);
  await loseDatabase();
  const next = await fixture.start();
  expect(await received(next, echo)).toBe(secret);
  expect(tellingFiles()).toEqual([]);
  const again = await restarted(next);
  expect(await received(again, echo)).toBe(secret);
});

it("leaves no clear text of an environment that it is not of, such as one that was renamed", async () => {
  const at = (name: string) => join(fixture.folder.path, name);
  const entry = { kind: "route", id: "a", record: { x: secret } };
  const clear = JSON.stringify({ format: 1, environment: "east", revision: 7, entries: [entry] });
  const begun = spawnSync(process.execPath, ["--version"]).pid;
  const names = ["routing-east.json", "routing-east.json.corrupt", `routing-west.json.${begun}.tmp`];
  for (const name of names) writeFileSync(at(name), clear);
  writeFileSync(at("routing-torn.json"), clear.slice(0, -20));
  writeFileSync(at("routing-later.json"), '{"format":3,"environment":"later"}');
  await fixture.start();
  expect(tellingFiles()).toEqual([]);
  expect(readdirSync(fixture.folder.path)).toContain("routing-later.json");
});

it("deletes a damaged file of an earlier version, which may have secrets in the clear", async () => {
  const path = join(fixture.folder.path, "routing-default.json");
  writeFileSync(path, `{"format":1,"environment":"default","entries":[{"value":"${secret}"`);
  await loseDatabase();
  const gateway = await fixture.start();
  await gateway.line(({ msg }) => msg.includes("damaged"));
  expect(tellingFiles()).toEqual([]);
});
