// Who has an account. For admins.
import type { Metadata } from "next";
import { getDb } from "#app/_server/db.ts";
import { requirePermission } from "#app/_server/session.ts";
import { PeopleList } from "#components/account/people-list.tsx";
import { PeopleSearch } from "#components/account/people-search.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listPeople } from "#lib/identity/repository.ts";

export const metadata: Metadata = { title: "People" };

type PeoplePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PeoplePage({ searchParams }: PeoplePageProps) {
  await requirePermission("account:erase");
  const { q } = await searchParams;
  const text = typeof q === "string" ? q.slice(0, 200).replaceAll("\0", "").trim() : "";
  const found = await listPeople(getDb(), text);
  return (
    <>
      <PageHeader title="People" caption="Who has an account, with which roles." />
      <PeopleSearch text={text} />
      <PeopleList {...found} text={text} />
    </>
  );
}
