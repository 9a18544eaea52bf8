// Writes of lifecycle states: decided by the pure state machine, published to the gateways in the same transaction.
import type { Api } from "#lib/apis/api.ts";
import { apiGone } from "#lib/apis/gone-or-stale.ts";
import type { LifecycleState } from "#lib/apis/lifecycle-state.ts";
import { findApi } from "#lib/apis/repository.ts";
import { wherePublished } from "#lib/catalogue/visibility.ts";
import { republishState } from "#lib/deployments/commands.ts";
import { type Change, change } from "#lib/feed/change.ts";
import { RolledBack, refusingRolledBack } from "#lib/feed/rolled-back.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { carrySubscriptions } from "#lib/subscriptions/carry-over/commands.ts";
import {
  type ChangeLifecycle,
  decideTransition,
  type LifecycleAction,
  type Notice,
  noNotice,
} from "./lifecycle.ts";

/**
 * Performs a lifecycle action. Publishing can carry the subscriptions of another version over, deprecating can tell
 * readers until when and what comes instead. Refusals: `not_found`, `not_possible`, `requirements_missing`, `past`.
 */
export async function changeLifecycle(
  context: CommandContext,
  input: ChangeLifecycle,
): Promise<Outcome<{ readonly state: LifecycleState }>> {
  return refusingRolledBack(() =>
    change(context.db, async (inside) => {
      const api = await findApi(inside.tx, input.apiId);
      if (!api) return apiGone;
      const notice = input.action === "deprecate" ? (input.notice ?? noNotice) : noNotice;
      const fault = await findFault(context, inside, api, notice);
      if (fault !== null) return fault;
      const changed = await transition(context, inside, api, input.action, input.note ?? "");
      if (!changed.ok) return changed;
      await inside.tx.api.update({ where: { id: api.id }, data: notice });
      const { carryFrom = null } = input;
      if (input.action !== "publish" || carryFrom === null) return changed;
      const carried = await carrySubscriptions(context, inside, { fromId: carryFrom, toId: api.id });
      if (!carried.ok) throw new RolledBack(carried);
      return changed;
    }),
  );
}

/** What is wrong with what readers shall be told; null where nothing is. */
async function findFault(
  context: CommandContext,
  { tx }: Change,
  api: Api,
  { retiresOn, successorId }: Notice,
): Promise<Refusal | null> {
  if (retiresOn !== null && retiresOn < context.now().toISOString().slice(0, 10)) {
    return refuse("past", "This day is over: enter one that is to come, or nothing.", "notice.retiresOn");
  }
  if (successorId === null) return null;
  const where = { AND: [{ id: successorId, ...wherePublished() }, { NOT: { id: api.id } }] };
  const successor = await tx.api.findFirst({ where, select: { id: true } });
  return successor
    ? null
    : refuse("not_found", "Choose another API that is published and deployed.", "notice.successorId");
}

/** The same inside a transaction that is already open (Create & Publish). */
export async function transition(
  context: CommandContext,
  inside: Change,
  api: Api,
  action: LifecycleAction,
  note: string,
): Promise<Outcome<{ readonly state: LifecycleState }>> {
  const deployments = await inside.tx.deployment.count({ where: { apiId: api.id } });
  const decision = decideTransition(api.state, action, {
    hasEndpoint: api.productionEndpoint !== "",
    isDeployed: deployments > 0,
  });
  if (!decision.ok) return refuse(decision.code, decision.message);
  await inside.tx.api.update({
    where: { id: api.id },
    data: { state: decision.to, updatedAt: context.now() },
  });
  await recordTransition(context, inside, api.id, api.state, decision.to, note);
  await republishState(inside, { ...api, state: decision.to });
  return done({ state: decision.to });
}

/** Adds an entry to the history; `from` is null for the creation. */
export async function recordTransition(
  context: CommandContext,
  inside: Change,
  apiId: string,
  from: LifecycleState | null,
  to: LifecycleState,
  note: string,
): Promise<void> {
  await inside.tx.lifecycleEvent.create({
    data: {
      id: context.newId(),
      apiId,
      fromState: from,
      toState: to,
      by: context.actor.username,
      note,
      at: context.now(),
    },
  });
}
