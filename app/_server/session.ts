// Who is signed in, asked once per request.
import "server-only";
import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { findPersonById } from "#lib/identity/repository.ts";
import { can, type Permission, type Person } from "#lib/identity/role.ts";
import { getAuth } from "./auth.ts";
import { getDb } from "./db.ts";

/** The signed-in person with the roles as they are now, or null. */
export const findPerson = cache(async (): Promise<Person | null> => {
  // First the headers: where there is no request (a build), Next stops here, before anything needs the database.
  const requestHeaders = await headers();
  const session = await getAuth().api.getSession({ headers: requestHeaders });
  return session ? findPersonById(getDb(), session.user.id) : null;
});

/** The signed-in person; anyone else is sent to the sign-in page. */
export async function requirePerson(): Promise<Person> {
  const person = await findPerson();
  if (person) return person;
  const path = (await headers()).get("x-sluice-path");
  redirect(path && path !== "/" ? `/sign-in?next=${encodeURIComponent(path)}` : "/sign-in");
}

/** The signed-in person, who may do this; anyone else gets 403. */
export async function requirePermission(permission: Permission): Promise<Person> {
  const person = await requirePerson();
  if (!can(person, permission)) forbidden();
  return person;
}
