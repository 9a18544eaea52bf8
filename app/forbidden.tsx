// 403 outside the portal's shell.
import type { Metadata } from "next";
import { findPerson } from "#app/_server/session.ts";
import { NotAllowed } from "#components/identity/not-allowed.tsx";
import { BarePage } from "#components/shell/bare-page.tsx";

export const metadata: Metadata = { title: "Not allowed" };

export default async function Forbidden() {
  return (
    <BarePage>
      <NotAllowed person={await findPerson()} permission={null} what="open this page" />
    </BarePage>
  );
}
