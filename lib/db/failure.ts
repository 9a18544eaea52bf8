// What went wrong in the database, in words that the rest of the product can decide on.

/** Codes that Prisma uses for "could not get the lock in time", "could not connect" and "transaction conflict". */
const busyCodes = new Set(["P1008", "P2028", "P2034", "P2024"]);

/** True where the file of the database is not where it was; see sqlite-file.ts. */
export function isDatabaseGone(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (
      cause.name === "DatabaseFileGone" ||
      /The database file .* (is gone|was replaced)/.test(cause.message)
    )
      return true;
  }
  return false;
}

function codeOf(error: unknown): string | null {
  if (typeof error !== "object" || error === null || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/** True where a unique constraint refused a row. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === "P2002";
}

/** True where the disk of the database takes no more. */
export function isDiskFull(error: unknown): boolean {
  // SQLite's words, and PostgreSQL's for its code 53100.
  return error instanceof Error && /database or disk is full|No space left on device/.test(error.message);
}

/** True where the same statement may succeed a moment later: the database was locked by another writer. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== null && busyCodes.has(code)) return true;
  return error instanceof Error && /SQLITE_BUSY|database is locked|SocketTimeout/i.test(error.message);
}
