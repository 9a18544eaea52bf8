// Reads of scopes: those that an API can require, those that are shared, and what a person may obtain.
import { z } from "zod";
import { whereMine } from "#lib/applications/whose.ts";
import type { DbReader } from "#lib/db/db.ts";
import { isRole, type Role, roles } from "#lib/identity/role.ts";
import { type KeyScopes, type Obtaining, partKeyScopes } from "./key-scopes.ts";
import { mayObtain, type OfferedScope, type Scope } from "./scope.ts";

const columns = {
  id: true,
  familyId: true,
  name: true,
  displayName: true,
  description: true,
  roles: true,
} as const;

type ApiWhere =
  | { readonly id: string }
  | {
      readonly subscriptions: {
        readonly some: {
          readonly state: { readonly not: "rejected" };
          readonly application: { readonly id: string } & ReturnType<typeof whereMine>;
        };
      };
    };

type ScopeWhere = {
  readonly name?: { readonly in: string[] };
  readonly OR?: {
    readonly familyId?: null;
    readonly family?: { readonly apis: { readonly some: ApiWhere } };
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

/**
 * Those of the names that the owner of an application may obtain, whoever acts for it; names that are no scope's are left
 * out.
 */
export async function listObtainable(
  db: DbReader,
  applicationId: string,
  names: readonly string[],
): Promise<string[]> {
  if (names.length === 0) return [];
  return obtainableBy(db, applicationId, await readScopes(db, { name: { in: [...names] } }));
}

/** Who may obtain the scopes of these names, by name; names that are no scope's are left out. */
export async function listScopesByName(
  db: DbReader,
  names: readonly string[],
): Promise<ReadonlyMap<string, Scope>> {
  if (names.length === 0) return new Map();
  const scopes = await readScopes(db, { name: { in: [...new Set(names)] } });
  return new Map(scopes.map((scope) => [scope.name, scope]));
}

/** For each key of an application, by the scopes that it was made with, which of them are in effect now. */
export async function listKeyScopes(
  db: DbReader,
  applicationId: string,
  made: readonly (readonly string[])[],
): Promise<KeyScopes[]> {
  const obtaining = await readObtaining(db, applicationId, made.flat());
  return made.map((names) => partKeyScopes(names, obtaining));
}

/** The same for one of them. */
export async function getKeyScopes(
  db: DbReader,
  applicationId: string,
  made: readonly string[],
): Promise<KeyScopes> {
  return partKeyScopes(made, await readObtaining(db, applicationId, made));
}

async function readObtaining(
  db: DbReader,
  applicationId: string,
  names: readonly string[],
): Promise<Obtaining> {
  const known = await listScopesByName(db, names);
  return { known, ownerRoles: await rolesOfOwner(db, { id: applicationId }) };
}

/** All of an API, the shared ones included, that the owner of an application may obtain. */
export async function listObtainableOfApi(
  db: DbReader,
  { applicationId, apiId }: { readonly applicationId: string; readonly apiId: string },
): Promise<string[]> {
  return obtainableBy(db, applicationId, await listScopesOfApi(db, apiId));
}

/**
 * What a key of an application could have, for a person whose it is or whose team's: the shared scopes, and those of APIs
 * that it subscribes to; its owner obtains them or not.
 */
export async function listOfferedScopes(
  db: DbReader,
  { applicationId, personId }: { readonly applicationId: string; readonly personId: string },
): Promise<OfferedScope[]> {
  const application = { id: applicationId, ...whereMine(personId) };
  const subscription = { state: { not: "rejected" }, application } as const;
  const subscribed = { family: { apis: { some: { subscriptions: { some: subscription } } } } };
  const [scopes, own] = await Promise.all([
    readScopes(db, { OR: [{ familyId: null }, subscribed] }),
    rolesOfOwner(db, application),
  ]);
  return scopes.map(({ name, displayName, description, roles: allowed }) => ({
    ...{ name, displayName, description, roles: allowed },
    isObtainable: mayObtain({ roles: allowed }, own),
  }));
}

type ApplicationWhere = { readonly id: string } & Partial<ReturnType<typeof whereMine>>;

/** A scope is granted by the roles of who answers for an application, to keys and tokens alike. */
async function rolesOfOwner(db: DbReader, application: ApplicationWhere): Promise<Role[]> {
  const held = await db.userRole.findMany({
    where: { user: { applications: { some: application } } },
    select: { role: true },
  });
  return held.map(({ role }) => role).filter(isRole);
}

async function obtainableBy(
  db: DbReader,
  applicationId: string,
  scopes: readonly Scope[],
): Promise<string[]> {
  const own = await rolesOfOwner(db, { id: applicationId });
  return scopes.filter((scope) => mayObtain(scope, own)).map(({ name }) => name);
}
