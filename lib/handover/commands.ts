// Applications get another owner, with their keys and subscriptions: whichever way that comes about.

import { MAX_APPLICATIONS } from "#lib/applications/application.ts";
import { publishApplication } from "#lib/applications/commands.ts";
import type { Change } from "#lib/feed/change.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { publishKeyScopes } from "#lib/scopes/in-effect/commands.ts";

/** One application, or those that somebody owns in a team; null are those in none. */
type Which = { readonly id: string } | { readonly ownerId: string; readonly teamId: string | null };

/** To whom; without a team named they stay in the one they are in. */
type Heir = {
  readonly owner: { readonly id: string; readonly username: string };
  readonly teamId?: string | null;
};

/**
 * Gives applications to an owner and tells the gateways, of the scopes of their keys too, which go by the owner; returns
 * them by name. Nothing is written where it is refused: `too_many`, `taken`.
 */
export async function handOver(
  inside: Change,
  where: Which,
  { owner, teamId }: Heir,
): Promise<Outcome<readonly { readonly id: string; readonly name: string }[]>> {
  const { tx } = inside;
  const given = await tx.application.findMany({
    where,
    orderBy: { nameKey: "asc" },
    select: { id: true, name: true, nameKey: true },
  });
  const ids = given.map(({ id }) => id);
  const others = await tx.application.findMany({
    where: { ownerId: owner.id, id: { notIn: ids } },
    select: { nameKey: true },
  });
  if (given.length > 0 && given.length + others.length > MAX_APPLICATIONS) {
    return refuse(
      "too_many",
      `${owner.username} would have more than ${MAX_APPLICATIONS} applications, which is the most.`,
    );
  }
  const taken = new Set(others.map(({ nameKey }) => nameKey));
  const twins = given.filter(({ nameKey }) => taken.has(nameKey)).map(({ name }) => name);
  if (twins.length > 0) {
    const message = `${owner.username} has an application of the same name already: ${twins.join(", ")}. Rename one of the two first.`;
    return refuse("taken", message, "name");
  }
  const data = { ownerId: owner.id, ...(teamId === undefined ? {} : { teamId }) };
  await tx.application.updateMany({ where: { id: { in: ids } }, data });
  for (const id of ids) await publishApplication(inside, id);
  await publishKeyScopes(inside, { applicationIds: ids });
  return done(given.map(({ id, name }) => ({ id, name })));
}
