// What the gateways have on record of a connection while it lives, and after: for the consoles, which ask for it.
import "server-only";
import type { DbReader } from "#lib/db/db.ts";
import { onRecord } from "#lib/gateways/connections/explain-attempt.ts";
import { getLiveView, listPast } from "#lib/gateways/connections/repository.ts";
import { watchConnections } from "#lib/gateways/control/commands.ts";

type Wanted = {
  readonly apiId: string;
  /** By this random name alone it is found: other records are other people's. */
  readonly attemptId: string;
  readonly now: Date;
};

/** In words; null where no gateway has reported it yet: they do for a while from now on, each second. */
export async function findOnRecord(db: DbReader, { apiId, attemptId, now }: Wanted): Promise<string | null> {
  await watchConnections(db, { apiId, now });
  const { connections } = await getLiveView(db, { apiId, now });
  const live = connections.find((connection) => connection.attemptId === attemptId);
  if (live) return onRecord(live);
  const query = { apiId, search: attemptId, code: null, by: null, cursor: null, limit: 5 };
  const { entries } = await listPast(db, query);
  const past = entries.find(({ record }) => record.attemptId === attemptId);
  return past?.kind === "ended" ? onRecord(past.record) : null;
}
