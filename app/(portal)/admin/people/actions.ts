"use server";
// What an admin does with other people's accounts.

import { action } from "#app/_server/action.ts";
import { getSettings } from "#app/_server/env.ts";
import { getLog } from "#app/_server/log.ts";
import { eraseConfirmed } from "#lib/erasure/commands.ts";
import { erasePersonSchema } from "#lib/erasure/erase-account.ts";
import { setRolesSchema } from "#lib/identity/role-change.ts";
import { refuse } from "#lib/kernel/outcome.ts";
import * as roles from "#lib/role-assignment/commands.ts";

export const erasePerson = action(
  "account:erase",
  erasePersonSchema,
  async ({ db, actor, now, newId }, input) =>
    input.userId === actor.id
      ? refuse("own_account", "This is your own account: delete it on your page Account, with your password.")
      : eraseConfirmed(db, { ...input, mode: getSettings().SLUICE_MODE, now: now(), newId }),
);

/** Logged by ids, which name nobody once somebody is erased: no history says who gave a role. */
export const setRoles = action("role:assign", setRolesSchema, async (context, input) => {
  const outcome = await roles.setRoles(context, input);
  if (outcome.ok)
    getLog().info({ by: context.actor.id, person: input.userId, ...outcome.value }, "roles changed");
  return outcome;
});
