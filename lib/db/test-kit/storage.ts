// What the suites over both databases share: a database of their own, a command context, and short ways to make APIs.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect } from "vitest";
import type { Api } from "#lib/apis/api.ts";
import { type CreateApi, createApiSchema } from "#lib/apis/api-fields.ts";
import { findApi } from "#lib/apis/repository.ts";
import * as creation from "#lib/creation/commands.ts";
import * as deployments from "#lib/deployments/commands.ts";
import { type EndpointSettings, maskEndpoint } from "#lib/endpoints/endpoint-settings.ts";
import { readRoutingUpdate } from "#lib/feed/repository.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import type { Outcome, Refusal } from "#lib/kernel/outcome.ts";
import { defaultEndpointOptions } from "#lib/routes/endpoint-pool.ts";
import type { SealedUpdate } from "#lib/routes/route-record.ts";
import { randomKeyring } from "#lib/secrets/envelope.ts";
import type { DatabaseKind } from "../adapter.ts";
import type { Db } from "../db.ts";
import { startTestDatabase, type TestDatabase } from "./databases.ts";

/** The value of a command that must have succeeded. */
export function value<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome.value;
}

/** The refusal of a command that must have refused. */
export function refusal(outcome: Outcome<unknown>): Refusal {
  if (outcome.ok) throw new Error("expected a refusal");
  return outcome;
}

/** What the Endpoints page saves for an endpoint of one backend; an empty URL is none. */
export function plainEndpoint(url: string): EndpointSettings {
  return maskEndpoint(url, defaultEndpointOptions, new Map());
}

/** A database for the suite that calls it, started before its tests and removed after them. */
export class Storage {
  #database: TestDatabase | undefined;
  #nextName = 0;
  readonly keyring = randomKeyring();

  constructor(kind: DatabaseKind) {
    beforeAll(async () => {
      this.#database = await startTestDatabase(kind);
    });
    afterAll(() => this.#database?.stop());
  }

  get db(): Db {
    if (!this.#database)
      throw new Error("the database is started before the tests, not while they are collected");
    return this.#database.db;
  }

  get context(): CommandContext {
    const actor = { id: "u1", username: "creator" };
    return { db: this.db, actor, now: () => new Date(), newId: randomUUID, keyring: this.keyring };
  }

  /** Input for an API that nobody has yet. */
  input(overrides: Record<string, string> = {}): CreateApi {
    this.#nextName += 1;
    const name = `Api${this.#nextName}`;
    const context = `/api${this.#nextName}`;
    return createApiSchema.parse({
      name,
      context,
      version: "1.0.0",
      endpoint: "ws://localhost:9097",
      ...overrides,
    });
  }

  async created(overrides: Record<string, string> = {}): Promise<Api> {
    const creating = { input: this.input(overrides), operationKey: randomUUID() };
    const { apiId } = value(await creation.createApi(this.context, creating));
    const api = await findApi(this.db, apiId);
    if (!api) throw new Error("not created");
    return api;
  }

  /** Deploys the version at hand to the first environment. */
  async deployed({ id, etag }: Pick<Api, "id" | "etag">): Promise<deployments.Deployed> {
    const input = { apiId: id, etag, note: "", environmentIds: [] };
    return value(await deployments.deployCurrent(this.context, input));
  }

  /** What the feed says after a routing revision, every row of it readable. */
  async feedSince(since: number): Promise<SealedUpdate> {
    const { update, unreadable } = await readRoutingUpdate(this.db, "default", since);
    expect(unreadable).toEqual([]);
    return update;
  }
}
