// Writes of scopes. A new one is held by nobody: keys that were made with a former scope of the same name lose it.
import { type Change, change } from "#lib/feed/change.ts";
import { feedKey } from "#lib/feed/feed-key.ts";
import { refusingTaken } from "#lib/feed/refusing-taken.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { credentialRecordSchema } from "#lib/routes/route-record.ts";
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

/** Changes what is said of an API's scope and who obtains it; tokens and keys that have it keep it. Refusals: `not_found`. */
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
  const { count } = await change(context.db, ({ tx }) => tx.scope.updateMany({ where, data }));
  return count === 0 ? scopeGone : done(null);
}

/** Deletes a scope of an API. What is deployed goes on to require it, and nobody gets it any more. Refusals: `not_found`. */
export async function deleteApiScope(
  context: CommandContext,
  { apiId, scopeId }: { readonly apiId: string; readonly scopeId: string },
): Promise<Outcome<null>> {
  const ofApi = { id: scopeId, family: { apis: { some: { id: apiId } } } };
  const { count } = await change(context.db, ({ tx }) => tx.scope.deleteMany({ where: ofApi }));
  return count === 0 ? scopeGone : done(null);
}

/** Deletes a shared scope, likewise. Refusals: `not_found`. */
export async function deleteSharedScope(
  context: CommandContext,
  { scopeId }: { readonly scopeId: string },
): Promise<Outcome<null>> {
  const shared = { id: scopeId, familyId: null };
  const { count } = await change(context.db, ({ tx }) => tx.scope.deleteMany({ where: shared }));
  return count === 0 ? scopeGone : done(null);
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
  await inside.tx.scope.create({
    data: {
      ...{ id: scopeId, familyId, ...fields, roles: JSON.stringify(roles) },
      ...{ createdBy: context.actor.username, createdAt: context.now() },
    },
  });
  await takeFromKeys(inside, fields.name);
  return done({ scopeId });
}

/** Keys outlive scopes: one that was made for a scope that is gone says nothing of another of its name. */
async function takeFromKeys({ tx, publish }: Change, name: string): Promise<void> {
  const keys = await tx.credential.findMany({
    where: { kind: "api_key", scopes: { contains: JSON.stringify(name) } },
    select: { id: true, scopes: true },
  });
  for (const { id, scopes } of keys) {
    const left = heldScopesSchema.parse(JSON.parse(scopes)).filter((held) => held !== name);
    await tx.credential.update({ where: { id }, data: { scopes: JSON.stringify(left) } });
    const row = await tx.routingEntry.findUnique({
      where: { id: feedKey({ kind: "credential", id }, null) },
    });
    const record = credentialRecordSchema.nullable().parse(JSON.parse(row?.body ?? "null"));
    if (record?.kind === "api_key")
      await publish({ kind: "credential", id, record: { ...record, scopes: left } });
  }
}
