// Bytes as people write and read them: hexadecimal and base64 (RFC 4648).

/** What was typed as bytes, or what is wrong with it, in words. */
export type TypedBytes =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly message: string };

/** Pairs of hexadecimal digits; spaces, line breaks, commas and `0x` between them do not matter. */
export function bytesOfHex(text: string): TypedBytes {
  const digits = text.replace(/0x|[\s,:]/gi, "");
  const wrong = digits.search(/[^0-9a-f]/i);
  if (wrong >= 0) return no(`"${digits[wrong]}" is no hexadecimal digit: write 0 to 9 and a to f.`);
  if (digits.length % 2 === 1) return no("A byte has two digits: one is missing at the end.");
  return yes(Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

/** Base64, with `+/` or `-_`, padded or not. */
export function bytesOfBase64(text: string): TypedBytes {
  const plain = text.replace(/\s/g, "").replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  const wrong = plain.search(/[^A-Za-z0-9+/]/);
  if (wrong >= 0) return no(`"${plain[wrong]}" does not belong to base64.`);
  if (plain.length % 4 === 1) return no("This is no whole base64: a character is missing at the end.");
  return yes(Uint8Array.from(atob(plain), (character) => character.charCodeAt(0)));
}

/** So many bytes become characters in one call: an engine takes only so many arguments. */
const CHARACTERS_AT_ONCE = 8192;

export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += CHARACTERS_AT_ONCE)
    text += String.fromCharCode(...bytes.subarray(start, start + CHARACTERS_AT_ONCE));
  return btoa(text);
}

const LINE_BYTES = 16;
const HEX = Array.from({ length: 256 }, (_, byte) => ` ${byte.toString(16).padStart(2, "0")}`);
const ASCII = HEX.map((_, byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : "."));

/** Lines of sixteen bytes: offset, hexadecimal, and what is ASCII of it. */
export function hexDump(bytes: Uint8Array, from = 0, to = bytes.length): string {
  const lines: string[] = [];
  for (let start = from; start < to; start += LINE_BYTES) {
    let hex = "";
    let ascii = "";
    for (const byte of bytes.subarray(start, Math.min(start + LINE_BYTES, to))) {
      hex += HEX[byte];
      ascii += ASCII[byte];
    }
    lines.push(`${start.toString(16).padStart(8, "0")} ${hex.padEnd(3 * LINE_BYTES)}  ${ascii}`);
  }
  return lines.join("\n");
}

function yes(bytes: Uint8Array<ArrayBuffer>): TypedBytes {
  return { ok: true, bytes };
}

function no(message: string): TypedBytes {
  return { ok: false, message };
}
