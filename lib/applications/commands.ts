// Writes of applications, and what the gateways know of them. Whose they are is part of each query.

import type { DbReader } from "#lib/db/db.ts";
import { type Change, change } from "#lib/feed/change.ts";
import { refusingTaken } from "#lib/feed/refusing-taken.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { subscriptionRecordSchema } from "#lib/routes/application-record.ts";
import { type ApplicationFields, MAX_APPLICATIONS } from "./application.ts";
import { whereMine, whereOwned } from "./whose.ts";

/** Of an application that is gone, and of somebody else's alike. */
export const applicationGone = refuse("not_found", "This application does not exist.");
const nameTaken = refuse("taken", "You have an application of this name: choose another.", "name");
const nameTakenByOwner = refuse(
  "taken",
  "The owner of this application has another of this name: choose a different one.",
  "name",
);
/** Of an application of one's team: what its members may not do to it. */
const ownersOnly = refuse(
  "owners_only",
  "Only the owner of this application and the owners of its team may do this: ask one of them.",
);

/** Adds an application of the person who acts. Refusals: `taken`, `too_many`. */
export async function createApplication(
  context: CommandContext,
  { application }: { readonly application: ApplicationFields },
): Promise<Outcome<{ readonly applicationId: string }>> {
  return refusingTaken(nameTaken, () =>
    change(context.db, (inside) => insertApplication(context, inside, application)),
  );
}

/** The same inside a transaction that is already open; a name that is taken throws a unique violation. */
export async function insertApplication(
  context: CommandContext,
  inside: Change,
  fields: ApplicationFields,
): Promise<Outcome<{ readonly applicationId: string }>> {
  const ownerId = context.actor.id;
  if ((await inside.tx.application.count({ where: { ownerId } })) >= MAX_APPLICATIONS) {
    return refuse(
      "too_many",
      `You have ${MAX_APPLICATIONS} applications, which is the most: delete one first.`,
    );
  }
  const id = context.newId();
  const now = context.now();
  await inside.tx.application.create({
    data: { id, ownerId, ...columnsOf(fields), createdAt: now, updatedAt: now },
  });
  await publishApplication(inside, id);
  return done({ applicationId: id });
}

/** Renames an application or describes it anew, by any of its team. Refusals: `not_found`, `taken`. */
export async function updateApplication(
  context: CommandContext,
  input: { readonly applicationId: string; readonly application: ApplicationFields },
): Promise<Outcome<null>> {
  return refusingTaken(nameTakenByOwner, () =>
    change(context.db, async (inside) => {
      const { count } = await inside.tx.application.updateMany({
        where: { id: input.applicationId, ...whereMine(context.actor.id) },
        data: { ...columnsOf(input.application), updatedAt: context.now() },
      });
      if (count === 0) return applicationGone;
      await publishApplication(inside, input.applicationId);
      return done(null);
    }),
  );
}

/**
 * Deletes an application with its keys and subscriptions; their history stays. Refusals: `not_found`, `owners_only`, and
 * `blocked` while a publisher blocks one of the subscriptions: it is not ended in this way either, so that the block stands.
 */
export async function deleteApplication(
  context: CommandContext,
  { applicationId }: { readonly applicationId: string },
): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const { tx, publish } = inside;
    const application = await tx.application.findFirst({
      where: { id: applicationId, ...whereOwned(context.actor.id) },
      select: {
        name: true,
        credentials: { select: { id: true } },
        oauthClients: { select: { id: true } },
        identities: { select: { id: true } },
        subscriptions: {
          select: {
            ...{ apiId: true, blocked: true },
            api: { select: { displayName: true, version: true } },
            plan: { select: { name: true } },
          },
        },
      },
    });
    if (!application) return refuseUnowned(context, tx, applicationId);
    const blocked = application.subscriptions.find((subscription) => subscription.blocked !== "none");
    if (blocked) {
      const { displayName, version } = blocked.api;
      return refuse(
        "blocked",
        `The publisher of ${displayName} ${version} has blocked this application's subscription: ask them before you delete it.`,
      );
    }
    await tx.subscriptionEvent.createMany({
      data: application.subscriptions.map(({ apiId, plan }) => ({
        id: context.newId(),
        apiId,
        applicationId,
        applicationName: application.name,
        planName: plan.name,
        action: "removed",
        by: context.actor.username,
        note: "The application was deleted",
        at: context.now(),
      })),
    });
    const { credentials, oauthClients, identities } = application;
    for (const { id } of [...credentials, ...oauthClients, ...identities])
      await publish({ kind: "credential", id, record: null });
    await tx.application.delete({ where: { id: applicationId } });
    await publishApplication(inside, applicationId);
    return done(null);
  });
}

/** Why a person may not transfer or delete an application that `whereOwned` did not find: a stranger learns nothing of it. */
export async function refuseUnowned(
  context: CommandContext,
  tx: DbReader,
  applicationId: string,
): Promise<Refusal> {
  const isMine = { id: applicationId, ...whereMine(context.actor.id) };
  return (await tx.application.count({ where: isMine })) > 0 ? ownersOnly : applicationGone;
}

/** Tells the gateways how an application stands now, its subscriptions included. */
export async function publishApplication({ tx, publish }: Change, applicationId: string): Promise<number> {
  const row = await tx.application.findUnique({
    where: { id: applicationId },
    select: {
      id: true,
      name: true,
      ownerId: true,
      subscriptions: {
        orderBy: { id: "asc" },
        select: { id: true, apiId: true, planId: true, state: true, blocked: true },
      },
    },
  });
  const record = row && {
    ...row,
    subscriptions: row.subscriptions.map((it) => subscriptionRecordSchema.parse(it)),
  };
  return publish({ kind: "application", id: applicationId, record });
}

function columnsOf({ name, description }: ApplicationFields) {
  return { name, nameKey: name.toLowerCase(), description };
}
