// Somebody's own account: who they are here, and the way out for good. For everybody who is signed in.
import Stack from "@mui/material/Stack";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getDb } from "#app/_server/db.ts";
import { getSettings } from "#app/_server/env.ts";
import { requirePerson } from "#app/_server/session.ts";
import { ChangeRoles } from "#components/account/change-roles.tsx";
import { EraseOwnAccount } from "#components/account/erase-own-account.tsx";
import { ErasureHindered } from "#components/account/erasure-hindered.tsx";
import { ErasureOutlook } from "#components/account/erasure-outlook.tsx";
import { PersonFacts } from "#components/account/person-facts.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { isHindered, obstaclesOf } from "#lib/erasure/holdings.ts";
import { readHoldings } from "#lib/erasure/repository.ts";
import { findProfile } from "#lib/identity/repository.ts";
import { can } from "#lib/identity/role.ts";
import { setRoles } from "../admin/people/actions.ts";
import { eraseOwnAccount } from "./actions.ts";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const { id } = await requirePerson();
  const { SLUICE_MODE: mode } = getSettings();
  const [person, holdings] = await Promise.all([
    findProfile(getDb(), id),
    readHoldings(getDb(), { personId: id, mode }),
  ]);
  if (!person) notFound();
  const obstacles = obstaclesOf(holdings);
  return (
    <>
      <PageHeader title="Account" caption="Who you are in this portal." />
      <Stack sx={{ gap: 2 }}>
        <PersonFacts
          person={person}
          action={
            can(person, "role:assign") ? (
              <ChangeRoles
                person={{ id, username: person.username, roles: person.roles }}
                isSelf
                setRoles={setRoles}
              />
            ) : null
          }
        />
        <SectionCard
          title="Delete my account"
          caption="Your name, address and password go. Histories stay, and say “a former member” where they named you."
        >
          {isHindered(obstacles) ? (
            <ErasureHindered obstacles={obstacles} />
          ) : (
            <EraseOwnAccount username={person.username} erase={eraseOwnAccount}>
              <ErasureOutlook holdings={holdings} newOwner="none" />
            </EraseOwnAccount>
          )}
        </SectionCard>
      </Stack>
    </>
  );
}
