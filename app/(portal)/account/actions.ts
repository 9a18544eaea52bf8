"use server";
// What somebody does with their own account.

import { action } from "#app/_server/action.ts";
import { getSettings } from "#app/_server/env.ts";
import { attemptPassword } from "#app/_server/password-attempt.ts";
import { eraseConfirmed } from "#lib/erasure/commands.ts";
import { eraseOwnAccountSchema, refuseOtherName } from "#lib/erasure/erase-account.ts";
import { isPasswordOf } from "#lib/identity/repository.ts";
import { refuse } from "#lib/kernel/outcome.ts";

/** For everybody. The password is looked at last: a slip in the name costs no attempt. */
export const eraseOwnAccount = action(
  [],
  eraseOwnAccountSchema,
  async ({ db, actor, now, newId }, { username, password }) => {
    const otherName = refuseOtherName(actor, username);
    if (otherName) return otherName;
    const wrong = await attemptPassword(actor.username, async () =>
      (await isPasswordOf(db, actor.id, password)) ? null : "This is not your password: type it again.",
    );
    if (wrong !== null) return refuse("wrong_password", wrong, "password");
    const { SLUICE_MODE: mode } = getSettings();
    return eraseConfirmed(db, { userId: actor.id, username, newOwner: null, mode, now: now(), newId });
  },
);
