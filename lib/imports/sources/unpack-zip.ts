// Takes the texts out of a zip that somebody brings. Nothing it says of itself is believed: what is unpacked is counted while
// it is, and every entry is looked at before one is unpacked. Nothing is written anywhere.
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from "yauzl";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";

/** Largest zip, and most bytes that come out of one. */
export const MAX_ZIP_BYTES = 10 * 1024 * 1024;
export const MAX_ZIP_ENTRIES = 200;
/** A path longer than this is nobody's. */
const MAX_PATH = 500;

/** The kind of file in the upper half of the external attributes, where a Unix system wrote them. */
const KIND_MASK = 0o170000;
const ORDINARY: ReadonlySet<number> = new Set([0, 0o100000, 0o040000]);
/** What systems add to folders: none of it is meant. */
const LITTER = /(?:^|\/)(?:__MACOSX\/.*|\.DS_Store|Thumbs\.db|desktop\.ini)$/i;
/** Bits of the general purpose flag: encrypted, strongly encrypted, with a masked header. */
const ENCRYPTED = 0x2041;

type File = { readonly path: string; readonly entry: Entry };

/**
 * The files by path; those that are no text in UTF-8, such as pictures, are left out. Refusals: `zip_unreadable`,
 * `zip_too_large`, `zip_too_many`, `zip_path`, `zip_link`, `zip_encrypted`, `zip_twice`, `zip_empty`. Never rejects.
 */
export async function unpackZip(bytes: Uint8Array): Promise<Outcome<ReadonlyMap<string, string>>> {
  if (bytes.length > MAX_ZIP_BYTES) return tooLarge;
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // Names are decoded and judged here; sizes are counted here.
    const zip = await fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: false });
    const files = await listFiles(zip);
    return files.ok ? await readFiles(zip, files.value) : files;
  } catch (error) {
    return isEncryption(error) ? encrypted("A file") : unreadable;
  }
}

async function listFiles(zip: ZipFile): Promise<Outcome<readonly File[]>> {
  const files: File[] = [];
  const seen = new Set<string>();
  let entries = 0;
  for await (const entry of zip.eachEntry()) {
    entries += 1;
    if (entries > MAX_ZIP_ENTRIES) {
      return refuse(
        "zip_too_many",
        `The zip holds more than ${MAX_ZIP_ENTRIES} files and folders. Pack only those of the definition.`,
      );
    }
    const written = getFileNameLowLevel(
      entry.generalPurposeBitFlag,
      entry.fileNameRaw,
      entry.extraFields,
      true,
    );
    const problem = entryProblem(entry, written);
    if (problem !== null) return problem;
    const path = plainPath(written);
    if (path === "" || written.endsWith("/") || LITTER.test(path)) continue;
    const folded = path.normalize("NFC");
    if (seen.has(folded)) {
      return refuse("zip_twice", `The zip holds ${shown(path)} twice. Pack each file once.`);
    }
    seen.add(folded);
    files.push({ path, entry });
  }
  return done(files);
}

function entryProblem(entry: Entry, path: string): Refusal | null {
  if (!isInside(path)) {
    return refuse(
      "zip_path",
      `The zip holds a file that would lie outside of it: ${shown(path)}. Pack the folder itself, with its own paths.`,
    );
  }
  if (!ORDINARY.has((entry.externalFileAttributes >>> 16) & KIND_MASK)) {
    return refuse("zip_link", `${shown(path)} is a link, not a file. Pack the file that it leads to.`);
  }
  return (entry.generalPurposeBitFlag & ENCRYPTED) === 0 ? null : encrypted(shown(path));
}

/** False for absolute paths, those that lead up, and those that one system takes for a path and another for a name. */
function isInside(path: string): boolean {
  if (path.length > MAX_PATH || /[\p{Cc}\\]/u.test(path) || /^(?:\/|[a-z]:)/i.test(path)) return false;
  return !path.split("/").includes("..");
}

function plainPath(path: string): string {
  return path
    .split("/")
    .filter((step) => step !== "" && step !== ".")
    .join("/");
}

async function readFiles(
  zip: ZipFile,
  files: readonly File[],
): Promise<Outcome<ReadonlyMap<string, string>>> {
  const texts = new Map<string, string>();
  let left = MAX_ZIP_BYTES;
  for (const { path, entry } of files) {
    const content = await unpack(zip, entry, left);
    if (content === null) return tooLarge;
    left -= content.length;
    const text = textOf(content);
    if (text !== null) texts.set(path, text);
  }
  if (texts.size > 0) return done(texts);
  return refuse("zip_empty", "There is no text file in the zip. Pack the definition and the files it names.");
}

/** Null where more comes out than is left. */
async function unpack(zip: ZipFile, entry: Entry, left: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size > left) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function textOf(bytes: Buffer): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function shown(path: string): string {
  const plain = path.replaceAll(/\p{Cc}/gu, "�");
  return plain.length > 100 ? `${plain.slice(0, 100)}…` : plain;
}

function isEncryption(error: unknown): boolean {
  return error instanceof Error && error.message.includes("encrypt");
}

function encrypted(what: string): Refusal {
  return refuse("zip_encrypted", `${what} in the zip is encrypted. Pack it without a password.`);
}

const tooLarge = refuse(
  "zip_too_large",
  "The zip, or what is in it, is larger than 10 MB. Pack only the files of the definition.",
);

const unreadable = refuse(
  "zip_unreadable",
  "This is no zip, or a broken one. Pack the files again, in the ordinary way.",
);
