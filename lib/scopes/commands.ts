// Writes of scopes. A new one is held by nobody: keys that were made with a former scope of the same name lose it.
import { type Change, change } from "#lib/feed/change.ts";
import { refusingTaken } from "#lib/feed/refusing-taken.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { publishKeyScopes, whereMadeWith } from "./in-effect/commands.ts";
import {
  type CreateApiScope,
  type CreateSharedScope,
  heldScopesSchema,
  MAX_SCOPES,
  type UpdateApiScope,
  type UpdateSharedScope,
} from "./scope.ts";

const scopeGone = refuse("not_found", "This scope does not exist any more.");
const nameTaken = refuse(
  "taken",
  "There is a scope of this name already, of this API, another one or all: choose another name.",
  "name",
);

type NewScope = { readonly scopeId: string };

/** Makes a scope of an API, in all its versions. Refusals: `not_found`, `taken`, `too_many`. */
export async function createApiScope(
  context: CommandContext,
  { apiId, ...fields }: CreateApiScope,
): Promise<Outcome<NewScope>> {
  return refusingTaken(nameTaken, () =>
    change(context.db, async (inside) => {
      const api = await inside.tx.api.findUnique({ where: { id: apiId }, select: { familyId: true } });
      if (!api) return refuse("not_found", "This API does not exist any more.");
      return insertScope(context, inside, { familyId: api.familyId, ...fields });
    }),
  );
}

/** Makes a scope that every API can require. Refusals: `taken`, `too_many`. */
export async function createSharedScope(
  context: CommandContext,
  fields: CreateSharedScope,
): Promise<Outcome<NewScope>> {
  return refusingTaken(nameTaken, () =>
    change(context.db, (inside) => insertScope(context, inside, { familyId: null, ...fields })),
  );
}

/**
 * Changes what is said of an API's scope and who obtains it: of the keys that were made with it those have it whose owners
 * obtain it now, tokens keep it. Refusals: `not_found`.
 */
export function updateApiScope(
  context: CommandContext,
  { apiId, scopeId, ...fields }: UpdateApiScope,
): Promise<Outcome<null>> {
  return updateScope(context, { id: scopeId, family: { apis: { some: { id: apiId } } } }, fields);
}

/** Changes a shared scope, likewise. Refusals: `not_found`. */
export function updateSharedScope(
  context: CommandContext,
  { scopeId, ...fields }: UpdateSharedScope,
): Promise<Outcome<null>> {
  return updateScope(context, { id: scopeId, familyId: null }, fields);
}

type OneScope = {
  readonly id: string;
  readonly familyId?: null;
  readonly family?: { readonly apis: { readonly some: { readonly id: string } } };
};

async function updateScope(
  context: CommandContext,
  where: OneScope,
  { roles, ...fields }: Omit<UpdateSharedScope, "scopeId">,
): Promise<Outcome<null>> {
  const data = { ...fields, roles: JSON.stringify(roles) };
  return changeScope(context, where, async ({ tx }, id) => {
    await tx.scope.update({ where: { id }, data });
  });
}

/**
 * Deletes a scope of an API. What is deployed goes on to require it, nobody gets it any more, and no key has it. Refusals:
 * `not_found`.
 */
export async function deleteApiScope(
  context: CommandContext,
  { apiId, scopeId }: { readonly apiId: string; readonly scopeId: string },
): Promise<Outcome<null>> {
  return deleteScope(context, { id: scopeId, family: { apis: { some: { id: apiId } } } });
}

/** Deletes a shared scope, likewise. Refusals: `not_found`. */
export async function deleteSharedScope(
  context: CommandContext,
  { scopeId }: { readonly scopeId: string },
): Promise<Outcome<null>> {
  return deleteScope(context, { id: scopeId, familyId: null });
}

function deleteScope(context: CommandContext, where: OneScope): Promise<Outcome<null>> {
  return changeScope(context, where, async ({ tx }, id) => {
    await tx.scope.delete({ where: { id } });
  });
}

/** Does something to a scope, and tells the gateways of the keys for which that makes a difference. */
function changeScope(
  context: CommandContext,
  where: OneScope,
  run: (inside: Change, id: string) => Promise<void>,
): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const scope = await inside.tx.scope.findFirst({ where, select: { id: true, name: true } });
    if (!scope) return scopeGone;
    await run(inside, scope.id);
    await publishKeyScopes(inside, { scopeNames: [scope.name] });
    return done(null);
  });
}

async function insertScope(
  context: CommandContext,
  inside: Change,
  { familyId, roles, ...fields }: CreateSharedScope & { readonly familyId: string | null },
): Promise<Outcome<NewScope>> {
  if ((await inside.tx.scope.count({ where: { familyId } })) >= MAX_SCOPES) {
    return refuse("too_many", `There are ${MAX_SCOPES} scopes here, which is the most.`, "name");
  }
  const scopeId = context.newId();
  await takeFromKeys(inside, fields.name);
  await inside.tx.scope.create({
    data: {
      ...{ id: scopeId, familyId, ...fields, roles: JSON.stringify(roles) },
      ...{ createdBy: context.actor.username, createdAt: context.now() },
    },
  });
  return done({ scopeId });
}

/** Keys outlive scopes: one that was made for a scope that is gone says nothing of another of its name. */
async function takeFromKeys({ tx }: Change, name: string): Promise<void> {
  const where = { kind: "api_key", ...whereMadeWith(name) };
  const found = await tx.credential.findMany({ where, distinct: ["scopes"], select: { scopes: true } });
  for (const { scopes } of found) {
    const left = heldScopesSchema.parse(JSON.parse(scopes)).filter((held) => held !== name);
    await tx.credential.updateMany({
      where: { kind: "api_key", scopes },
      data: { scopes: JSON.stringify(left) },
    });
  }
}
