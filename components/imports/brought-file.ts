// A file that a person brings, as a text.
import { MAX_DEFINITION_BYTES, MAX_DEFINITION_SIZE } from "#lib/asyncapi/definition-size.ts";
import { textOfBytes } from "#lib/imports/files/text-of-bytes.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";

const mebibyte = 1024 * 1024;

/** Refusals: `too_large`, `not_text`, `unreadable`. */
export async function readBroughtFile(file: File): Promise<Outcome<string>> {
  if (file.size > MAX_DEFINITION_BYTES) return tooLarge(file.name, file.size);
  try {
    return done(textOfBytes(new Uint8Array(await file.arrayBuffer())));
  } catch (error) {
    return error instanceof TypeError
      ? refuse("not_text", `${file.name} is no text. Choose a .yaml, .yml or .json file.`)
      : refuse("unreadable", `${file.name} cannot be read: it may have been moved. Choose it again.`);
  }
}

export function tooLarge(what: string, bytes: number) {
  const size = `${(bytes / mebibyte).toFixed(1)} MiB`;
  return refuse(
    "too_large",
    `${what} has ${size}; a definition can have at most ${MAX_DEFINITION_SIZE}. Shorten it.`,
  );
}
