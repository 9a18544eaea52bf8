// What the portal writes for the gateways to act on: who is being watched, and whose connection is to be closed.
import { z } from "zod";
import type { DbReader } from "#lib/db/db.ts";
import { liveConnectionSchema } from "#lib/gateways/connections/connection-record.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";

/** How long gateways go on reporting after somebody has last looked. */
const watchedForMs = 10_000;

const gone = refuse(
  "connection_gone",
  "This connection is not open any more. Look for it among the ended ones.",
);

const namedSchema = z.array(liveConnectionSchema.pick({ connectionId: true }));

/** Asks the gateways to report the live connections of an API, for ten seconds. */
export async function watchConnections(
  db: DbReader,
  watch: { readonly apiId: string; readonly now: Date },
): Promise<void> {
  const { apiId, now } = watch;
  const until = new Date(now.getTime() + watchedForMs);
  await db.connectionWatch.upsert({ where: { apiId }, create: { apiId, until }, update: { until } });
}

/** Asks the gateways to close a connection; refused with `connection_gone` where none reports it for this API. */
export async function requestDisconnect(
  context: CommandContext,
  input: { readonly apiId: string; readonly connectionId: string },
): Promise<Outcome<null>> {
  const { apiId, connectionId } = input;
  const rows = await context.db.liveConnections.findMany({ where: { apiId }, select: { body: true } });
  const isLive = rows.some(({ body }) =>
    namedSchema.parse(JSON.parse(body)).some((live) => live.connectionId === connectionId),
  );
  if (!isLive) return gone;
  await context.db.disconnectRequest.create({
    data: {
      id: context.newId(),
      apiId,
      connectionId,
      requestedBy: context.actor.username,
      requestedAt: context.now(),
    },
  });
  return done(null);
}
