// Who somebody is in the portal. Draws on the server.
import type { ReactNode } from "react";
import { Facts } from "#components/ui/facts.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Profile } from "#lib/identity/role.ts";

type PersonFactsProps = {
  person: Profile;
  /** What can be changed of it. */
  action?: ReactNode;
};

export function PersonFacts({ person: { name, username, email, roles }, action }: PersonFactsProps) {
  return (
    <SectionCard title="Profile" action={action}>
      <Facts
        facts={[
          { name: "Name", value: name },
          { name: "Username", value: username },
          { name: "E-mail address", value: email },
          { name: "Roles", value: roles.join(", ") || "none" },
        ]}
      />
    </SectionCard>
  );
}
