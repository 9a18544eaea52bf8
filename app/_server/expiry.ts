// Credentials that end soon, for the person who looks: once per request, for the navigation and the page alike.
import "server-only";
import { cache } from "react";
import type { ExpiryAnnouncement } from "#lib/credentials/expiry/credential-expiry.ts";
import { getExpiryAnnouncement } from "#lib/credentials/expiry/repository.ts";
import { can } from "#lib/identity/role.ts";
import { getDb } from "./db.ts";
import { findPerson } from "./session.ts";

/** Of all applications that they see; nothing for who can have none. */
export const loadExpiryAnnouncement = cache(async (): Promise<ExpiryAnnouncement> => {
  const person = await findPerson();
  if (!person || !can(person, "application:own")) return { total: 0, credentials: [] };
  return getExpiryAnnouncement(getDb(), { personId: person.id, now: new Date() });
});
