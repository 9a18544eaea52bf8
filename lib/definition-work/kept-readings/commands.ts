// Keeps what was read of an API's definition: one answer of each kind, which goes when the API does.
import { promisify } from "node:util";
import { serialize } from "node:v8";
import { constants, gzip } from "node:zlib";
import type { Db } from "#lib/db/db.ts";
import { type KeptName, MAX_ANSWER_BYTES } from "./repository.ts";

/** Puts the answer in the place of the last one of its kind. One that is too large is not kept. */
export async function keepReading(
  db: Db,
  { apiId, kind }: KeptName,
  key: string,
  value: unknown,
): Promise<void> {
  const bytes = serialize(value);
  if (bytes.length > MAX_ANSWER_BYTES) return;
  const answer = new Uint8Array(await promisify(gzip)(bytes, { level: constants.Z_BEST_SPEED }));
  await db.keptReading.upsert({
    where: { apiId_kind: { apiId, kind } },
    create: { apiId, kind, key, answer },
    update: { key, answer },
  });
}

/** Forgets what was kept by code that named its answers otherwise. */
export async function forgetOtherKinds(db: Db, kinds: readonly string[]): Promise<void> {
  await db.keptReading.deleteMany({ where: { kind: { notIn: [...kinds] } } });
}
