// Scopes: what a topic can require of whoever connects, and who may obtain it. One belongs to an API in all its versions,
// or is shared by all APIs. Pure.
import { z } from "zod";
import { type Role, roles } from "#lib/identity/role.ts";
import { bounded } from "#lib/kernel/bounded-text.ts";
import { scopeNameSchema } from "#lib/routes/access-token.ts";

/** Most scopes of one API, and most that are shared. */
export const MAX_SCOPES = 100;
/** Most scopes that are chosen for a key, or that are looked at in one request for a token. */
export const MAX_HELD_SCOPES = 50;

const id = z.string().min(1).max(64);

const scopeFields = {
  name: scopeNameSchema,
  displayName: bounded("The display name", 80).trim().default(""),
  description: bounded("The description", 500).trim().default(""),
  /** Who may obtain it; none is everybody. */
  roles: z.array(z.enum(roles)).max(roles.length).default([]),
};

/** What of a scope can be changed: its name stands in definitions, keys and tokens. */
const { name: _name, ...changeable } = scopeFields;

export const createApiScopeSchema = z.object({ apiId: id, ...scopeFields });
export const updateApiScopeSchema = z.object({ apiId: id, scopeId: id, ...changeable });
export const updateSharedScopeSchema = z.object({ scopeId: id, ...changeable });
export const createSharedScopeSchema = z.object(scopeFields);
export const deleteApiScopeSchema = z.object({ apiId: id, scopeId: id });
export const deleteSharedScopeSchema = z.object({ scopeId: id });
/** What a key has. One that the portal makes for an API has all of its scopes, which can be more than may be chosen. */
export const heldScopesSchema = z.array(scopeNameSchema);
/** What is chosen for a key. */
export const chosenScopesSchema = heldScopesSchema.max(MAX_HELD_SCOPES, `At most ${MAX_HELD_SCOPES} scopes`);

export type CreateApiScope = z.output<typeof createApiScopeSchema>;
export type CreateSharedScope = z.output<typeof createSharedScopeSchema>;

export type UpdateApiScope = z.output<typeof updateApiScopeSchema>;
export type UpdateSharedScope = z.output<typeof updateSharedScopeSchema>;

export type Scope = {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly roles: readonly Role[];
  /** True where every API can require it. */
  readonly isShared: boolean;
};

/** What a person is told of a scope that a key could have. */
export type OfferedScope = Pick<Scope, "name" | "displayName" | "description" | "roles"> & {
  readonly isObtainable: boolean;
};

/** Whether somebody with these roles may obtain a scope. */
export function mayObtain({ roles: allowed }: Pick<Scope, "roles">, held: readonly Role[]): boolean {
  return allowed.length === 0 || held.some((role) => allowed.includes(role));
}
