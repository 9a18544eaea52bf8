// Everything behind the sign-in: who is there, and the shell around the pages.
import type { ReactNode } from "react";
import { homeOf, publisherNavigation } from "#app/_server/navigation.ts";
import { requirePerson } from "#app/_server/session.ts";
import { AppShell } from "#components/shell/app-shell.tsx";
import { signOut } from "./actions.ts";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  return (
    <AppShell
      person={person}
      signOut={signOut}
      home={homeOf(person)}
      navigation={publisherNavigation(person)}
    >
      {children}
    </AppShell>
  );
}
