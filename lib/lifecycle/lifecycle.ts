// The lifecycle as a pure state machine: which action leads where, and what it needs first.
import { type LifecycleState, stateLabels } from "#lib/apis/lifecycle-state.ts";

export const lifecycleActions = ["publish", "demote"] as const;
export type LifecycleAction = (typeof lifecycleActions)[number];

export const actionLabels: Readonly<Record<LifecycleAction, string>> = {
  publish: "Publish",
  demote: "Demote to Created",
};

const transitions: Readonly<Record<LifecycleState, Partial<Record<LifecycleAction, LifecycleState>>>> = {
  created: { publish: "published" },
  published: { demote: "created" },
};

/** What an API has of what a transition asks for. */
export type Readiness = {
  readonly hasEndpoint: boolean;
  readonly isDeployed: boolean;
};

export type Requirement = {
  readonly code: "endpoint" | "deployment";
  readonly label: string;
  readonly isMet: boolean;
};

/** What publishing needs, and whether it is there. */
export function publishRequirements(readiness: Readiness): readonly Requirement[] {
  return [
    { code: "endpoint", label: "A production endpoint is set", isMet: readiness.hasEndpoint },
    { code: "deployment", label: "A revision is deployed to a gateway", isMet: readiness.isDeployed },
  ];
}

/** Actions that lead out of a state. */
export function actionsFrom(state: LifecycleState): readonly LifecycleAction[] {
  return lifecycleActions.filter((action) => transitions[state][action] !== undefined);
}

export type Decision =
  | { readonly ok: true; readonly to: LifecycleState }
  | { readonly ok: false; readonly code: "not_possible" | "requirements_missing"; readonly message: string };

/** Whether an action is possible now, and the state it leads to. */
export function decideTransition(
  state: LifecycleState,
  action: LifecycleAction,
  readiness: Readiness,
): Decision {
  const to = transitions[state][action];
  if (to === undefined) {
    return {
      ok: false,
      code: "not_possible",
      message: `${actionLabels[action]} is not possible in state ${stateLabels[state]}.`,
    };
  }
  const missing =
    action === "publish" ? publishRequirements(readiness).filter((requirement) => !requirement.isMet) : [];
  if (missing.length > 0) {
    const what = missing.map((requirement) => requirement.label.toLowerCase()).join("; ");
    return { ok: false, code: "requirements_missing", message: `Still missing: ${what}.` };
  }
  return { ok: true, to };
}
