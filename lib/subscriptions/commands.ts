// Writes of subscriptions: by their owner or their team, and by who publishes the API. Each is written to the history and told to the
// gateways in the same transaction.
import { createHash } from "node:crypto";
import { applicationGone, publishApplication } from "#lib/applications/commands.ts";
import { whereMine } from "#lib/applications/whose.ts";
import {
  isMeantFor,
  readVisibility,
  type Viewer,
  viewerOf,
  whereVisible,
} from "#lib/catalogue/visibility.ts";
import { type Change, change } from "#lib/feed/change.ts";
import { refusingTaken } from "#lib/feed/refusing-taken.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import type { SubscriptionBlock, SubscriptionState } from "#lib/routes/application-record.ts";
import { isBlockedAlready } from "./repository.ts";
import { actionOfBlock, type Decision, type SubscriptionAction, stateOnRequest } from "./subscription.ts";

const subscriptionGone = refuse("not_found", "This subscription does not exist any more.");
/** Of an API that is not there, not published, or not for this person: which of them is nobody's business. */
const apiNotFound = refuse("not_found", "There is no such API in the developer portal.");
/** Of somebody else of the team, who finds the API while the owner does not. */
const notForOwner = refuse(
  "not_for_owner",
  "This API is not meant for the owner of the application: use one of your own.",
);
const alreadySubscribed = refuse(
  "already_subscribed",
  "This application has subscribed to this API already.",
);
const deprecated = refuse(
  "deprecated",
  "This API is deprecated and takes no new subscriptions: see on its page what replaces it.",
);
const planNotOffered = refuse(
  "plan_not_offered",
  "This API does not offer that plan: choose another.",
  "planId",
);

/** Of a block that another application, or asking again, would be the way round. */
const blockStands = refuse(
  "blocked",
  "The publisher of this API has blocked a subscription of this application's owner or team, or one that you asked for: ask them to unblock it, then subscribe.",
);

export type Subscribed = { readonly state: SubscriptionState; readonly routingRevision: number };

/**
 * Subscribes an application of the person who acts or of their team; pending where the plan needs approval. Both they and
 * its owner have to find the API. Refusals: `not_found`, `not_for_owner`, `plan_not_offered`, `already_subscribed`,
 * `deprecated`, and `blocked` while the publisher blocks a subscription to it of the same owner or team, or of who acts.
 */
export async function subscribe(
  context: CommandContext,
  input: { readonly applicationId: string; readonly apiId: string; readonly planId: string },
  viewer: Viewer,
): Promise<Outcome<Subscribed>> {
  return refusingTaken(alreadySubscribed, () =>
    change(context.db, (inside) => insertSubscription(context, inside, input, viewer)),
  );
}

/** The same inside a transaction that is already open; two at once throw a unique violation. */
export async function insertSubscription(
  context: CommandContext,
  inside: Change,
  input: { readonly applicationId: string; readonly apiId: string; readonly planId: string },
  viewer: Viewer,
): Promise<Outcome<Subscribed>> {
  const { tx } = inside;
  const { applicationId, apiId, planId } = input;
  const application = await tx.application.findFirst({
    where: { id: applicationId, ...whereMine(context.actor.id) },
    select: { name: true, teamId: true, owner: { select: { id: true, roles: true } } },
  });
  if (!application) return applicationGone;
  const api = await tx.api.findFirst({
    where: { id: apiId, ...whereVisible(viewer) },
    select: { state: true, visibility: true, visibleTo: true },
  });
  if (!api) return apiNotFound;
  const { owner } = application;
  if (owner.id !== context.actor.id && !isMeantFor(readVisibility(api), viewerOf(owner))) return notForOwner;
  if (api.state === "deprecated") return deprecated;
  const offered = await tx.apiPlan.findUnique({
    where: { apiId_planId: { apiId, planId } },
    select: { plan: { select: { name: true, needsApproval: true } } },
  });
  if (!offered) return planNotOffered;
  const earlier = await tx.subscription.findUnique({
    where: { applicationId_apiId: { applicationId, apiId } },
    select: { id: true, state: true },
  });
  if (earlier && earlier.state !== "rejected") return alreadySubscribed;
  const { teamId } = application;
  const asking = { apiId, ownerId: owner.id, teamId, username: context.actor.username };
  if (await isBlockedAlready(tx, asking)) return blockStands;
  if (earlier) await tx.subscription.delete({ where: { id: earlier.id } });
  const state = stateOnRequest(offered.plan);
  const id = subscriptionIdOf(applicationId, apiId);
  await tx.subscription.create({
    data: {
      id,
      applicationId,
      apiId,
      planId,
      state,
      requestedBy: context.actor.username,
      requestedAt: context.now(),
    },
  });
  const subject = { apiId, applicationId, applicationName: application.name, planName: offered.plan.name };
  await recordSubscription(context, inside, subject, state === "pending" ? "requested" : "subscribed", "");
  return done({ state, routingRevision: await publishApplication(inside, applicationId) });
}

/** Ends a subscription, by whom its application belongs to. Open connections are closed with 4403. Refusals: `not_found`, `blocked`. */
export async function unsubscribe(
  context: CommandContext,
  { subscriptionId }: { readonly subscriptionId: string },
): Promise<Outcome<null>> {
  const ofMine = { application: whereMine(context.actor.id) };
  return withSubscription(context, { id: subscriptionId, ...ofMine }, async (inside, found) => {
    // Or a new subscription would be the way round the block.
    if (found.blocked !== "none") {
      return refuse("blocked", "The publisher has blocked this subscription: ask them before you end it.");
    }
    await inside.tx.subscription.delete({ where: { id: subscriptionId } });
    await recordSubscription(context, inside, found, "removed", "");
    return done(null);
  });
}

/** Approves or rejects what waits. Refusals: `not_found`, `not_pending`. */
export async function decideSubscription(
  context: CommandContext,
  input: {
    readonly apiId: string;
    readonly subscriptionId: string;
    readonly decision: Decision;
    readonly note: string;
  },
): Promise<Outcome<null>> {
  const { apiId, subscriptionId: id, decision, note } = input;
  return withSubscription(context, { id, apiId }, async (inside, found) => {
    if (found.state !== "pending") {
      return refuse("not_pending", "Somebody has decided on this subscription already: reload the page.");
    }
    const state = decision === "approve" ? "active" : "rejected";
    await inside.tx.subscription.update({ where: { id }, data: { state, ...decidedBy(context), note } });
    await recordSubscription(context, inside, found, decision === "approve" ? "approved" : "rejected", note);
    return done(null);
  });
}

/** Blocks, or lets in again. Open connections that are blocked are closed with 4403. Refusals: `not_found`. */
export async function blockSubscription(
  context: CommandContext,
  input: {
    readonly apiId: string;
    readonly subscriptionId: string;
    readonly blocked: SubscriptionBlock;
    readonly note: string;
  },
): Promise<Outcome<null>> {
  const { apiId, subscriptionId: id, blocked, note } = input;
  return withSubscription(context, { id, apiId }, async (inside, found) => {
    await inside.tx.subscription.update({ where: { id }, data: { blocked, ...decidedBy(context), note } });
    await recordSubscription(context, inside, found, actionOfBlock(blocked), note);
    return done(null);
  });
}

/** Moves a subscription to another plan, by the publisher. Open connections follow; the plan it has already is no change. Refusals: `not_found`. */
export async function changePlan(
  context: CommandContext,
  input: { readonly apiId: string; readonly subscriptionId: string; readonly planId: string },
): Promise<Outcome<null>> {
  const { apiId, subscriptionId: id, planId } = input;
  return withSubscription(context, { id, apiId }, async (inside, found) => {
    const plan = await inside.tx.plan.findUnique({ where: { id: planId }, select: { name: true } });
    if (!plan) return refuse("not_found", "This plan does not exist any more.");
    if (planId === found.planId) return done(null);
    await inside.tx.subscription.update({ where: { id }, data: { planId } });
    await recordSubscription(
      context,
      inside,
      { ...found, planName: plan.name },
      "planChanged",
      `Before: ${found.planName}`,
    );
    return done(null);
  });
}

/** The same whenever an application subscribes to an API: what it used of a quota is not forgotten by asking again. */
export function subscriptionIdOf(applicationId: string, apiId: string): string {
  return createHash("sha256").update(`${applicationId} ${apiId}`).digest("hex").slice(0, 32);
}

type Subject = {
  readonly apiId: string;
  readonly applicationId: string;
  readonly applicationName: string;
  readonly planName: string;
};

/** Runs a change of one subscription, and tells the gateways where it succeeded. */
async function withSubscription(
  context: CommandContext,
  where: {
    readonly id: string;
    readonly apiId?: string;
    readonly application?: ReturnType<typeof whereMine>;
  },
  run: (
    inside: Change,
    found: Subject & { readonly state: string; readonly blocked: string; readonly planId: string },
  ) => Promise<Outcome<null>>,
): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const row = await inside.tx.subscription.findFirst({
      where,
      select: {
        apiId: true,
        applicationId: true,
        planId: true,
        state: true,
        blocked: true,
        application: { select: { name: true } },
        plan: { select: { name: true } },
      },
    });
    if (!row) return subscriptionGone;
    const { application, plan, ...found } = row;
    const outcome = await run(inside, { ...found, applicationName: application.name, planName: plan.name });
    if (outcome.ok) await publishApplication(inside, row.applicationId);
    return outcome;
  });
}

function decidedBy(context: CommandContext) {
  return { decidedBy: context.actor.username, decidedAt: context.now() };
}

/** Who did something, and when, for the history. */
type Recorder = Pick<CommandContext, "now" | "newId"> & {
  readonly actor: Pick<CommandContext["actor"], "username">;
};

/** Adds an entry to the history. */
export async function recordSubscription(
  context: Recorder,
  { tx }: Change,
  { apiId, applicationId, applicationName, planName }: Subject,
  action: SubscriptionAction,
  note: string,
): Promise<void> {
  await tx.subscriptionEvent.create({
    data: {
      id: context.newId(),
      apiId,
      applicationId,
      applicationName,
      planName,
      action,
      by: context.actor.username,
      note,
      at: context.now(),
    },
  });
}

/** Adds an entry to the history of each subscription of an application. */
export async function recordOfApplication(
  context: Recorder,
  inside: Change,
  applicationId: string,
  action: SubscriptionAction,
  note: string,
): Promise<void> {
  const rows = await inside.tx.subscription.findMany({
    where: { applicationId },
    orderBy: { id: "asc" },
    select: {
      apiId: true,
      application: { select: { name: true } },
      plan: { select: { name: true } },
    },
  });
  for (const { apiId, application, plan } of rows) {
    const subject = { apiId, applicationId, applicationName: application.name, planName: plan.name };
    await recordSubscription(context, inside, subject, action, note);
  }
}
