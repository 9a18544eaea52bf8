// Tells the machine's shortage from a backend's failure.
import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";

/** No descriptor left in the process or the system, no memory for a socket (POSIX connect, socket). */
const SHORTAGES: ReadonlySet<string> = new Set(["EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"]);
/** What a resolver says that could not open its own files and sockets; it says the same of servers that are silent. */
const RESOLVER_FAILURES: ReadonlySet<string> = new Set(["EAI_AGAIN", "EAI_FAIL", "ENOTFOUND"]);

/** The code of a shortage that is behind an error, null where it is something else. */
export function shortageBehind(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  // Of several addresses that were tried, one that failed for the gateway's own sake is enough.
  if (error instanceof AggregateError) {
    return error.errors.map(shortageBehind).find((code) => code !== null) ?? null;
  }
  // The system's errors carry a code; others have none.
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return null;
  if (SHORTAGES.has(code)) return code;
  return RESOLVER_FAILURES.has(code) ? findShortage() : null;
}

/** Tries it out: the code of the shortage that there is now, or null. */
export function findShortage(): string | null {
  try {
    closeSync(openSync(devNull, "r"));
    return null;
  } catch (error) {
    return shortageBehind(error);
  }
}
