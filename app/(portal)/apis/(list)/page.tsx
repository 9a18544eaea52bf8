// The list of APIs.
import type { Metadata } from "next";
import { loadApiPage } from "#app/_server/loaders.ts";
import { requirePermission } from "#app/_server/session.ts";
import { ApiList } from "#components/apis/list/api-list.tsx";
import { CreateMenu } from "#components/apis/list/create-menu.tsx";
import { FirstApi } from "#components/apis/list/first-api.tsx";
import { pageSizeOf, parseListQuery } from "#components/apis/list/list-query.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { can } from "#lib/identity/role.ts";

export const metadata: Metadata = { title: "APIs" };

type ApisPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ApisPage({ searchParams }: ApisPageProps) {
  const person = await requirePermission("api:view");
  const query = parseListQuery(await searchParams);
  const { search, state, order, cursor } = query;
  const page = await loadApiPage({ search, state, order, cursor, limit: pageSizeOf(query) });
  const canCreate = can(person, "api:design");
  const isEmpty = page.total === 0 && search === "" && state === null;
  return (
    <>
      <PageHeader title="APIs" actions={canCreate ? <CreateMenu /> : null} />
      {isEmpty ? <FirstApi canCreate={canCreate} /> : <ApiList query={query} page={page} />}
    </>
  );
}
