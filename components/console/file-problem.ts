// What there is to say of a file before it is sent as a message.
import { bytesWords, countWords } from "#components/ui/quantity-words.ts";

/** A longer file is not read into the page. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

export type FileProblem = {
  /** False where it may be sent all the same: what the gateway does then can be tried. */
  readonly isFinal: boolean;
  readonly words: string;
};

/** Null where nothing speaks against it. `maxBytes` is what the gateway takes of a client's message; 0 is no limit. */
export function fileProblem(
  { name, size }: { readonly name: string; readonly size: number },
  maxBytes: number,
): FileProblem | null {
  if (size > MAX_FILE_BYTES) {
    return { isFinal: true, words: `${name} is larger than 64 MB: choose a smaller file.` };
  }
  if (maxBytes === 0 || size <= maxBytes) return null;
  // Rounded, the two may read the same.
  const isClose = bytesWords(size) === bytesWords(maxBytes);
  const words = (bytes: number) => (isClose ? `${countWords(bytes)} bytes` : bytesWords(bytes));
  return {
    isFinal: false,
    words: `${name} has ${words(size)}; messages of this API can have ${words(maxBytes)}. The gateway may close the connection with 1009: it counts what goes over the wire, which compression makes smaller, and the topic may have a limit of its own.`,
  };
}
