// Says of a text that comes in pieces, at its first wrong byte, that it is not UTF-8 (RFC 6455 section 8.1).
import { isUtf8 } from "node:buffer";

const EMPTY = Buffer.alloc(0);

/** One text at a time. */
export class Utf8Check {
  /** Start of a character whose rest has not come yet. */
  #begun: Buffer = EMPTY;

  /** True at the end of a character. */
  get isComplete(): boolean {
    return this.#begun.length === 0;
  }

  /** False as soon as nothing that follows could make it UTF-8. */
  accepts(bytes: Buffer): boolean {
    const text = this.#begun.length === 0 ? bytes : Buffer.concat([this.#begun, bytes]);
    const end = endOfCharacters(text);
    this.#begun = end === text.length ? EMPTY : Buffer.from(text.subarray(end));
    return isUtf8(text.subarray(0, end)) && mayBegin(this.#begun);
  }
}

/** Where the last character begins that is cut off, or the text's length. */
function endOfCharacters(text: Buffer): number {
  for (let back = 1; back <= 3 && back <= text.length; back++) {
    const byte = text[text.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return size > back ? text.length - back : text.length;
  }
  return text.length;
}

/** RFC 3629 section 4: which first and second bytes a character of several can have. */
function mayBegin([first, second]: Buffer): boolean {
  if (first === undefined) return true;
  if (first < 0xc2 || first > 0xf4) return false;
  if (second === undefined) return true;
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second < 0xa0;
  if (first === 0xf0) return second >= 0x90;
  return first !== 0xf4 || second < 0x90;
}
