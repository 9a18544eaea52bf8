"use server";
// What an admin does with other people's accounts.

import { action } from "#app/_server/action.ts";
import { eraseConfirmed } from "#lib/erasure/commands.ts";
import { erasePersonSchema } from "#lib/erasure/erase-account.ts";
import { refuse } from "#lib/kernel/outcome.ts";

export const erasePerson = action("account:erase", erasePersonSchema, async ({ db, actor }, input) =>
  input.userId === actor.id
    ? refuse("own_account", "This is your own account: delete it on your page Account, with your password.")
    : eraseConfirmed(db, input),
);
