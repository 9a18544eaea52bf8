// Which scopes of a key are in effect: those that it was made with, as far as the owner of its application may obtain them
// now. What is masked is kept, and is in effect again once it may be obtained again. Pure.
import type { Role } from "#lib/identity/role.ts";
import { mayObtain, type Scope } from "./scope.ts";

/** A scope that a key was made with and that is not in effect. */
export type MaskedScope = {
  readonly name: string;
  /** Roles that obtain it, of which the owner has none; null where there is no such scope any more. */
  readonly roles: readonly Role[] | null;
};

export type KeyScopes = { readonly inEffect: readonly string[]; readonly masked: readonly MaskedScope[] };

/** What decides it: who may obtain the scopes that there are, by name, and which roles the application's owner has. */
export type Obtaining = {
  readonly known: ReadonlyMap<string, Pick<Scope, "roles">>;
  readonly ownerRoles: readonly Role[];
};

/** Parts the scopes that a key was made with; both parts are in their order. */
export function partKeyScopes(made: readonly string[], { known, ownerRoles }: Obtaining): KeyScopes {
  const inEffect: string[] = [];
  const masked: MaskedScope[] = [];
  for (const name of made) {
    const scope = known.get(name);
    if (scope !== undefined && mayObtain(scope, ownerRoles)) inEffect.push(name);
    else masked.push({ name, roles: scope?.roles ?? null });
  }
  return { inEffect, masked };
}
