// The way into the product for every form: who → may they → is the input right → the command → what to show.
import "server-only";
import { randomUUID } from "node:crypto";
import { forbidden, unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { isBusy, isDatabaseGone } from "#lib/db/failure.ts";
import { can, type Permission, type Person } from "#lib/identity/role.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { parseInput } from "#lib/kernel/parse-input.ts";
import { getDb } from "./db.ts";
import { getKeyring } from "./env.ts";
import { getLog } from "./log.ts";
import { findPerson } from "./session.ts";

/** Commands that decide by whose a thing is are told the roles too. */
type PersonContext = CommandContext & { readonly actor: Person };
type Run<Input, Value> = (context: PersonContext, input: Input) => Promise<Outcome<Value>>;

/**
 * A server action: checks session, permissions (403 unless the person has all of them) and input, then runs the command.
 * What a person can mend comes back as a refusal; what they cannot is logged and comes back with a reference.
 */
export function action<Schema extends z.ZodType, Value>(
  permissions: Permission | readonly Permission[],
  schema: Schema,
  run: Run<z.output<Schema>, Value>,
): (input: z.input<Schema>) => Promise<Outcome<Value>> {
  return async (input) => {
    try {
      const admitted = await admitPerson(permissions, input);
      if (!admitted.ok) return admitted;
      const person = admitted.value;
      const parsed = parseInput(schema, input);
      if (!parsed.ok) return parsed;
      const db = getDb();
      return await run(
        { db, actor: person, now: () => new Date(), newId: randomUUID, keyring: getKeyring() },
        parsed.value,
      );
    } catch (error) {
      unstable_rethrow(error);
      return explainFailure(error);
    }
  };
}

/**
 * Who asks, if they may: throws Next's 403 unless they have all permissions. Refusals: `session_expired`, and
 * `other_person` where the page, which says it in `input`, was drawn for somebody else.
 */
export async function admitPerson(
  permissions: Permission | readonly Permission[],
  input: unknown,
): Promise<Outcome<Person>> {
  const person = await findPerson();
  if (!person) return refuse("session_expired", "Your session has ended: sign in again.");
  if (isForSomebodyElse(input, person)) return otherPerson(person);
  if (![permissions].flat().every((permission) => can(person, permission))) forbidden();
  return done(person);
}

const signedSchema = z.object({ asPerson: z.string() });

/** Pages say for whom they were drawn: all tabs share one session, and somebody else may have signed in since. */
function isForSomebodyElse(input: unknown, person: Person): boolean {
  const signed = signedSchema.safeParse(input);
  return signed.success && signed.data.asPerson !== person.id;
}

function otherPerson({ username }: Person): Refusal {
  return refuse(
    "other_person",
    `You are signed in as ${username} now. Nothing was saved; what was typed here is kept.`,
  );
}

/** What to tell a person about a failure that is not theirs. */
export function explainFailure(error: unknown): Refusal {
  const reference = randomUUID().slice(0, 8);
  getLog().error({ err: error, reference }, "request failed");
  if (isDatabaseGone(error)) {
    return refuse(
      "database_gone",
      "The database was removed or replaced on the server. Nothing was saved; keep this page open, tell whoever runs the server, and save again when it is back.",
    );
  }
  return isBusy(error)
    ? refuse("database_busy", "The database is busy just now. Nothing was saved: try again in a moment.")
    : refuse(
        "internal",
        `Something went wrong on the server. Nothing was saved: try again. Reference ${reference}.`,
      );
}
