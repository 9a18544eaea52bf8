// Creating and deleting APIs. Create & Publish is one transaction: all of it happens, or nothing; a retry with the
// same operation key finds what the first request made, so a lost answer never makes two APIs or half of one.
import type { Api } from "#lib/apis/api.ts";
import { type CreateApi, defaultRuntime } from "#lib/apis/api-fields.ts";
import { sortKeysOf } from "#lib/apis/api-order.ts";
import { searchTextOf } from "#lib/apis/api-row.ts";
import { basePathOf } from "#lib/apis/base-path.ts";
import { checkDefinitionText } from "#lib/apis/commands.ts";
import { apiGone } from "#lib/apis/gone-or-stale.ts";
import { findApi, findApiByOperationKey, findIdentityConflicts } from "#lib/apis/repository.ts";
import { publishApplication } from "#lib/applications/commands.ts";
import { isUniqueViolation } from "#lib/db/failure.ts";
import { syncFields } from "#lib/definition-work/commands.ts";
import { checkDeployable, type Deployed, deployApi } from "#lib/deployments/commands.ts";
import { type Change, change } from "#lib/feed/change.ts";
import { RolledBack } from "#lib/feed/rolled-back.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, type Refusal } from "#lib/kernel/outcome.ts";
import { recordTransition, transition } from "#lib/lifecycle/commands.ts";
import { offerDefaultPlan } from "#lib/plans/commands.ts";
import { publishKeyScopes } from "#lib/scopes/in-effect/commands.ts";
import type { Imported } from "./imported.ts";
import { startingDefinition } from "./templates/starting-definition.ts";

type Creation = {
  readonly input: CreateApi;
  readonly operationKey: string;
  /** Left out, the API begins with the template of the input. */
  readonly imported?: Imported | undefined;
};

/** What the first row of an API holds of its definition. */
type FirstDefinition = Pick<Imported, "definition"> & {
  readonly originalDefinition: string | null;
  readonly originalVersion: string | null;
};

type Prepared = Omit<Creation, "imported"> & { readonly first: FirstDefinition };

/** A key belongs to one person and one operation: what another one made is not its result. */
function scopedKey(context: CommandContext, operation: "create" | "publish", key: string): string {
  return `${context.actor.id}:${operation}:${key}`;
}

/**
 * Creates an API with its template, or with what was imported. Refusals: `taken` with the fields that are; of an
 * import those of `saveDefinition`.
 */
export async function createApi(
  context: CommandContext,
  creation: Creation,
): Promise<Outcome<{ readonly apiId: string }>> {
  const keyed = { ...creation, operationKey: scopedKey(context, "create", creation.operationKey) };
  return creating(context, keyed, async (inside, prepared) =>
    done({ apiId: (await insertApi(context, inside, prepared)).id }),
  );
}

/** Creates, deploys to the first environment and publishes: everything or nothing. */
export async function createAndPublish(
  context: CommandContext,
  creation: Creation,
): Promise<Outcome<{ readonly apiId: string; readonly routingRevision: number }>> {
  const keyed = { ...creation, operationKey: scopedKey(context, "publish", creation.operationKey) };
  return creating(context, { ...keyed, goesLive: true }, async (inside, prepared) => {
    const api = await insertApi(context, inside, prepared);
    const deployed = await deployApi(context, inside, api, { note: "Initial revision", environmentIds: [] });
    if (!deployed.ok) throw new RolledBack(deployed);
    const published = await transition(context, inside, api, "publish", "Created and published");
    if (!published.ok) throw new RolledBack(published);
    return done({ apiId: api.id, routingRevision: await latestRouting(inside, api.id, deployed.value) });
  });
}

async function creating<Value extends { readonly apiId: string }>(
  context: CommandContext,
  creation: Creation & { readonly goesLive?: boolean },
  run: (inside: Change, prepared: Prepared) => Promise<Outcome<Value>>,
): Promise<Outcome<Value | { readonly apiId: string; readonly routingRevision: number }>> {
  const first = await firstDefinition(context, creation);
  if (!first.ok) return first;
  // A template's text is known to be deployable (templates.test.ts).
  const deployable =
    creation.goesLive && creation.imported
      ? await checkDeployable(context, first.value.definition)
      : done(null);
  if (!deployable.ok) return deployable;
  try {
    return await change(context.db, async (inside) => {
      const earlier = await findApiByOperationKey(inside.tx, creation.operationKey);
      if (earlier)
        return done({ apiId: earlier.id, routingRevision: await latestRouting(inside, earlier.id, null) });
      return run(inside, { ...creation, first: first.value });
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal;
    if (!isUniqueViolation(error)) throw error;
    // Two people took the same name or context at the same moment; the other one was first.
    return conflictRefusal(await findIdentityConflicts(context.db, identityOf(creation.input)));
  }
}

/** Made before the transaction: work on a text must not hold the write lock. */
async function firstDefinition(
  context: CommandContext,
  { input: { name, version, template }, imported }: Creation,
): Promise<Outcome<FirstDefinition>> {
  const managed = { title: name, version };
  if (!imported) {
    const definition = startingDefinition(template, managed);
    return done({ definition, originalDefinition: null, originalVersion: null });
  }
  const checked = await checkDefinitionText(context, imported.definition);
  if (!checked.ok) return checked;
  const synced = await syncFields(imported.definition, managed, context.actor.id);
  if (!synced.ok) return synced;
  const { original: originalDefinition, originalVersion } = imported;
  return done({ definition: synced.value, originalDefinition, originalVersion });
}

async function latestRouting(inside: Change, apiId: string, deployed: Deployed | null): Promise<number> {
  const entries = await inside.tx.routingEntry.aggregate({
    where: { id: { endsWith: `:${apiId}` } },
    _max: { revision: true },
  });
  return entries._max.revision ?? deployed?.routingRevision ?? 0;
}

function identityOf(input: CreateApi) {
  const basePath = basePathOf(input.context, input.version);
  return { name: input.name, version: input.version, context: input.context, basePath };
}

/** A refusal `taken` for what findIdentityConflicts found. */
export function conflictRefusal(conflicts: Readonly<Record<string, string>>): Refusal {
  const fields = Object.fromEntries(Object.entries(conflicts).map(([field, message]) => [field, [message]]));
  const message =
    Object.values(conflicts)[0] ??
    "Another API took this name or context at the same moment: choose another.";
  return { ok: false, code: "taken", message, fields };
}

async function insertApi(context: CommandContext, inside: Change, creation: Prepared): Promise<Api> {
  const { input, operationKey, first } = creation;
  const identity = identityOf(input);
  const conflicts = await findIdentityConflicts(inside.tx, identity);
  if (Object.keys(conflicts).length > 0) throw new RolledBack(conflictRefusal(conflicts));
  const nameKey = input.name.toLowerCase();
  const family = await inside.tx.apiFamily.upsert({
    where: { nameKey },
    create: { id: context.newId(), nameKey, contextKey: input.context.toLowerCase() },
    update: {},
  });
  const id = context.newId();
  const now = context.now();
  const displayName = input.displayName || input.name;
  await inside.tx.api.create({
    data: {
      id,
      familyId: family.id,
      ...identity,
      displayName,
      productionEndpoint: input.endpoint || null,
      security: JSON.stringify(defaultRuntime.security),
      limits: JSON.stringify(defaultRuntime.limits),
      ...first,
      operationKey,
      createdById: context.actor.id,
      createdBy: context.actor.username,
      createdAt: now,
      updatedAt: now,
      searchText: searchTextOf({ ...identity, displayName, tags: [] }),
      ...sortKeysOf({ ...identity, displayName }),
    },
  });
  await offerDefaultPlan(inside.tx, id);
  await recordTransition(context, inside, id, null, "created", "");
  const api = await findApi(inside.tx, id);
  if (!api) throw new RolledBack(apiGone);
  return api;
}

/** Deletes an API with its revisions, credentials and subscriptions, and takes it off the gateways. */
export async function deleteApi(
  context: CommandContext,
  input: { readonly apiId: string },
): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const { tx, publish } = inside;
    const api = await tx.api.findUnique({
      where: { id: input.apiId },
      select: {
        familyId: true,
        deployments: { select: { environmentId: true } },
        credentials: { select: { id: true } },
        subscriptions: { select: { applicationId: true } },
      },
    });
    if (!api) return apiGone;
    for (const { environmentId } of api.deployments) {
      await publish({ kind: "route", id: input.apiId, record: null }, { environmentId });
    }
    for (const { id } of api.credentials) {
      await publish({ kind: "credential", id: id, record: null });
    }
    await tx.api.delete({ where: { id: input.apiId } });
    for (const { applicationId } of api.subscriptions) await publishApplication(inside, applicationId);
    const siblings = await tx.api.count({ where: { familyId: api.familyId } });
    if (siblings === 0) await deleteFamily(inside, api.familyId);
    return done(null);
  });
}

/** What the versions of an API shared goes with the last of them: its scopes too, which no key has then. */
async function deleteFamily(inside: Change, id: string): Promise<void> {
  const scopes = await inside.tx.scope.findMany({ where: { familyId: id }, select: { name: true } });
  await inside.tx.apiFamily.delete({ where: { id } });
  await publishKeyScopes(inside, { scopeNames: scopes.map(({ name }) => name) });
}
