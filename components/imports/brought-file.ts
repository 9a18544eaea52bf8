// A file that a person brings, as a text.
import { MAX_DEFINITION_BYTES } from "#lib/asyncapi/definition-size.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";

const mebibyte = 1024 * 1024;

/** Refusals: `too_large`, `not_text`, `unreadable`. */
export async function readBroughtFile(file: File): Promise<Outcome<string>> {
  if (file.size > MAX_DEFINITION_BYTES) return tooLarge(file.name, file.size);
  try {
    return done(textOf(new Uint8Array(await file.arrayBuffer())));
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
    `${what} has ${size}; a definition can have at most ${MAX_DEFINITION_BYTES / mebibyte} MiB. Shorten it.`,
  );
}

/** Throws a TypeError for bytes that are no text. The byte order mark says which encoding it is; none says UTF-8. */
function textOf(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  if (text.includes("\0")) throw new TypeError("NUL in a text");
  return text;
}

function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}
