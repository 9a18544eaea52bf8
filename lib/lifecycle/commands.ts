// Writes of lifecycle states: decided by the pure state machine, published to the gateways in the same transaction.
import type { Api } from "#lib/apis/api.ts";
import { apiGone } from "#lib/apis/gone-or-stale.ts";
import type { LifecycleState } from "#lib/apis/lifecycle-state.ts";
import { findApi } from "#lib/apis/repository.ts";
import { republishState } from "#lib/deployments/commands.ts";
import { type Change, change } from "#lib/feed/change.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { decideTransition, type LifecycleAction } from "./lifecycle.ts";

/** Performs a lifecycle action. Refusals: `not_found`, `not_possible`, `requirements_missing`. */
export async function changeLifecycle(
  context: CommandContext,
  input: { readonly apiId: string; readonly action: LifecycleAction; readonly note: string },
): Promise<Outcome<{ readonly state: LifecycleState }>> {
  return change(context.db, async (inside) => {
    const api = await findApi(inside.tx, input.apiId);
    return api ? transition(context, inside, api, input.action, input.note) : apiGone;
  });
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
