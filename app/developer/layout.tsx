// The developer portal: for who uses APIs, signed in or not.
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { loadExpiryAnnouncement } from "#app/_server/expiry.ts";
import { developerNavigation } from "#app/_server/navigation.ts";
import { findPerson } from "#app/_server/session.ts";
import { signOut } from "#app/(portal)/actions.ts";
import { AppShell } from "#components/shell/app-shell.tsx";

export const metadata: Metadata = {
  title: { template: "%s · Sluice developer portal", default: "Sluice developer portal" },
};

export default async function DeveloperLayout({ children }: { children: ReactNode }) {
  const [person, expiry] = await Promise.all([findPerson(), loadExpiryAnnouncement()]);
  return (
    <AppShell
      person={person}
      signOut={signOut}
      home="/developer/apis"
      navigation={developerNavigation(person, expiry)}
    >
      {children}
    </AppShell>
  );
}
