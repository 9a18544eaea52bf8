// Application, subscription and key in one transaction: all of it, or nothing.
import { insertApplication } from "#lib/applications/commands.ts";
import { whereMine } from "#lib/applications/whose.ts";
import type { Viewer } from "#lib/catalogue/visibility.ts";
import { keyRestrictionsSchema } from "#lib/credentials/api-keys/api-key.ts";
import { insertKey, type NewKey } from "#lib/credentials/api-keys/commands.ts";
import { type Change, change } from "#lib/feed/change.ts";
import { refusingTaken } from "#lib/feed/refusing-taken.ts";
import { RolledBack, refusingRolledBack, valueOrRollBack } from "#lib/feed/rolled-back.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { listObtainableOfApi } from "#lib/scopes/repository.ts";
import { insertSubscription } from "#lib/subscriptions/commands.ts";
import type { UseApi } from "./onboarding.ts";

/** What came of it; a key only where the subscription is in force. */
export type Using = { readonly applicationId: string; readonly key: NewKey | null };

const nameTaken = refuse(
  "taken",
  "You have an application of this name: choose it, or another name.",
  "name",
);

/**
 * Subscribes an application, made for it where it is new, and makes a key. An application that is subscribed already gets
 * one more key. Refusals: those of the three commands, and `pending` where a subscription waits already.
 */
export async function startUsingApi(
  context: CommandContext,
  input: UseApi,
  viewer: Viewer,
): Promise<Outcome<Using>> {
  const run = () => change(context.db, (inside) => use(context, inside, input, viewer));
  return refusingRolledBack(() => refusingTaken(nameTaken, run));
}

async function use(
  context: CommandContext,
  inside: Change,
  { apiId, planId, environment, application }: UseApi,
  viewer: Viewer,
): Promise<Outcome<Using>> {
  const applicationId =
    application.kind === "existing"
      ? application.applicationId
      : valueOrRollBack(await insertApplication(context, inside, { name: application.name, description: "" }))
          .applicationId;
  const subscribed = await insertSubscription(context, inside, { applicationId, apiId, planId }, viewer);
  if (!subscribed.ok && subscribed.code !== "already_subscribed") throw new RolledBack(subscribed);
  const state = subscribed.ok
    ? subscribed.value.state
    : await stateOf(inside, { applicationId, apiId, personId: context.actor.id });
  if (state !== "active") {
    return subscribed.ok
      ? done({ applicationId, key: null })
      : refuse("pending", "This application's subscription waits for the publisher's approval.");
  }
  const scopes = await listObtainableOfApi(inside.tx, { applicationId, apiId });
  const restrictions = noRestrictions;
  const key = { applicationId, name: "", environment, lifetimeDays: null, restrictions, scopes };
  return done({ applicationId, key: valueOrRollBack(await insertKey(context, inside, key)) });
}

const noRestrictions = keyRestrictionsSchema.parse({});

async function stateOf(
  { tx }: Change,
  of: { readonly applicationId: string; readonly apiId: string; readonly personId: string },
): Promise<string | null> {
  const { applicationId, apiId, personId } = of;
  const row = await tx.subscription.findFirst({
    where: { applicationId, apiId, application: whereMine(personId) },
    select: { state: true },
  });
  return row?.state ?? null;
}
