// What the suites of consumers share: people with an account, published APIs, applications, and what gateways are told.
import { randomUUID } from "node:crypto";
import type { Api } from "#lib/apis/api.ts";
import * as applications from "#lib/applications/commands.ts";
import { saveVisibility } from "#lib/catalogue/commands.ts";
import type { ApiVisibility, Viewer } from "#lib/catalogue/visibility.ts";
import { createKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";
import type { Role } from "#lib/identity/role.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { changeLifecycle } from "#lib/lifecycle/commands.ts";
import type { SealedEntry } from "#lib/routes/route-record.ts";
import { type Storage, value } from "./storage.ts";

/** Short ways to what a suite needs, in its own database. */
export function consumersOf(storage: Storage) {
  /** A person with an account, and a context in which they act. */
  async function person(...roles: Role[]) {
    const id = randomUUID();
    const username = `p-${id.slice(0, 8)}`;
    await storage.db.user.create({ data: { id, name: username, email: `${id}@test`, username } });
    const context: CommandContext = { ...storage.context, actor: { id, username } };
    return { id, username, context, viewer: { id, roles } satisfies Viewer };
  }

  async function published(visible?: ApiVisibility): Promise<Api> {
    const api = await storage.created();
    await storage.deployed(api);
    const action = { apiId: api.id, action: "publish", note: "" } as const;
    value(await changeLifecycle(storage.context, action));
    if (visible) value(await saveVisibility(storage.context, { apiId: api.id, visible }));
    return api;
  }

  async function subscriber() {
    const owner = await person("subscriber");
    const application = { name: `App ${randomUUID().slice(0, 8)}`, description: "" };
    const { applicationId } = value(await applications.createApplication(owner.context, { application }));
    return { ...owner, applicationId };
  }

  /** What one change tells the gateways. */
  async function told(run: () => Promise<unknown>): Promise<readonly SealedEntry[]> {
    const before = await getRoutingRevision(storage.db);
    await run();
    return (await storage.feedSince(before)).entries;
  }

  return { person, published, subscriber, told };
}

export const keyInput = (applicationId: string, more: object = {}) =>
  createKeySchema.parse({
    applicationId,
    name: "main",
    environment: "production",
    lifetimeDays: null,
    restrictions: {},
    ...more,
  });
