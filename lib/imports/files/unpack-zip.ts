// Unpacks a zip that somebody brings, in memory and within fixed bounds: what is counted is what comes out, not what the zip
// says of itself. Never throws, and writes no file.
import { type Entry, fromBuffer, getFileNameLowLevel, type ZipFile } from "yauzl";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { nameProblem, plainName, shownName } from "./brought-name.ts";
import { findTextOfBytes } from "./text-of-bytes.ts";

export const MAX_ZIP_ENTRIES = 200;
export const MAX_UNPACKED_BYTES = 10_000_000;

/** Of Unix, in the upper half of the attributes: nothing is said (0), a file or a folder. */
const FILE_TYPE = 0o170000;
const PLAIN_TYPES: ReadonlySet<number> = new Set([0, 0o100000, 0o040000]);
const SYMLINK = 0o120000;
/** Flags (APPNOTE 4.4.4) that say nothing of what is needed to unpack: level of compression, sizes behind, names in UTF-8. */
const HARMLESS_FLAGS = 0b1000_0000_1110;
const LOCAL_HEADER_BYTES = 30;

/** The texts in a zip by their paths; what is no text, such as a picture, is passed over. Refusal: `zip`. */
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
  const entries: { readonly entry: Entry; readonly name: string }[] = [];
  const names = new Set<string>();
  for (let entry = await nextEntry(zip); entry !== null; entry = await nextEntry(zip)) {
    const refusal = entryRefusal(entry, names);
    if (refusal !== null) return refusal;
    const name = nameOf(entry);
    names.add(plainName(name));
    entries.push({ entry, name });
  }
  if (overlaps(entries.map(({ entry }) => entry))) return refuseZip("holds files that overlap");
  const texts = new Map<string, string>();
  let left = MAX_UNPACKED_BYTES;
  for (const { entry, name } of entries) {
    if (name.endsWith("/")) continue;
    const bytes = await inflate(zip, entry, left);
    if (bytes === null)
      return refuseZip(`holds more than ${MAX_UNPACKED_BYTES / 1_000_000} MB once unpacked`);
    left -= bytes.length;
    const text = findTextOfBytes(bytes);
    if (text !== null) texts.set(plainName(name), text);
  }
  return done(texts);
}

/** True where two files share bytes, so that a small zip can hold many large ones. */
function overlaps(entries: readonly Entry[]): boolean {
  const ordered = entries.toSorted(
    (left, right) => left.relativeOffsetOfLocalHeader - right.relativeOffsetOfLocalHeader,
  );
  let end = 0;
  for (const { relativeOffsetOfLocalHeader: start, compressedSize, fileNameLength } of ordered) {
    if (start < end) return true;
    end = start + LOCAL_HEADER_BYTES + fileNameLength + compressedSize;
  }
  return false;
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

function entryRefusal(entry: Entry, names: ReadonlySet<string>): Refusal | null {
  const name = nameOf(entry);
  const problem = nameProblem(name) ?? kindProblem(entry);
  if (problem !== null) return refuseZip(`holds ${problem}, ${shownName(name)}`);
  return names.has(plainName(name)) ? refuseZip(`holds ${shownName(plainName(name))} twice`) : null;
}

function kindProblem(entry: Entry): string | null {
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (type === SYMLINK) return "a symbolic link";
  if (!PLAIN_TYPES.has(type)) return "a device or pipe";
  if (entry.isEncrypted()) return "an encrypted file";
  return (entry.generalPurposeBitFlag & ~HARMLESS_FLAGS) === 0
    ? null
    : "a file that is packed in an unusual way";
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

function refuseZip(what: string): Refusal {
  return refuse(
    "zip",
    `The zip ${what}. Pack the document and the files that it refers to, and nothing else.`,
  );
}
