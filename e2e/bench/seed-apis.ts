// Fills a database with as many APIs as a large company has, through the commands that the portal itself uses.
import { randomUUID } from "node:crypto";
import { createApiSchema } from "#lib/apis/api-fields.ts";
import { saveTopics } from "#lib/apis/commands.ts";
import { createAndPublish, createApi } from "#lib/creation/commands.ts";
import { openDb } from "#lib/db/db.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";
import { randomKeyring } from "#lib/secrets/envelope.ts";
import type { Topic } from "#lib/topics/topic.ts";

/** Of so many APIs one is not published. */
const DRAFT_EVERY = 4;
const TOPICS_OF_SAMPLE = 12;

/** Makes that many APIs in a migrated database; returns the id of the last one, which has a dozen topics. */
export async function seedApis(databaseUrl: string, count: number): Promise<string> {
  const db = await openDb(databaseUrl);
  try {
    const user = await db.user.findFirstOrThrow({ where: { username: "admin" }, select: { id: true } });
    const context: CommandContext = {
      db,
      actor: { id: user.id, username: "admin" },
      now: () => new Date(),
      newId: randomUUID,
      keyring: randomKeyring(), // no API of the bench has secrets
    };
    let apiId = "";
    for (let number = 1; number <= count; number += 1) apiId = await seedApi(context, number, number < count);
    await addTopics(context, apiId);
    return apiId;
  } finally {
    await db.$disconnect();
  }
}

async function seedApi(context: CommandContext, number: number, canBeDraft: boolean): Promise<string> {
  const input = createApiSchema.parse({
    name: `Seeded ${number}`,
    context: `/seeded${number}`,
    version: "1.0.0",
    endpoint: "ws://localhost:9097/echo",
  });
  const create = canBeDraft && number % DRAFT_EVERY === 0 ? createApi : createAndPublish;
  return value(await create(context, { input, operationKey: randomUUID() })).apiId;
}

async function addTopics(context: CommandContext, apiId: string): Promise<void> {
  const topics = Array.from(
    { length: TOPICS_OF_SAMPLE },
    (_, number): Topic => ({
      channelKey: null,
      address: `/rooms${number}/{roomID}`,
      types: ["subscribe", "publish"],
      description: `What is said in a room of floor ${number}`,
      parameters: [{ name: "roomID", description: "Name of the room" }],
      uriMapping: `/rooms?floor=${number}&room={roomID}`,
      isSecured: true,
    }),
  );
  value(await saveTopics(context, { apiId, etag: 1, topics }));
}

function value<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  throw new Error(`${outcome.code}: ${outcome.message}`);
}
