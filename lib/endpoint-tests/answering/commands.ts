// The gateway's side of tests of endpoints: takes what waits, once among all gateways, and writes what was found.
import type { Db } from "#lib/db/db.ts";
import {
  type EndpointTestAnswer,
  type EndpointTestRequest,
  endpointTestRequestSchema,
} from "../test-request.ts";

/** Nobody waits for an older one. */
const lastsMs = 60_000;

export type TakenTest = {
  readonly id: string;
  readonly requestedBy: string;
  /** Null where it does not parse: a portal of another version wrote it. */
  readonly request: EndpointTestRequest | null;
};

/** Takes tests that no gateway has taken, `most` of them. */
export async function takeEndpointTests(
  db: Db,
  options: { readonly gatewayId: string; readonly now: Date; readonly most: number },
): Promise<readonly TakenTest[]> {
  const { gatewayId, now, most } = options;
  const waiting = await db.endpointTest.findMany({
    where: { takenBy: null, requestedAt: { gte: new Date(now.getTime() - lastsMs) } },
    orderBy: { requestedAt: "asc" },
    take: most,
  });
  const taken: TakenTest[] = [];
  for (const { id, requestedBy, request } of waiting) {
    const mine = await db.endpointTest.updateMany({
      where: { id, takenBy: null },
      data: { takenBy: gatewayId },
    });
    if (mine.count === 0) continue;
    taken.push({ id, requestedBy, request: read(request) });
  }
  return taken;
}

function read(text: string): EndpointTestRequest | null {
  try {
    return endpointTestRequestSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Writes an answer; nothing happens where whoever asked has given up. */
export async function answerEndpointTest(db: Db, id: string, answer: EndpointTestAnswer): Promise<void> {
  await db.endpointTest.updateMany({ where: { id }, data: { answer: JSON.stringify(answer) } });
}

/** Forgets tests that nobody waits for any more. */
export async function pruneEndpointTests(db: Db, now: Date): Promise<void> {
  await db.endpointTest.deleteMany({
    where: { requestedAt: { lt: new Date(now.getTime() - lastsMs * 10) } },
  });
}
