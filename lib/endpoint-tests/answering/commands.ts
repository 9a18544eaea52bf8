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

/** How many more tests a gateway has room for: altogether, and of a person. */
export type TestRoom = { readonly most: number; readonly of: (person: string) => number };

/** Takes tests that no gateway has taken, for which there is room. `busy` are the persons without any. */
export async function takeEndpointTests(
  db: Db,
  options: {
    readonly gatewayId: string;
    readonly now: Date;
    readonly room: TestRoom;
    readonly busy: readonly string[];
  },
): Promise<readonly TakenTest[]> {
  const { gatewayId, now, room, busy } = options;
  const waiting = await db.endpointTest.findMany({
    where: {
      takenBy: null,
      requestedAt: { gte: new Date(now.getTime() - lastsMs) },
      requestedBy: { notIn: [...busy] },
    },
    orderBy: { requestedAt: "asc" },
    take: room.most,
  });
  const taken: TakenTest[] = [];
  for (const { id, requestedBy, request } of waiting) {
    // The next look finds what those without room have in front of others.
    if (taken.filter((test) => test.requestedBy === requestedBy).length >= room.of(requestedBy)) continue;
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
