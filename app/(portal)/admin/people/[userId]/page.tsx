// One person's account: changing its roles, and erasing it. For admins; their own is on the page Account.
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getDb } from "#app/_server/db.ts";
import { getSettings } from "#app/_server/env.ts";
import { requirePermission } from "#app/_server/session.ts";
import { ChangeRoles } from "#components/account/change-roles.tsx";
import { ErasePerson } from "#components/account/erase-person.tsx";
import { ErasureOutlook } from "#components/account/erasure-outlook.tsx";
import { PersonFacts } from "#components/account/person-facts.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { readHoldings } from "#lib/erasure/repository.ts";
import { findProfile } from "#lib/identity/repository.ts";
import { erasePerson, setRoles } from "../actions.ts";

export const metadata: Metadata = { title: "Person" };

export default async function PersonPage({ params }: { params: Promise<{ userId: string }> }) {
  const admin = await requirePermission("account:erase");
  const { userId } = await params;
  if (userId === admin.id) redirect("/account");
  const { SLUICE_MODE: mode } = getSettings();
  const [person, holdings] = await Promise.all([
    findProfile(getDb(), userId),
    readHoldings(getDb(), { personId: userId, mode }),
  ]);
  if (!person) notFound();
  return (
    <>
      <PageHeader
        title={person.name}
        caption={<Link href="/admin/people">All people</Link>}
        actions={
          holdings.isKeptDemo ? (
            <Typography variant="body2" sx={{ color: "text.secondary" }}>
              A demo account of evaluation mode: it cannot be erased.
            </Typography>
          ) : (
            <ErasePerson person={{ id: person.id, username: person.username }} erase={erasePerson}>
              <ErasureOutlook holdings={holdings} newOwner="optional" />
            </ErasePerson>
          )
        }
      />
      <PersonFacts
        person={person}
        action={
          <ChangeRoles
            person={{ id: person.id, username: person.username, roles: person.roles }}
            isSelf={false}
            setRoles={setRoles}
          />
        }
      />
    </>
  );
}
