// A production portal of its own for the bench: an empty data folder, migrated and seeded, on a free port.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDb } from "#lib/db/db.ts";
import { ensureAccount } from "#lib/identity/commands.ts";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { waitUntil } from "../../bin/launch/readiness.mjs";
import { listServices } from "../../bin/launch/services.mjs";
import { readSettings } from "../../bin/launch/settings.mjs";
import { startProcess } from "../../bin/launch/supervised-process.mjs";
import { Progress } from "../../bin/prepare/progress.mjs";
import { getRuntime, root } from "../../bin/prepare/runtime.mjs";
import { build, generate, migrate } from "../../bin/prepare/steps.mjs";
import { type LoopFigures, readLoopFigures } from "./loop-figures.ts";
import { seedApis } from "./seed-apis.ts";
import { type SeededDocument, seedDocuments } from "./seed-documents.ts";

const READY_WITHIN_MS = 60_000;
/** A developer's own settings must not reach the bench: it would measure, or write to, the wrong thing. */
const FOREIGN = [
  "DATABASE_URL",
  "REDIS_URL",
  "SLUICE_MODE",
  "SLUICE_SECRETS_KEY",
  "PUBLIC_URL",
  "AUTH_SECRET",
  "HOST",
  "TRUST_PROXY",
];

/** A portal that serves. Whoever starts one stops it. */
export type PortalUnderTest = {
  readonly url: string;
  /** An API with a dozen topics. */
  readonly apiId: string;
  /** Definitions to read. */
  readonly documents: readonly SeededDocument[];
  /** Changes when what was read of the API's definition is kept anew; null while nothing is. */
  findKept(apiId: string): Promise<string | null>;
  /** As it is stored. */
  getDefinition(apiId: string): Promise<{ readonly definition: string; readonly etag: number }>;
  /** Makes an account with the demo password. */
  addCreator(username: string): Promise<void>;
  /** How long its event loop was busy at a stretch, since this was asked before. */
  readLoop(): Promise<LoopFigures>;
  /** Ends its process and starts another in front of the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** Builds what is stale, makes that many APIs, and starts the portal in front of them, with these settings beside its own. */
export async function startPortal(
  apiCount: number,
  extra: Readonly<Record<string, string>> = {},
): Promise<PortalUnderTest> {
  const progress = new Progress({ total: 5 });
  await generate(progress);
  await build(progress);
  const dataDir = await mkdtemp(join(tmpdir(), "sluice-bench-"));
  const clear = () => rm(dataDir, { recursive: true, force: true });
  try {
    const settings = await settingsFor(dataDir, extra);
    await migrate(progress, settings.env);
    let apiId = "";
    let documents: readonly SeededDocument[] = [];
    await progress.step(`Making ${apiCount.toLocaleString("en")} APIs`, async () => {
      const database = `file:${join(dataDir, "sluice.db")}`;
      documents = await seedDocuments(database);
      apiId = await seedApis(database, apiCount);
    });
    let portal = await serve(settings, progress, loopSocketOf(dataDir));
    const end = async () => {
      portal.stop();
      await portal.ended;
    };
    const restart = async () => {
      await end();
      portal = await serve(settings, progress, loopSocketOf(dataDir));
    };
    const db = openDb(`file:${join(dataDir, "sluice.db")}`);
    const findKept = async (id: string) => {
      const kept = await db.keptReading.findFirst({ where: { apiId: id, kind: "design openDocument" } });
      return kept?.key ?? null;
    };
    const stop = async () => {
      await db.$disconnect();
      await end();
      await clear();
    };
    const url = `http://localhost:${settings.port.PORTAL_PORT}`;
    const getDefinition = (id: string) =>
      db.api.findUniqueOrThrow({ where: { id }, select: { definition: true, etag: true } });
    const addCreator = async (username: string) => {
      const account = {
        username,
        name: username,
        email: `${username}@sluice.example`,
        password: demoPassword,
      };
      const clock = { now: new Date(), newId: randomUUID };
      await ensureAccount(db, { ...account, roles: ["creator"] }, clock);
    };
    const readLoop = () => readLoopFigures(loopSocketOf(dataDir));
    return { url, apiId, documents, findKept, getDefinition, addCreator, readLoop, restart, stop };
  } catch (error) {
    await clear();
    throw error;
  }
}

async function settingsFor(
  dataDir: string,
  extra: Readonly<Record<string, string>>,
): Promise<ReturnType<typeof readSettings>> {
  const own = { DATA_DIR: dataDir, PORTAL_PORT: String(await freePort()), SAMPLE_PORT: "off" };
  const env: NodeJS.ProcessEnv = { ...process.env, ...own, LOG_LEVEL: "warn" };
  for (const name of FOREIGN) delete env[name];
  Object.assign(env, extra);
  return readSettings(env, root);
}

function loopSocketOf(dataDir: string): string {
  return join(dataDir, "loop.sock");
}

async function serve(settings: ReturnType<typeof readSettings>, progress: Progress, socket: string) {
  const service = listServices(settings, getRuntime(), "evaluation").find(({ name }) => name === "portal");
  if (service === undefined) throw new Error("there is no portal among the services");
  const log: string[] = [];
  const args = ["--import", import.meta.resolve("./loop-watch.ts"), ...service.args];
  const env = { ...service.env, SLUICE_BENCH_SOCKET: socket };
  const portal = startProcess({ ...service, args, env }, "", { write: (text: string) => log.push(text) });
  let isOver = false;
  void portal.ended.then(() => {
    isOver = true;
  });
  await progress.step("Starting the portal", async () => {
    const isReady = await waitUntil(service.isReady, {
      timeoutMs: READY_WITHIN_MS,
      isOver: () => isOver,
    });
    if (isReady) return;
    portal.kill();
    throw new Error(`the portal does not start:\n${log.join("")}`);
  });
  return portal;
}

async function freePort(): Promise<number> {
  const server = createServer().listen({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  // Listening on a port, it has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
