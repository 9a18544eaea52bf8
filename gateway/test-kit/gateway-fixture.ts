// What tests of the real processes share: a data folder and a database for each test, a sample backend, short ways to
// start gateways and to publish an API.
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import * as creation from "#lib/creation/commands.ts";
import * as credentials from "#lib/credentials/commands.ts";
import type { Db } from "#lib/db/db.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";
import { parseSettings } from "#lib/kernel/settings.ts";
import { loadKeyring } from "#lib/secrets/keyring/commands.ts";
import { startSampleBackend } from "../sample/sample-backend.ts";
import { databasePathIn, makeDatabase } from "./fresh-database.ts";
import { freePorts, GatewayProcess, temporaryFolder } from "./gateway-process.ts";

/** The value of a command that must have succeeded. */
export function value<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome.value;
}

export type PublishedEcho = { readonly apiId: string; readonly path: string; readonly key: string };

/** Registers its own hooks with the suite that makes it. */
export class GatewayFixture {
  #sample: Awaited<ReturnType<typeof startSampleBackend>> | undefined;
  #folder: ReturnType<typeof temporaryFolder> | undefined;
  #db: Db | undefined;
  #running: GatewayProcess[] = [];

  constructor() {
    beforeAll(async () => {
      this.#sample = await startSampleBackend({ host: "127.0.0.1", port: 0 });
    });
    afterAll(() => this.#sample?.close());
    beforeEach(async () => {
      this.#folder = temporaryFolder();
      this.#db = await makeDatabase(this.folder.path);
      this.#running = [];
    });
    afterEach(async () => {
      for (const gateway of this.#running) gateway.kill("SIGKILL");
      await Promise.all(this.#running.map((gateway) => gateway.ended()));
      await this.#db?.$disconnect();
      await this.#folder?.remove();
    });
  }

  get folder(): ReturnType<typeof temporaryFolder> {
    if (this.#folder === undefined) throw new Error("only within a test");
    return this.#folder;
  }

  get databasePath(): string {
    return databasePathIn(this.folder.path);
  }

  get db(): Db {
    if (this.#db === undefined) throw new Error("only within a test");
    return this.#db;
  }

  get sample(): Awaited<ReturnType<typeof startSampleBackend>> {
    if (this.#sample === undefined) throw new Error("only within a test");
    return this.#sample;
  }

  get context(): CommandContext {
    const actor = { id: "u", username: "creator" };
    const keyring = loadKeyring(parseSettings({ DATA_DIR: this.folder.path }));
    return { db: this.db, actor, now: () => new Date(), newId: randomUUID, keyring };
  }

  /** A gateway that may or may not come up; it ends with the test. */
  launch(ports: readonly number[], env: Record<string, string> = {}, openFileLimit?: number): GatewayProcess {
    const gateway = new GatewayProcess(ports, { DATA_DIR: this.folder.path, ...env }, openFileLimit);
    this.#running.push(gateway);
    return gateway;
  }

  /** A gateway that listens. */
  async start(ports?: readonly number[], env: Record<string, string> = {}): Promise<GatewayProcess> {
    const gateway = this.launch(ports ?? (await freePorts(3)), env);
    await gateway.listening();
    return gateway;
  }

  /** A published API in front of the sample backend's echo, and a key for it. */
  async publishedEcho(): Promise<PublishedEcho> {
    const name = `Echo${randomUUID().slice(0, 8)}`;
    const input = {
      name,
      displayName: "",
      context: `/${name}`,
      version: "1.0.0",
      endpoint: `ws://127.0.0.1:${this.sample.port}/echo`,
      template: "blank",
    } as const;
    const operationKey = randomUUID();
    const { apiId } = value(await creation.createAndPublish(this.context, { input, operationKey }));
    const { key } = value(
      await credentials.createTestKey(this.context, { apiId, environment: "production" }),
    );
    return { apiId, path: `/${name}/1.0.0`, key };
  }
}
