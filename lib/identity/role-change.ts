// What an admin says of somebody's roles, and what of it is refused. Pure.
import { z } from "zod";
import { type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { type Person, type Role, roles } from "./role.ts";

const someRoles = z.array(z.enum(roles)).max(roles.length);

export const setRolesSchema = z.object({
  userId: z.string().min(1).max(64),
  /** As the page showed them: what somebody else has changed meanwhile is not overwritten unseen. */
  seen: someRoles,
  /** All that the person has from now on; none is allowed. */
  roles: someRoles,
});
export type SetRoles = z.output<typeof setRolesSchema>;

type RoleChange = {
  readonly person: Pick<Person, "username" | "roles">;
  /** Null where nobody looked at them before. */
  readonly seen: readonly Role[] | null;
  readonly roles: readonly Role[];
  /** How many people are admin. */
  readonly admins: number;
};

/** Why somebody's roles are not changed: `stale`, `last_admin`; null where they may be. */
export function refuseRoleChange({ person, seen, roles: wanted, admins }: RoleChange): Refusal | null {
  if (seen !== null && !isSameRoles(seen, person.roles)) {
    const held = inOrder(person.roles).join(", ") || "none";
    return refuse(
      "stale",
      `Somebody changed the roles of ${person.username} meanwhile: they are ${held} now. Look at what you have chosen, and save again.`,
    );
  }
  const losesAdmin = person.roles.includes("admin") && !wanted.includes("admin");
  if (losesAdmin && admins <= 1) {
    return refuse(
      "last_admin",
      `${person.username} is the only admin, and nobody could administer the installation afterwards: make somebody else an admin first.`,
    );
  }
  return null;
}

/** Each once, in the order in which roles are listed. */
export function inOrder(some: readonly Role[]): Role[] {
  return roles.filter((role) => some.includes(role));
}

/** Whether two lists have the same roles, in any order. */
export function isSameRoles(one: readonly Role[], other: readonly Role[]): boolean {
  return inOrder(one).join() === inOrder(other).join();
}
