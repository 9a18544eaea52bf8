// An application of a person of its own that subscribes to an API, for tests and benches on real processes.
import { randomUUID } from "node:crypto";
import { createApplication } from "#lib/applications/commands.ts";
import { createKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import { createKey } from "#lib/credentials/api-keys/commands.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { subscribe } from "#lib/subscriptions/commands.ts";
import { accepted } from "./accepted.ts";

/** With a key that has no end; `owner` acts as its person. */
export async function subscribedApplication(
  context: CommandContext,
  { apiId, planId }: { readonly apiId: string; readonly planId: string },
) {
  const id = randomUUID();
  await context.db.user.create({ data: { id, name: id, email: `${id}@test`, username: id } });
  const owner = { ...context, actor: { id, username: id } };
  const application = { name: "Shop", description: "" };
  const { applicationId } = accepted(await createApplication(owner, { application }));
  const viewer = { id, roles: ["subscriber"] as const };
  accepted(await subscribe(owner, { applicationId, apiId, planId }, viewer));
  const input = { applicationId, environment: "production", lifetimeDays: null, restrictions: {} };
  const { keyId, key } = accepted(await createKey(owner, createKeySchema.parse(input)));
  return { owner, applicationId, keyId, key };
}
