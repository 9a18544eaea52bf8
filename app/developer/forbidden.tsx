// 403 within the developer portal: the shell stays.
import type { Metadata } from "next";
import { findPerson } from "#app/_server/session.ts";
import { NotAllowed } from "#components/identity/not-allowed.tsx";

export const metadata: Metadata = { title: "Not allowed" };

export default async function DeveloperForbidden() {
  return <NotAllowed person={await findPerson()} permission="application:own" what="own applications" />;
}
