// Definitions to read for the bench: real ones where the corpus stands beside the project, and large ones that it makes.
import { randomUUID } from "node:crypto";
import { createApiSchema } from "#lib/apis/api-fields.ts";
import { findDocument } from "#lib/asyncapi/test-kit/corpus.ts";
import { createAndPublish } from "#lib/creation/commands.ts";
import { openDb } from "#lib/db/db.ts";
import { syncFields } from "#lib/definition-work/commands.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { randomKeyring } from "#lib/secrets/envelope.ts";

const KILOBYTE = 1024;
const COPIES = 5;
/** Ten people work on the largest that is written by hand, each on one of their own. */
const WORKED_ON_COPIES = 10;
/** Larger documents are not written by hand. */
const MOST_TYPED_KB = 200;

/** A definition that is read. */
export type SeededDocument = {
  readonly name: string;
  /** APIs that have it, each with a text of its own: a comment tells them apart. */
  readonly apiIds: readonly string[];
  readonly kilobytes: number;
  /** Key of its first channel. */
  readonly channel: string;
  /** The line that ends with that channel's address, in those whose preview is measured; null in the others. */
  readonly addressLine: number | null;
};

type Source = Pick<SeededDocument, "name" | "channel" | "addressLine"> & {
  readonly text: string;
  readonly copies: number;
};

/** Makes an API for each document; where the corpus is absent only for those that the bench makes. */
export async function seedDocuments(databaseUrl: string): Promise<SeededDocument[]> {
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
    const seeded: SeededDocument[] = [];
    for (const [index, source] of listSources().entries()) {
      const apiIds = [];
      for (let copy = 1; copy <= source.copies; copy += 1)
        apiIds.push(await seedOne(context, `${index + 1}n${copy}`, `${source.text}\n# ${copy}\n`));
      const { text, copies: _copies, ...rest } = source;
      seeded.push({ ...rest, apiIds, kilobytes: text.length / KILOBYTE });
    }
    return seeded;
  } finally {
    await db.$disconnect();
  }
}

async function seedOne(context: CommandContext, name: string, text: string): Promise<string> {
  const input = createApiSchema.parse({
    name: `Document ${name}`,
    context: `/document${name}`,
    version: "1.0.0",
    endpoint: "ws://localhost:9097/echo",
  });
  const made = await createAndPublish(context, { input, operationKey: randomUUID() });
  if (!made.ok) throw new Error(`${made.code}: ${made.message}`);
  const { apiId } = made.value;
  // As an import leaves it: with the API's own name and version.
  const definition = await syncFields(text, { title: input.name, version: input.version }, context.actor.id);
  if (!definition.ok) throw new Error(definition.message);
  await context.db.api.update({ where: { id: apiId }, data: { definition: definition.value } });
  return apiId;
}

function listSources(): Source[] {
  const real = [
    { name: "Gemini", file: "websocket-gemini.yml", channel: "marketDataV1" },
    { name: "Slack RTM", file: "slack-rtm.yml", channel: "root" },
  ].flatMap(({ name, file, channel }) => {
    const text = findDocument(file);
    return text === undefined ? [] : [{ name, text, channel, addressLine: null, copies: COPIES }];
  });
  const made = [10, 200, 2000].map((kilobytes) => {
    const text = documentOf(kilobytes * KILOBYTE);
    const addressLine = text.slice(0, text.indexOf("address: ")).split("\n").length;
    return {
      ...{ name: `${kilobytes} KB, made`, text, channel: "topic0" },
      addressLine: kilobytes <= MOST_TYPED_KB ? addressLine : null,
      copies: kilobytes === MOST_TYPED_KB ? WORKED_ON_COPIES : COPIES,
    };
  });
  return [...real, ...made];
}

/** A valid document of about so many characters: topics of ten messages with twelve described fields each. */
function documentOf(characters: number): string {
  const fields = (of: string) =>
    Array.from(
      { length: 12 },
      (_, index) =>
        `            field${index}: { type: string, maxLength: 64, description: "What ${of} says of field ${index}" }\n`,
    ).join("");
  const head = "asyncapi: 3.0.0\ninfo: { title: Made, version: 1.0.0 }\nchannels:\n";
  const channels: string[] = [];
  const operations: string[] = [];
  for (let topic = 0, size = 0; size < characters; topic += 1) {
    const messages = Array.from({ length: 10 }, (_, index) => `said${topic}x${index}`).map(
      (name) =>
        `      ${name}:\n        title: ${name}\n        payload:\n          type: object\n          properties:\n${fields(name)}`,
    );
    channels.push(`  topic${topic}:\n    address: /topics/${topic}\n    messages:\n${messages.join("")}`);
    operations.push(`  hear${topic}:\n    action: send\n    channel: { $ref: '#/channels/topic${topic}' }\n`);
    size += (channels.at(-1)?.length ?? 0) + (operations.at(-1)?.length ?? 0);
  }
  return `${head}${channels.join("")}operations:\n${operations.join("")}`;
}
