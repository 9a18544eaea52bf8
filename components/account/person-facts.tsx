// Who somebody is in the portal. Draws on the server.
import { Facts } from "#components/ui/facts.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Profile } from "#lib/identity/role.ts";

export function PersonFacts({ person: { name, username, email, roles } }: { person: Profile }) {
  return (
    <SectionCard title="Profile">
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
