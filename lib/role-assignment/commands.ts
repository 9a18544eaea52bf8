// Writes of who has which roles. They are read from the database at every request, so they count at once;
// gateways are told what that makes of the scopes of keys.
import type { Db } from "#lib/db/db.ts";
import { type Change, change } from "#lib/feed/change.ts";
import { findPersonById, findPersonByName, listAdmins } from "#lib/identity/repository.ts";
import { can, type Person, type Role } from "#lib/identity/role.ts";
import { inOrder, refuseRoleChange, type SetRoles } from "#lib/identity/role-change.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { publishKeyScopes } from "#lib/scopes/in-effect/commands.ts";

/** What somebody had before, and has from now on. */
export type RolesChanged = { readonly before: readonly Role[]; readonly after: readonly Role[] };

/**
 * Gives a person exactly these roles. Who acts is asked again inside the transaction: they may have lost the right to it since
 * the request began. Refusals: `forbidden`, `not_found`, `stale`, `last_admin`.
 */
export function setRoles(
  { db, actor }: Pick<CommandContext, "db" | "actor">,
  { userId, seen, roles }: SetRoles,
): Promise<Outcome<RolesChanged>> {
  return change(db, async (inside) => {
    const admin = await findPersonById(inside.tx, actor.id);
    if (!admin || !can(admin, "role:assign")) {
      return refuse("forbidden", "Only admins say who has which roles: ask one of them.");
    }
    const person = await findPersonById(inside.tx, userId);
    if (!person) return refuse("not_found", "This account does not exist, or no longer.");
    return replaceRoles(inside, { person, seen, roles });
  });
}

/** The same for the account of a username, by whoever runs the installation. Refusals: `not_found`, `last_admin`. */
export function setRolesOfUsername(
  db: Db,
  { username, roles }: { readonly username: string; readonly roles: readonly Role[] },
): Promise<Outcome<RolesChanged>> {
  return change(db, async (inside) => {
    const person = await findPersonByName(inside.tx, username);
    if (!person) return refuse("not_found", `There is no account ${username}.`);
    return replaceRoles(inside, { person, seen: null, roles });
  });
}

type Wanted = {
  readonly person: Person;
  readonly seen: readonly Role[] | null;
  readonly roles: readonly Role[];
};

async function replaceRoles(inside: Change, wanted: Wanted): Promise<Outcome<RolesChanged>> {
  const { tx } = inside;
  const { person } = wanted;
  const refused = refuseRoleChange({ ...wanted, admins: (await listAdmins(tx)).length });
  if (refused) return refused;
  const after = inOrder(wanted.roles);
  await tx.userRole.deleteMany({ where: { userId: person.id } });
  await tx.userRole.createMany({ data: after.map((role) => ({ userId: person.id, role })) });
  await publishKeyScopes(inside, { ownerId: person.id });
  return done({ before: inOrder(person.roles), after });
}
