// The whole gateway for a bench: its real processes, a SQLite database and a data folder of their own, APIs deployed with
// the portal's own commands.
import { randomUUID } from "node:crypto";
import type { Target } from "#gateway/bench/load/raw-client.ts";
import { accepted } from "#gateway/test-kit/accepted.ts";
import { makeDatabase } from "#gateway/test-kit/fresh-database.ts";
import { freePorts, GatewayProcess, temporaryFolder } from "#gateway/test-kit/gateway-process.ts";
import * as creation from "#lib/creation/commands.ts";
import * as credentials from "#lib/credentials/commands.ts";
import type { Db } from "#lib/db/db.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { randomKeyring } from "#lib/secrets/envelope.ts";

const SERVES_WITHIN_MS = 10_000;

/** An API that the gateway serves. */
export type ServedApi = { readonly apiId: string; readonly target: Target };

/** A running gateway. Whoever starts one stops it. */
export class RealGateway {
  readonly process: GatewayProcess;
  readonly context: CommandContext;
  readonly #port: number;
  readonly #db: Db;
  readonly #removeFolder: () => Promise<void>;

  private constructor(
    process: GatewayProcess,
    context: CommandContext,
    port: number,
    db: Db,
    removeFolder: () => Promise<void>,
  ) {
    this.process = process;
    this.context = context;
    this.#port = port;
    this.#db = db;
    this.#removeFolder = removeFolder;
  }

  /** Resolves once it listens. Keys are good for an hour longer than `lastsMs`. */
  static async start(workers: number, lastsMs: number): Promise<RealGateway> {
    const folder = temporaryFolder();
    const db = await makeDatabase(folder.path);
    const [ws = 0, wss = 0, ops = 0] = await freePorts(3);
    const process = new GatewayProcess([ws, wss, ops], {
      NODE_ENV: "production",
      DATA_DIR: folder.path,
      GATEWAY_WORKERS: String(workers),
    });
    const actor = { id: "bench", username: "bench" };
    const now = () => new Date(Date.now() + lastsMs);
    const context = { db, actor, now, newId: randomUUID, keyring: randomKeyring() }; // none of its APIs has secrets
    const gateway = new RealGateway(process, context, ws, db, folder.remove);
    try {
      await process.listening();
      return gateway;
    } catch (error) {
      await gateway.stop();
      throw error;
    }
  }

  /** Publishes an API in front of a backend, with a key; resolves once the gateway serves it. */
  async publish(name: string, backendPort: number): Promise<ServedApi> {
    const endpoint = `ws://127.0.0.1:${backendPort}`;
    const input = {
      name,
      displayName: "",
      context: `/${name}`,
      version: "1.0.0",
      endpoint,
      template: "blank",
    } as const;
    const created = await creation.createAndPublish(this.context, { input, operationKey: randomUUID() });
    const { apiId } = accepted(created);
    const made = await credentials.createTestKey(this.context, { apiId, environment: "production" });
    await this.servesAll();
    const headers = { apikey: accepted(made).key };
    return { apiId, target: { scheme: "ws", port: this.#port, path: `/${name}/1.0.0/bench`, headers } };
  }

  /** Resolves once all workers serve what is in the database. */
  async servesAll(): Promise<void> {
    const revision = await getRoutingRevision(this.#db);
    const until = performance.now() + SERVES_WITHIN_MS;
    while ((await this.metrics()).get("sluice_routing_revision") !== revision) {
      if (performance.now() > until) throw new Error(`the gateway does not serve revision ${revision}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Its figures by name and labels, as `/metrics` has them. */
  async metrics(): Promise<ReadonlyMap<string, number>> {
    const text = await (await fetch(`${this.process.opsUrl}/metrics`)).text();
    const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    return new Map(
      lines.map((line) => {
        const space = line.lastIndexOf(" ");
        return [line.slice(0, space), Number(line.slice(space + 1))];
      }),
    );
  }

  async stop(): Promise<void> {
    this.process.kill("SIGTERM");
    await this.process.ended();
    await this.#db.$disconnect();
    await this.#removeFolder();
  }
}
