// What becomes of a version's subscriptions when another version of the API is published: carried over, on every way in
// the same transaction.
import { publishApplication } from "#lib/applications/commands.ts";
import { isMeantFor, readVisibility, viewerOf } from "#lib/catalogue/visibility.ts";
import type { Change } from "#lib/feed/change.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { recordSubscription, subscriptionIdOf } from "../commands.ts";

/** Both are versions of one API. */
type Versions = { readonly fromId: string; readonly toId: string };

const noSuchVersion = refuse(
  "not_found",
  "There is no such other version of this API: reload the page.",
  "carryFrom",
);

/**
 * Subscribes each application to a version that is subscribed to another one, with the same plan; what is blocked stays
 * blocked. Left out are those that have asked for the version themselves, and those whose owner may not find it. Returns
 * how many were carried over. Refusals: `not_found`.
 */
export async function carrySubscriptions(
  context: CommandContext,
  inside: Change,
  { fromId, toId }: Versions,
): Promise<Outcome<number>> {
  const { tx } = inside;
  const to = await tx.api.findUnique({
    where: { id: toId },
    select: { familyId: true, visibility: true, visibleTo: true },
  });
  const from = await tx.api.findUnique({ where: { id: fromId }, select: { familyId: true, version: true } });
  if (!to || fromId === toId || from?.familyId !== to.familyId) return noSuchVersion;
  const rows = await tx.subscription.findMany({
    where: { apiId: fromId, state: "active", application: { subscriptions: { none: { apiId: toId } } } },
    orderBy: { id: "asc" },
    select: {
      applicationId: true,
      planId: true,
      blocked: true,
      requestedBy: true,
      plan: { select: { name: true } },
      application: { select: { name: true, owner: { select: { id: true, roles: true } } } },
    },
  });
  const visible = readVisibility(to);
  const carried = rows.filter(({ application: { owner } }) => isMeantFor(visible, viewerOf(owner)));
  for (const { plan, application, requestedBy, ...kept } of carried) {
    const { applicationId } = kept;
    const id = subscriptionIdOf(applicationId, toId);
    const requestedAt = context.now();
    await tx.subscription.create({
      data: { id, apiId: toId, ...kept, state: "active", requestedBy, requestedAt },
    });
    const of = { apiId: toId, applicationId, applicationName: application.name, planName: plan.name };
    await recordSubscription(context, inside, of, "carriedOver", `From version ${from.version}`);
    await publishApplication(inside, applicationId);
  }
  return done(carried.length);
}
