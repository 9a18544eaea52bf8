// Tells the gateways which scopes of keys are in effect now. Whatever changes who may obtain a scope, or who answers for an
// application, calls it in its own transaction.
import type { Change } from "#lib/feed/change.ts";
import { feedKey } from "#lib/feed/feed-key.ts";
import { isRole } from "#lib/identity/role.ts";
import { type ConsumerEntry, credentialRecordSchema } from "#lib/routes/route-record.ts";
import { partKeyScopes } from "../key-scopes.ts";
import { listScopesByName } from "../repository.ts";
import { heldScopesSchema } from "../scope.ts";

/** Keys that are looked at with one query each for keys, scopes and entries of the feed. */
const pageSize = 100;

/** Keys that a change can concern: of a person's applications, of these, those that were made with these scopes, or all. */
export type KeysConcerned =
  | { readonly ownerId: string }
  | { readonly applicationIds: readonly string[] }
  | { readonly scopeNames: readonly string[] }
  | "all";

/** Writes the entries of those of the keys whose scopes in effect are others than the gateways have been told. */
export async function publishKeyScopes(inside: Change, concerned: KeysConcerned): Promise<void> {
  for (let afterId = ""; ; ) {
    const keys = await readKeys(inside, concerned, afterId);
    await publishPage(inside, keys);
    const last = keys.at(-1);
    if (last === undefined || keys.length < pageSize) return;
    afterId = last.id;
  }
}

type KeyRow = Awaited<ReturnType<typeof readKeys>>[number];

/** The next keys after an id that were made with a scope and are not revoked. */
function readKeys({ tx }: Change, concerned: KeysConcerned, afterId: string) {
  return tx.credential.findMany({
    where: {
      ...whereConcerned(concerned),
      ...{ kind: "api_key", revokedAt: null, scopes: { not: "[]" }, id: { gt: afterId } },
    },
    orderBy: { id: "asc" },
    take: pageSize,
    select: {
      id: true,
      scopes: true,
      application: { select: { owner: { select: { roles: { select: { role: true } } } } } },
    },
  });
}

function whereConcerned(concerned: KeysConcerned) {
  if (concerned === "all") return {};
  if ("ownerId" in concerned) return { application: { ownerId: concerned.ownerId } };
  if ("applicationIds" in concerned) return { applicationId: { in: [...concerned.applicationIds] } };
  return { OR: concerned.scopeNames.map(whereMadeWith) };
}

/** The condition for keys that were made with a scope; may find some of a similar name besides. */
export function whereMadeWith(name: string) {
  return { scopes: { contains: JSON.stringify(name) } };
}

async function publishPage({ tx, publishAll }: Change, keys: readonly KeyRow[]): Promise<void> {
  const made = new Map(keys.map(({ id, scopes }) => [id, heldScopesSchema.parse(JSON.parse(scopes))]));
  const known = await listScopesByName(tx, [...made.values()].flat());
  const ids = keys.map(({ id }) => feedKey({ kind: "credential", id }, null));
  const rows = await tx.routingEntry.findMany({
    where: { id: { in: ids }, body: { not: null } },
    select: { id: true, body: true },
  });
  const bodies = new Map(rows.map(({ id, body }) => [id, body]));
  const entries: ConsumerEntry[] = [];
  for (const { id, application } of keys) {
    const body = bodies.get(feedKey({ kind: "credential", id }, null));
    if (!body) continue; // the gateways do not know it
    const record = credentialRecordSchema.parse(JSON.parse(body));
    if (record.kind !== "api_key") continue;
    const ownerRoles = (application?.owner.roles ?? []).map(({ role }) => role).filter(isRole);
    const { inEffect } = partKeyScopes(made.get(id) ?? [], { known, ownerRoles });
    if (isSame(inEffect, record.scopes)) continue;
    entries.push({ kind: "credential", id, record: { ...record, scopes: [...inEffect] } });
  }
  await publishAll(entries);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index]);
}
