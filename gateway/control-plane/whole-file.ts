// Replaces a file in one step, so that a crash leaves the former one: a draft beside it takes its name once it is whole.
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { setImmediate } from "node:timers/promises";

/** Both ways to write have a draft of their own: one may begin while the other is under way. */
function draftOf(path: string, kind: "" | "0"): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return `${path}.${kind}${process.pid}.tmp`;
}

/** Writes the file in one go. Throws where it cannot, and leaves no draft then. */
export function writeDraft(path: string, texts: Iterable<string>): void {
  const draft = draftOf(path, "");
  try {
    writeFileSync(draft, [...texts].join(""), { mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true }); // half a file takes up room, and on a full disk that is what is short
    throw error;
  }
}

/**
 * Writes the file text by text, with time for other things between two. Returns false where it was given up, since
 * `isWanted` turned false. Rejects where it cannot be written, and leaves no draft then.
 */
export async function writeDraftInPieces(
  path: string,
  texts: Iterable<string>,
  isWanted: () => boolean,
): Promise<boolean> {
  const draft = draftOf(path, "0");
  try {
    const file = await open(draft, "w", 0o600);
    try {
      for (const text of texts) {
        if (!isWanted()) break;
        await file.writeFile(text);
        await setImmediate();
      }
    } finally {
      await file.close();
    }
    if (isWanted()) {
      renameSync(draft, path);
      return true;
    }
    rmSync(draft, { force: true });
    return false;
  } catch (error) {
    rmSync(draft, { force: true }); // half a file takes up room, and on a full disk that is what is short
    throw error;
  }
}
