// What keeps production from starting with accounts whose password anybody can read.
import { openDb } from "#lib/db/db.ts";
import { demoPasswordProblem } from "#lib/identity/demo-accounts.ts";
import { findDemoPasswordHolders } from "#lib/identity/demo-passwords/commands.ts";
import type { Settings } from "#lib/kernel/settings.ts";

/**
 * Throws, in production, where an account still has the demo password; the message says which, and the command that mends
 * it. Throws too where the accounts cannot be read. In evaluation mode it does nothing.
 */
export async function refuseDemoPasswords(
  settings: Pick<Settings, "SLUICE_MODE" | "DATABASE_URL">,
): Promise<void> {
  if (settings.SLUICE_MODE !== "production") return;
  const db = openDb(settings.DATABASE_URL);
  try {
    const problem = demoPasswordProblem(await findDemoPasswordHolders(db).catch(explainUnreadable));
    if (problem) throw new Error(problem);
  } finally {
    await db.$disconnect();
  }
}

function explainUnreadable(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message.trim().split("\n").at(-1) : String(cause);
  throw new Error(
    `Production does not start before the accounts were looked at for demo passwords, and they could not be read: ${reason}\n` +
      "Is the database reachable (DATABASE_URL), and has `npm run migrate` been run?",
    { cause },
  );
}
