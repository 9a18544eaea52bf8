// Unpacks a zip that somebody brings, in memory and within fixed bounds: what is counted is what comes out, not what the zip
// says of itself. Never throws, and writes no file.
import { type Entry, fromBuffer, getFileNameLowLevel, type ZipFile } from "yauzl";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";

export const MAX_ZIP_ENTRIES = 200;
export const MAX_UNPACKED_BYTES = 10_000_000;

const FILE_TYPE = 0o170000;
const SYMLINK = 0o120000;

/** The texts in a zip by their paths; what is no text in UTF-8, such as a picture, is passed over. Refusal: `zip`. */
export async function unpackZip(bytes: Uint8Array): Promise<Outcome<ReadonlyMap<string, string>>> {
  let zip: ZipFile | null = null;
  try {
    zip = await open(bytes);
    return await unpack(zip);
  } catch (error) {
    return refuseZip(`cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    zip?.close();
  }
}

function open(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Names are read and judged below, with a message each.
  const options = { lazyEntries: true, decodeStrings: false, autoClose: false };
  return new Promise((resolve, reject) =>
    fromBuffer(buffer, options, (error, zip) => (error ? reject(error) : resolve(zip))),
  );
}

async function unpack(zip: ZipFile): Promise<Outcome<ReadonlyMap<string, string>>> {
  if (zip.entryCount > MAX_ZIP_ENTRIES) return refuseZip(`holds more than ${MAX_ZIP_ENTRIES} files`);
  const texts = new Map<string, string>();
  const names = new Set<string>();
  let left = MAX_UNPACKED_BYTES;
  for (let entry = await nextEntry(zip); entry !== null; entry = await nextEntry(zip)) {
    const name = nameOf(entry);
    const refusal = entryRefusal(entry, name, names);
    if (refusal !== null) return refusal;
    names.add(name);
    if (name.endsWith("/")) continue;
    const bytes = await inflate(zip, entry, left);
    if (bytes === null)
      return refuseZip(`holds more than ${MAX_UNPACKED_BYTES / 1_000_000} MB once unpacked`);
    left -= bytes.length;
    const text = textOf(bytes);
    if (text !== null) texts.set(name, text);
  }
  return done(texts);
}

function nextEntry(zip: ZipFile): Promise<Entry | null> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      zip.removeAllListeners();
      end();
    };
    zip.on("entry", (entry: Entry) => settle(() => resolve(entry)));
    zip.on("end", () => settle(() => resolve(null)));
    zip.on("error", (error: Error) => settle(() => reject(error)));
    zip.readEntry();
  });
}

/** With its backslashes: slashes in their place would hide them. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
}

function entryRefusal(entry: Entry, name: string, names: ReadonlySet<string>): Refusal | null {
  if (names.has(name)) return refuseZip(`holds ${name} twice`);
  if (name.includes("\\")) return refuseZip(`holds a name with a backslash, ${name}`);
  if (name.startsWith("/") || /^[a-z]:/i.test(name)) return refuseZip(`holds an absolute path, ${name}`);
  if (name.split("/").includes("..")) return refuseZip(`holds a path that leads out of it, ${name}`);
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK)
    return refuseZip(`holds a symbolic link, ${name}`);
  return entry.isEncrypted() ? refuseZip(`holds an encrypted file, ${name}`) : null;
}

/** Null where more comes out than may. */
async function inflate(zip: ZipFile, entry: Entry, most: number): Promise<Buffer | null> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) =>
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    // Leaving the loop ends the stream: the rest is not inflated.
    if (size > most) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function textOf(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}

function refuseZip(what: string): Refusal {
  return refuse(
    "zip",
    `The zip ${what}. Pack the document and the files that it refers to, and nothing else.`,
  );
}
