// Somebody's own account: who they are here, and the way out for good. For everybody who is signed in.
import Stack from "@mui/material/Stack";
import type { Metadata } from "next";
import { getDb } from "#app/_server/db.ts";
import { requirePerson } from "#app/_server/session.ts";
import { EraseOwnAccount } from "#components/account/erase-own-account.tsx";
import { ErasureHindered } from "#components/account/erasure-hindered.tsx";
import { ErasureOutlook } from "#components/account/erasure-outlook.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { isHindered, obstaclesOf } from "#lib/erasure/holdings.ts";
import { readHoldings } from "#lib/erasure/repository.ts";
import { findEmail } from "#lib/identity/repository.ts";
import { eraseOwnAccount } from "./actions.ts";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const person = await requirePerson();
  const [email, holdings] = await Promise.all([
    findEmail(getDb(), person.id),
    readHoldings(getDb(), person.id),
  ]);
  const obstacles = obstaclesOf(holdings);
  return (
    <>
      <PageHeader title="Account" caption="Who you are in this portal." />
      <Stack sx={{ gap: 2 }}>
        <SectionCard title={person.name}>
          <Facts
            facts={[
              { name: "Username", value: person.username },
              { name: "E-mail address", value: email },
              { name: "Roles", value: person.roles.join(", ") || "none" },
            ]}
          />
        </SectionCard>
        <SectionCard
          title="Delete my account"
          caption="Your name, address and password go. Histories stay, and say “a former member” where they named you."
        >
          {isHindered(obstacles) ? (
            <ErasureHindered obstacles={obstacles} />
          ) : (
            <EraseOwnAccount username={person.username} erase={eraseOwnAccount}>
              <ErasureOutlook holdings={holdings} />
            </EraseOwnAccount>
          )}
        </SectionCard>
      </Stack>
    </>
  );
}
