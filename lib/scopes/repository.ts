// Reads of scopes: those that an API can require, those that are shared, and what a person may obtain.
import { z } from "zod";
import type { DbReader } from "#lib/db/db.ts";
import { isRole, roles } from "#lib/identity/role.ts";
import { mayObtain, type Scope } from "./scope.ts";

const columns = {
  id: true,
  familyId: true,
  name: true,
  displayName: true,
  description: true,
  roles: true,
} as const;

type ScopeWhere = {
  readonly name?: { readonly in: string[] };
  readonly OR?: {
    readonly familyId?: null;
    readonly family?: { readonly apis: { readonly some: { readonly id: string } } };
  }[];
  readonly familyId?: null;
};

async function readScopes(db: DbReader, where: ScopeWhere): Promise<Scope[]> {
  const rows = await db.scope.findMany({ where, orderBy: { name: "asc" }, select: columns });
  return rows.map(({ familyId, roles: allowed, ...row }) => ({
    ...row,
    roles: z.array(z.enum(roles)).parse(JSON.parse(allowed)),
    isShared: familyId === null,
  }));
}

/** What the topics of an API can require: its own scopes, and the shared ones. */
export function listScopesOfApi(db: DbReader, apiId: string): Promise<Scope[]> {
  return readScopes(db, { OR: [{ familyId: null }, { family: { apis: { some: { id: apiId } } } }] });
}

export function listSharedScopes(db: DbReader): Promise<Scope[]> {
  return readScopes(db, { familyId: null });
}

/** Those of the names that a person may obtain; names that are no scope's are left out. */
export async function listObtainable(
  db: DbReader,
  personId: string,
  names: readonly string[],
): Promise<string[]> {
  if (names.length === 0) return [];
  return obtainableBy(db, personId, await readScopes(db, { name: { in: [...names] } }));
}

/** All of an API, the shared ones included, that a person may obtain. */
export async function listObtainableOfApi(db: DbReader, personId: string, apiId: string): Promise<string[]> {
  return obtainableBy(db, personId, await listScopesOfApi(db, apiId));
}

async function obtainableBy(db: DbReader, userId: string, scopes: readonly Scope[]): Promise<string[]> {
  const held = await db.userRole.findMany({ where: { userId }, select: { role: true } });
  const own = held.map(({ role }) => role).filter(isRole);
  return scopes.filter((scope) => mayObtain(scope, own)).map(({ name }) => name);
}
