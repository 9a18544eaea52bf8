// 403 for the pages that create APIs.
import type { Metadata } from "next";
import { findPerson } from "#app/_server/session.ts";
import { NotAllowed } from "#components/identity/not-allowed.tsx";

export const metadata: Metadata = { title: "Not allowed" };

export default async function CreateForbidden() {
  return <NotAllowed person={await findPerson()} permission="api:design" what="create APIs" />;
}
