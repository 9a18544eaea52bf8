// Reads what was kept of an API's definition. What cannot be read any more, for whatever reason, is as if it were not there.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deserialize } from "node:v8";
import { gunzip } from "node:zlib";
import type { DbReader } from "#lib/db/db.ts";

/** Bytes that a kept answer has at most before it is compressed; a page limits what it names to less (page-limit.ts). */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** Which answer: of which API, and as what it is kept. */
export type KeptName = { readonly apiId: string; readonly kind: string };

/** The key of an answer to a question, of the code that answers it. */
export function keyOfAnswer(codeVersion: string, question: string): string {
  return createHash("sha256").update(`${codeVersion} ${question}`).digest("base64url");
}

/** Whether an answer was kept under this key; it may be damaged. */
export async function isKept(db: DbReader, { apiId, kind }: KeptName, key: string): Promise<boolean> {
  return (await db.keptReading.findFirst({ where: { apiId, kind, key }, select: { key: true } })) !== null;
}

/** The answer, if it was kept under this key and is sound. */
export async function findKept(
  db: DbReader,
  { apiId, kind }: KeptName,
  key: string,
): Promise<{ readonly answer: unknown } | null> {
  const row = await db.keptReading.findFirst({ where: { apiId, kind, key }, select: { answer: true } });
  if (row === null) return null;
  try {
    // The checksum that gzip brings tells damage.
    const bytes = await promisify(gunzip)(row.answer, { maxOutputLength: MAX_ANSWER_BYTES });
    return { answer: deserialize(bytes) };
  } catch {
    return null;
  }
}

/** Tells apart the code that reads definitions: its files, which threads run as they stand, and the versions of its libraries. */
export async function readCodeVersion(packageFolder: string): Promise<string> {
  const folder = join(packageFolder, "lib");
  const all = await readdir(folder, { recursive: true });
  const names = all.filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts")).sort();
  const files = await Promise.all(
    [...names.map((name) => join(folder, name)), join(packageFolder, "package-lock.json")].map((file) =>
      readFile(file),
    ),
  );
  const hash = createHash("sha256").update(process.version);
  for (const [index, file] of files.entries()) hash.update(`${names[index]} ${file.length}\n`).update(file);
  return hash.digest("base64url");
}
