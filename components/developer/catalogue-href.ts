// Addresses of the developer portal.
import type { CatalogueQuery } from "#lib/catalogue/entry.ts";

/** The catalogue for what is looked for; only what is asked for stands in the address. */
export function catalogueHref(query: Partial<CatalogueQuery>): string {
  const parameters = new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return parameters.size === 0 ? "/developer/apis" : `/developer/apis?${parameters}`;
}

/** A published API's page, or the preview of one that need not be published. */
export function publishedHref(apiId: string, page: "" | "/use" | "/try" | "/preview" = ""): string {
  return `/developer/apis/${encodeURIComponent(apiId)}${page}`;
}

/** What an application has used of its quotas, as JSON. */
export function applicationUseHref(applicationId: string): string {
  return `/developer/applications/${encodeURIComponent(applicationId)}/use`;
}
