// 403 inside the portal: the shell stays, so that signing out or going elsewhere is at hand.
import type { Metadata } from "next";
import { findPerson } from "#app/_server/session.ts";
import { NotAllowed } from "#components/identity/not-allowed.tsx";
import { can } from "#lib/identity/role.ts";

export const metadata: Metadata = { title: "Not allowed" };

export default async function PortalForbidden() {
  const person = await findPerson();
  return person && can(person, "api:view") ? (
    <NotAllowed person={person} permission={null} what="open this page" />
  ) : (
    <NotAllowed person={person} permission="api:view" what="see the APIs of this portal" />
  );
}
