// The orders that the list of APIs can be in. Pure.

export const apiSorts = ["name", "path", "state", "creator", "updated"] as const;
export type ApiSort = (typeof apiSorts)[number];

export type ApiOrder = { readonly by: ApiSort; readonly direction: "asc" | "desc" };

/** The order of a list that nobody sorted. */
export const newestFirst: ApiOrder = { by: "updated", direction: "desc" };

/** What an API is sorted by beside its other columns: what the list shows, without case. */
export function sortKeysOf(api: {
  readonly displayName: string;
  readonly name: string;
  readonly basePath: string;
}): { nameKey: string; pathKey: string } {
  return { nameKey: (api.displayName || api.name).toLowerCase(), pathKey: api.basePath.toLowerCase() };
}
