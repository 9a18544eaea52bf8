// APIs for tests that are about something later: made by the product's own commands, straight in the stack's database.
import { randomBytes, randomUUID } from "node:crypto";
import type { ApiTemplate } from "#lib/apis/api-fields.ts";
import { saveEndpoints, saveTopics } from "#lib/apis/commands.ts";
import { findApi } from "#lib/apis/repository.ts";
import { createAndPublish, createApi, deleteApi } from "#lib/creation/commands.ts";
import { createTestKey } from "#lib/credentials/commands.ts";
import type { Db } from "#lib/db/db.ts";
import { deployCurrent } from "#lib/deployments/commands.ts";
import { type EndpointSettings, maskEndpoint } from "#lib/endpoints/endpoint-settings.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";
import { parseSettings } from "#lib/kernel/settings.ts";
import { loadKeyring } from "#lib/secrets/keyring/commands.ts";
import type { Topic } from "#lib/topics/topic.ts";
import { newTopic } from "#lib/topics/topic-draft.ts";
import { gatewayWssUrl, gatewayWsUrl, sampleUrl } from "./stack.ts";
import { dataDir } from "./stack-database.ts";

export type TestApi = {
  readonly id: string;
  readonly name: string;
  readonly context: string;
  /** Address at the gateway, without a topic. */
  readonly wsUrl: string;
  readonly wssUrl: string;
};

type Options = {
  readonly isPublished?: boolean;
  readonly endpoint?: string;
  readonly template?: ApiTemplate;
};

/** A name that no other test uses. */
export function uniqueName(what: string): string {
  return `${what} ${randomBytes(4).toString("hex")}`;
}

/** The context that goes with a unique name: "Chat 1a2b" → "/chat-1a2b". */
export function contextOf(name: string): string {
  return `/${name.toLowerCase().replaceAll(" ", "-")}`;
}

/** An API 1.0.0 with the default topic in front of the sample backend, under a name that no other test uses. */
export async function makeApi(db: Db, what: string, options: Options = {}): Promise<TestApi> {
  return makeApiNamed(db, uniqueName(what), options);
}

/** The same under a name of the caller's choice. */
export async function makeApiNamed(db: Db, name: string, options: Options = {}): Promise<TestApi> {
  const context = contextOf(name);
  const endpoint = options.endpoint ?? `${sampleUrl}/echo`;
  const input = {
    name,
    displayName: "",
    context,
    version: "1.0.0",
    endpoint,
    template: options.template ?? "blank",
  };
  const command = options.isPublished ? createAndPublish : createApi;
  const { apiId } = resultOf(await command(await actingAsAdmin(db), { input, operationKey: randomUUID() }));
  const path = `${context}/1.0.0`;
  return { id: apiId, name, context, wsUrl: gatewayWsUrl + path, wssUrl: gatewayWssUrl + path };
}

/** Puts the tutorial's topics, and more, in the place of an API's own, and deploys them. */
export async function giveChatTopics(db: Db, apiId: string, more: readonly Topic[] = []): Promise<void> {
  const rooms = newTopic("/rooms/{roomID}", ["subscribe", "publish"]);
  await giveTopics(db, apiId, "Rooms and notifications", [
    newTopic("/notifications", ["subscribe"]),
    { ...rooms, uriMapping: "/rooms?room={roomID}" },
    ...more,
  ]);
}

/** Lets anybody connect to the API, at any path, and deploys that. */
export async function openToAnybody(db: Db, apiId: string): Promise<void> {
  await giveTopics(db, apiId, "Open", [{ ...newTopic("/*", ["subscribe", "publish"]), isSecured: false }]);
}

async function giveTopics(db: Db, apiId: string, note: string, topics: readonly Topic[]): Promise<void> {
  const context = await actingAsAdmin(db);
  const { etag } = await db.api.findUniqueOrThrow({ where: { id: apiId }, select: { etag: true } });
  const saved = resultOf(await saveTopics(context, { apiId, etag, topics }));
  resultOf(await deployCurrent(context, { apiId, etag: saved.etag, note, environmentIds: [] }));
}

/** A test key for an API; the gateways take it within a second. */
export async function makeTestKey(db: Db, apiId: string): Promise<string> {
  return resultOf(await createTestKey(await actingAsAdmin(db), { apiId, environment: "production" })).key;
}

/** Stores a header with a secret value for the production endpoint, as its page would. */
export async function giveBackendHeader(db: Db, apiId: string, name: string, text: string): Promise<void> {
  await changeEndpoints(db, apiId, ({ production, sandbox }) => ({
    production: { ...production, headers: [{ name, secret: { kind: "new", value: text } }] },
    sandbox,
  }));
}

/** Gives the API another backend as its sandbox, and deploys that. */
export async function giveSandbox(db: Db, apiId: string, url: string): Promise<void> {
  const etag = await changeEndpoints(db, apiId, ({ production, sandbox }) => ({
    production,
    sandbox: { ...sandbox, backends: production.backends.slice(0, 1).map((one) => ({ ...one, url })) },
  }));
  const note = "With a sandbox";
  resultOf(await deployCurrent(await actingAsAdmin(db), { apiId, etag, note, environmentIds: [] }));
}

type BothEndpoints = { readonly production: EndpointSettings; readonly sandbox: EndpointSettings };

/** Gives the etag after it. */
async function changeEndpoints(
  db: Db,
  apiId: string,
  change: (before: BothEndpoints) => BothEndpoints,
): Promise<number> {
  const api = await findApi(db, apiId);
  if (!api) throw new Error("the API is gone");
  const { productionEndpoint, sandboxEndpoint, endpointOptions, etag } = api;
  const changed = change({
    production: maskEndpoint(productionEndpoint, endpointOptions.production, new Map()),
    sandbox: maskEndpoint(sandboxEndpoint, endpointOptions.sandbox, new Map()),
  });
  return resultOf(await saveEndpoints(await actingAsAdmin(db), { apiId, etag, ...changed })).etag;
}

/** Deletes an API as if somebody did it in another tab. */
export async function removeApi(db: Db, apiId: string): Promise<void> {
  resultOf(await deleteApi(await actingAsAdmin(db), { apiId }));
}

/** Makes room for an API whose name is given by a tutorial: an earlier attempt of the same test may have left it. */
export async function removeApisNamed(db: Db, name: string): Promise<void> {
  const apis = await db.api.findMany({ where: { name }, select: { id: true } });
  for (const { id } of apis) await removeApi(db, id);
}

/** How many APIs have this name. */
export async function countApisNamed(db: Db, name: string): Promise<number> {
  return db.api.count({ where: { name } });
}

/** A command context in which the admin acts. */
export async function actingAsAdmin(db: Db): Promise<CommandContext> {
  const keyring = loadKeyring(parseSettings({ DATA_DIR: dataDir }));
  const actor = await db.user.findUniqueOrThrow({ where: { username: "admin" }, select: { id: true } });
  return { db, actor: { ...actor, username: "admin" }, now: () => new Date(), newId: randomUUID, keyring };
}

function resultOf<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome.value;
}
