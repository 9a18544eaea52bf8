// What the developer portal shows of an API.
import { z } from "zod";

/** What readers of a deprecated API are told. */
export type DeprecationNotice = {
  /** A day in UTC, as 2027-03-31; null where it is not settled. */
  readonly retiresOn: string | null;
  /** What replaces it; null where nothing does that the reader finds. */
  readonly successor: { readonly id: string; readonly name: string; readonly version: string } | null;
};

/** An API in the catalogue. */
export type CatalogueEntry = {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly version: string;
  readonly basePath: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly updatedAt: Date;
  /** Null unless it is deprecated. */
  readonly deprecation: DeprecationNotice | null;
};

export const CATALOGUE_PAGE_SIZE = 24;

/** What is looked for, as it stands in the address. */
export const catalogueQuerySchema = z.object({
  q: z.string().trim().max(200).catch(""),
  tag: z.string().trim().max(100).catch(""),
  /** Id of the last entry of the page before. */
  after: z.string().max(64).optional().catch(undefined),
});
export type CatalogueQuery = z.output<typeof catalogueQuerySchema>;

export type CataloguePage = {
  readonly entries: readonly CatalogueEntry[];
  /** Where the next page begins; null on the last one. */
  readonly next: string | null;
};
