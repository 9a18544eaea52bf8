// The catalogue: published APIs that this person may find.
import type { Metadata } from "next";
import { loadCataloguePage } from "#app/_server/published.ts";
import { CatalogueList } from "#components/developer/catalogue-list.tsx";
import { CatalogueSearch } from "#components/developer/catalogue-search.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { catalogueQuerySchema } from "#lib/catalogue/entry.ts";

export const metadata: Metadata = { title: "APIs" };

type CatalogueProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CataloguePage({ searchParams }: CatalogueProps) {
  const query = catalogueQuerySchema.parse(await searchParams);
  const { entries, next, tags } = await loadCataloguePage(query);
  return (
    <>
      <PageHeader title="APIs" caption="WebSocket APIs to find, read about and use." />
      <CatalogueSearch query={query} tags={tags} />
      <CatalogueList entries={entries} next={next} query={query} />
    </>
  );
}
