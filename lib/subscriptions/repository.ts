// Reads of subscriptions. Whose they are is part of each query.
import { z } from "zod";
import { isOpen } from "#lib/apis/lifecycle-state.ts";
import { whereMine } from "#lib/applications/whose.ts";
import type { DbReader } from "#lib/db/db.ts";
import { type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { listQuotaUse } from "#lib/plans/usage/repository.ts";
import { subscriptionBlocks, subscriptionStates } from "#lib/routes/application-record.ts";
import { planLimitsSchema } from "#lib/routes/plan-record.ts";
import type { OwnSubscription } from "./own-subscription.ts";
import type { Carriable, Subscriber, SubscriptionCounts } from "./subscriber.ts";
import { type Subscription, type SubscriptionEvent, subscriptionActions } from "./subscription.ts";

/** Newest entries of a history that are shown. */
const SHOWN_EVENTS = 100;
/** Most subscriptions of an API that one page shows. */
export const SUBSCRIPTIONS_A_PAGE = 100;

const columns = {
  id: true,
  state: true,
  blocked: true,
  requestedAt: true,
  decidedBy: true,
  decidedAt: true,
  note: true,
  plan: { select: { id: true, name: true } },
} as const;

const rowSchema = z.object({ state: z.enum(subscriptionStates), blocked: z.enum(subscriptionBlocks) });

/** The subscriptions of an application, for its owner and team; none for everybody else. */
export async function listOwnSubscriptions(
  db: DbReader,
  query: { readonly applicationId: string; readonly personId: string; readonly now: Date },
): Promise<readonly OwnSubscription[]> {
  const rows = await db.subscription.findMany({
    where: { applicationId: query.applicationId, application: whereMine(query.personId) },
    orderBy: { requestedAt: "asc" },
    select: {
      ...columns,
      plan: { select: { id: true, name: true, limits: true } },
      api: {
        select: {
          ...{ id: true, displayName: true, version: true, state: true },
          _count: { select: { deployments: true } },
        },
      },
    },
  });
  const subscriptions = rows.map(({ id, plan }) => ({
    subscriptionId: id,
    limits: planLimitsSchema.parse(JSON.parse(plan.limits)),
  }));
  const quotas = await listQuotaUse(db, { subscriptions, now: query.now });
  return rows.map(({ api, plan: { id, name }, ...row }) => ({
    ...subscriptionOf({ ...row, plan: { id, name } }),
    quotas: quotas.get(row.id) ?? [],
    api: {
      ...{ id: api.id, name: api.displayName, version: api.version },
      isPublished: isOpen(api.state) && api._count.deployments > 0,
    },
  }));
}

/** The applications of a person and their teams that are subscribed to an API, and how, in the order they asked; or one. */
export async function listOwnSubscriptionsTo(
  db: DbReader,
  query: {
    readonly apiId: string;
    readonly personId: string;
    readonly applicationId?: string | undefined;
  },
): Promise<readonly (Subscription & { readonly applicationId: string })[]> {
  const rows = await db.subscription.findMany({
    where: {
      ...{ apiId: query.apiId, application: whereMine(query.personId) },
      ...(query.applicationId === undefined ? {} : { applicationId: query.applicationId }),
    },
    orderBy: { requestedAt: "asc" },
    select: { ...columns, applicationId: true },
  });
  return rows.map((row) => ({ ...subscriptionOf(row), applicationId: row.applicationId }));
}

/**
 * Whether a block on an API stands against the owner or team of an application, or against the person who asks for it: they
 * may have asked for what is blocked and have transferred its application since.
 */
export async function isBlockedAlready(
  db: DbReader,
  asking: {
    readonly apiId: string;
    readonly ownerId: string;
    readonly teamId: string | null;
    readonly username: string;
  },
): Promise<boolean> {
  const { apiId, ownerId, teamId, username } = asking;
  const ofTeam = teamId === null ? [] : [{ application: { teamId } }];
  const whose = [{ application: { ownerId } }, { requestedBy: username }, ...ofTeam];
  return (await db.subscription.count({ where: { apiId, blocked: { not: "none" }, OR: whose } })) > 0;
}

/**
 * Why an application may have no credential yet: it has subscriptions, and all of them wait or were rejected. Null where one
 * is active, and where there are none: a key may be made first. Whose the application is has been asked already.
 */
export async function refuseUnapproved(db: DbReader, applicationId: string): Promise<Refusal | null> {
  const counts = await db.subscription.groupBy({ by: ["state"], where: { applicationId }, _count: true });
  if (counts.length === 0 || counts.some(({ state }) => state === "active")) return null;
  return refuse(
    "pending",
    "No subscription of this application has been approved: make a credential once the publisher has approved one.",
  );
}

/** Who subscribes to an API, those that wait for approval first, then the newest; a page of them, the first being 1. */
export async function listSubscribers(
  db: DbReader,
  { apiId, page }: { readonly apiId: string; readonly page: number },
): Promise<readonly Subscriber[]> {
  const before = (page - 1) * SUBSCRIPTIONS_A_PAGE;
  const { pending } = await countSubscriptions(db, apiId);
  // Two reads, as no order of the words for a state is the one that is wanted.
  const waiting = await listPart(db, { apiId, state: "pending" }, before, SUBSCRIPTIONS_A_PAGE);
  const room = SUBSCRIPTIONS_A_PAGE - waiting.length;
  const decided = { apiId, state: { not: "pending" } };
  return [...waiting, ...(await listPart(db, decided, Math.max(0, before - pending), room))];
}

async function listPart(
  db: DbReader,
  where: { readonly apiId: string; readonly state: string | { readonly not: string } },
  skip: number,
  take: number,
): Promise<readonly Subscriber[]> {
  const rows = await db.subscription.findMany({
    where,
    orderBy: [{ requestedAt: "desc" }, { id: "asc" }],
    skip,
    take,
    select: {
      ...columns,
      application: { select: { id: true, name: true, owner: { select: { name: true, username: true } } } },
    },
  });
  return rows.map(({ application: { owner, ...application }, ...row }) => ({
    ...subscriptionOf(row),
    application,
    owner: { name: owner.name, username: owner.username ?? owner.name },
  }));
}

/** How many subscriptions to an API wait for approval, and how many there are. */
export async function countSubscriptions(db: DbReader, apiId: string): Promise<SubscriptionCounts> {
  const [pending, all] = await Promise.all([
    db.subscription.count({ where: { apiId, state: "pending" } }),
    db.subscription.count({ where: { apiId } }),
  ]);
  return { pending, all };
}

/** The other versions of an API with their active subscriptions, where there are any: these can be carried over. */
export async function listCarriable(db: DbReader, apiId: string): Promise<readonly Carriable[]> {
  const api = await db.api.findUnique({ where: { id: apiId }, select: { familyId: true } });
  if (!api) return [];
  const isActive = { state: "active" };
  const rows = await db.api.findMany({
    where: { familyId: api.familyId, id: { not: apiId }, subscriptions: { some: isActive } },
    orderBy: { createdAt: "desc" },
    select: { id: true, version: true, _count: { select: { subscriptions: { where: isActive } } } },
  });
  return rows.map(({ id, version, _count }) => ({ id, version, subscriptions: _count.subscriptions }));
}

/** What happened to an API's subscriptions, newest first. */
export async function listSubscriptionEvents(
  db: DbReader,
  apiId: string,
): Promise<readonly SubscriptionEvent[]> {
  const rows = await db.subscriptionEvent.findMany({
    where: { apiId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: SHOWN_EVENTS,
    select: { id: true, applicationName: true, planName: true, action: true, by: true, note: true, at: true },
  });
  return rows.map((row) => ({ ...row, action: z.enum(subscriptionActions).parse(row.action) }));
}

type Row = Omit<Subscription, "state" | "blocked"> & { readonly state: string; readonly blocked: string };

function subscriptionOf(row: Row): Subscription {
  const { id, plan, requestedAt, decidedBy, decidedAt, note } = row;
  return { id, plan, requestedAt, decidedBy, decidedAt, note, ...rowSchema.parse(row) };
}
