// Makes one document of the files that a person sends: unpacks a zip, finds the document, bundles. Runs in a thread, since
// the files may be made to keep a reader busy; never throws for what they hold.
import { MAX_DEFINITION_BYTES, MAX_DEFINITION_SIZE } from "#lib/asyncapi/definition-size.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { type BroughtFiles, FILES_FIELD, MAIN_FIELD, MAX_FILES } from "./brought-files.ts";
import { nameProblem, plainName, shownName } from "./brought-name.ts";
import { type BundleDiagnostic, bundle, mainFiles } from "./bundle.ts";
import { findTextOfBytes } from "./text-of-bytes.ts";
import { MAX_UNPACKED_BYTES, unpackZip } from "./unpack-zip.ts";

/** A form as it was sent (RFC 7578). */
export type SentForm = { readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string };

type Files = ReadonlyMap<string, string>;

const MAX_PROBLEMS = 50;
const MAX_CHOICES = 50;

/** Refusals, each in words that say what to do: `upload`, `zip`, `files`, `no_document`, `too_large`, `bundle`. */
export async function readFiles({ bytes, contentType }: SentForm): Promise<Outcome<BroughtFiles>> {
  const form = await parseForm(bytes, contentType);
  if (form === null) return refuse("upload", "The files did not arrive whole. Choose them again.");
  const files = await filesOf(form.getAll(FILES_FIELD).filter((value) => value instanceof File));
  if (!files.ok) return files;
  const mains = mainFiles(files.value);
  const wanted = form.get(MAIN_FIELD);
  const [main, another] = mains.filter((file) => wanted === null || file === wanted);
  if (main === undefined)
    return refuse(
      "no_document",
      "None of these files is an AsyncAPI document: one must have the key asyncapi.",
    );
  if (another !== undefined) return done({ kind: "choice", mains: mains.slice(0, MAX_CHOICES) });
  return documentOf(main, files.value);
}

async function parseForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData | null> {
  try {
    return await new Response(bytes, { headers: { "content-type": contentType } }).formData();
  } catch {
    return null;
  }
}

async function filesOf(sent: readonly File[]): Promise<Outcome<Files>> {
  const [first, second] = sent;
  if (first === undefined) return refuse("upload", "No file arrived. Choose them again.");
  if (second === undefined && (await isZip(first))) return unpackZip(await first.bytes());
  if (sent.length > MAX_FILES) return refuse("files", `These are more than ${MAX_FILES} files. Bring fewer.`);
  const texts = new Map<string, string>();
  let size = 0;
  for (const file of sent) {
    const refusal = fileRefusal(file, texts) ?? (await zipAmongOthers(file));
    if (refusal !== null) return refusal;
    size += file.size;
    if (size > MAX_UNPACKED_BYTES)
      return refuse("files", `These files have more than ${MAX_UNPACKED_BYTES / 1_000_000} MB. Bring fewer.`);
    const text = findTextOfBytes(await file.bytes());
    if (text !== null) texts.set(plainName(file.name), text);
  }
  return done(texts);
}

function fileRefusal({ name }: File, known: Files): Refusal | null {
  const problem = nameProblem(name);
  if (problem !== null) return refuse("files", `A file has ${problem}: ${shownName(name)}. Rename it.`);
  return known.has(plainName(name))
    ? refuse("files", `Two files are named ${shownName(name)}. Bring one, or pack them as a zip.`)
    : null;
}

async function zipAmongOthers(file: File): Promise<Refusal | null> {
  const message = `${shownName(file.name)} is a zip: bring it alone, or the files without it.`;
  return (await isZip(file)) ? refuse("files", message) : null;
}

/** By its first bytes: a local header, or the end of an empty directory. */
async function isZip(file: File): Promise<boolean> {
  const head = await file.slice(0, 4).text();
  return head.startsWith("PK\u0003\u0004") || head.startsWith("PK\u0005\u0006") || /\.zip$/i.test(file.name);
}

function documentOf(main: string, files: Files): Outcome<BroughtFiles> {
  if (sizeOf(files.get(main) ?? "") > MAX_DEFINITION_BYTES) return tooLarge(`${shownName(main)} is`);
  const { text, diagnostics, parts } = bundle(main, files);
  if (text === "") return refuse("bundle", diagnostics.map(({ message }) => message).join(" "));
  if (sizeOf(text) > MAX_DEFINITION_BYTES) return tooLarge("With all that it refers to the document is");
  // What is referred to by address the page offers to fetch; of files that the document misses its reader tells.
  const isToldElsewhere = ({ code, file }: BundleDiagnostic) =>
    code === "bundle-address" || (code === "bundle-missing" && file === main);
  const problems = diagnostics.filter((found) => !isToldElsewhere(found)).slice(0, MAX_PROBLEMS);
  return done({ kind: "document", text, main, parts, problems: problems.map(problemWords) });
}

function problemWords({ file, line, message }: BundleDiagnostic): string {
  return `${shownName(file)}, line ${line}: ${message}`;
}

function tooLarge(what: string): Refusal {
  return refuse(
    "too_large",
    `${what} larger than ${MAX_DEFINITION_SIZE}, which a definition can have. Shorten it.`,
  );
}

function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
