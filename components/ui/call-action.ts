// Calls a server action and turns what can go wrong on the way (no network, a proxy's 413, a crash) into a refusal that
// a form can show. What was typed stays where it is.
import { type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";

const unreachable = refuse(
  "unreachable",
  "The server did not answer. What you typed is kept: check the connection, then press the button again.",
);

const notAllowed = refuse(
  "forbidden",
  "Your roles do not allow this, or no longer do. Ask an administrator.",
);

/** Never rejects. */
export async function callAction<Value>(call: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  try {
    return (await call()) ?? unreachable;
  } catch (error) {
    return refusalOf(error);
  }
}

/** Next marks a 403 thrown by an action in the error's digest. */
function refusalOf(error: unknown): Refusal {
  const digest = typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : "";
  return digest.endsWith(";403") ? notAllowed : unreachable;
}
