// The text that a file holds.

/**
 * The byte order mark says which encoding it is, none says UTF-8; it stays, so that the text is kept as it came. Throws a
 * TypeError for bytes that are no text.
 */
export function textOfBytes(bytes: Uint8Array): string {
  const text = new TextDecoder(encodingOf(bytes), { fatal: true, ignoreBOM: true }).decode(bytes);
  if (text.includes("\0")) throw new TypeError("NUL in a text");
  return text;
}

function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** The same; null for bytes that are no text. */
export function findTextOfBytes(bytes: Uint8Array): string | null {
  try {
    return textOfBytes(bytes);
  } catch {
    return null;
  }
}
