// Writes of credentials. The credential itself is returned once; only its hash is stored and sent to the gateways.
import { createHash, randomBytes } from "node:crypto";
import { apiGone } from "#lib/apis/gone-or-stale.ts";
import { change } from "#lib/feed/change.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { testApplicationOf } from "#lib/routes/test-application.ts";
import { formatKey } from "./key-text.ts";
import { testKeyLifetimeMs } from "./test-key.ts";

export type NewTestKey = { readonly key: string; readonly expiresAt: Date; readonly routingRevision: number };

/** Issues a test key for one API. It is valid for an hour and on every gateway within a second. */
export async function createTestKey(
  context: CommandContext,
  input: { readonly apiId: string; readonly environment: "production" | "sandbox" },
): Promise<Outcome<NewTestKey>> {
  const key = formatKey("slt", randomBytes(32));
  const hash = createHash("sha256").update(key).digest("hex");
  const id = context.newId();
  const now = context.now();
  const expiresAt = new Date(now.getTime() + testKeyLifetimeMs);
  return change(context.db, async ({ tx, publish }) => {
    const api = await tx.api.findUnique({ where: { id: input.apiId }, select: { sandboxEndpoint: true } });
    if (!api) return apiGone;
    if (input.environment === "sandbox" && !api.sandboxEndpoint) {
      return refuse("no_sandbox", "This API has no sandbox endpoint: set one on the Endpoints page.");
    }
    await dropExpired(tx, publish, now);
    await tx.credential.create({
      data: {
        id,
        apiId: input.apiId,
        kind: "test",
        hash,
        prefix: key.slice(0, 8),
        environment: input.environment,
        createdBy: context.actor.username,
        createdAt: now,
        expiresAt,
      },
    });
    const routingRevision = await publish({
      kind: "credential",
      id: id,
      record: {
        id,
        kind: "test",
        hash,
        apiId: input.apiId,
        environment: input.environment,
        application: testApplicationOf(context.actor.username),
        expiresAtMs: expiresAt.getTime(),
      },
    });
    return done({ key, expiresAt, routingRevision });
  });
}

type Inside = Parameters<Parameters<typeof change<unknown>>[1]>[0];

/** Expired keys leave the table and the gateways' memory; the gateways refuse them by their clock long before. */
async function dropExpired(tx: Inside["tx"], publish: Inside["publish"], now: Date): Promise<void> {
  const expired = await tx.credential.findMany({
    where: { kind: "test", expiresAt: { lt: now } },
    select: { id: true },
    take: 100,
  });
  for (const { id } of expired) await publish({ kind: "credential", id: id, record: null });
  await tx.credential.deleteMany({ where: { id: { in: expired.map(({ id }) => id) } } });
}
