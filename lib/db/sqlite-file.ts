// Which file a SQLite path leads to. An open handle goes on reading and writing a file that was removed or replaced, so
// whoever keeps one has to ask.
import { statSync } from "node:fs";

/** Names the file at a path as long as it is the same one; null where there is none, or an empty one. */
export function findFileIdentity(path: string): string | null {
  const file = statSync(path, { bigint: true, throwIfNoEntry: false });
  // The number alone would do, but a file system gives a new file the number of one that has just gone.
  return file === undefined || file.size === 0n ? null : `${file.ino}:${file.birthtimeNs}`;
}

/** The database's file is not where it was. `isBack` where another one has taken its place. */
export class DatabaseFileGone extends Error {
  readonly isBack: boolean;

  constructor(path: string, isBack: boolean) {
    super(
      isBack
        ? `The database file ${path} was replaced while it was being written to.`
        : `The database file ${path} is gone or empty. Put it back, or run the migration to begin with a new one.`,
    );
    this.name = "DatabaseFileGone";
    this.isBack = isBack;
  }
}
