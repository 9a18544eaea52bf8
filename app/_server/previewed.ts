// What the preview in the developer portal reads: designs, for who works on APIs. To everybody else there is no such page.
import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { Api } from "#lib/apis/api.ts";
import { can } from "#lib/identity/role.ts";
import type { Plan } from "#lib/plans/plan.ts";
import { listOfferedPlans } from "#lib/plans/repository.ts";
import { getDb } from "./db.ts";
import { loadApi } from "./loaders.ts";
import { findPerson } from "./session.ts";

/** An API in whatever state; the not-found page for who may not see designs, as for one that never was. */
export const loadPreviewed = cache(async (apiId: string): Promise<Api> => {
  const viewer = await findPerson();
  return viewer !== null && can(viewer, "api:view") ? loadApi(apiId) : notFound();
});

export async function loadPreviewedPlans(apiId: string): Promise<readonly Plan[]> {
  await loadPreviewed(apiId);
  return listOfferedPlans(getDb(), apiId);
}
