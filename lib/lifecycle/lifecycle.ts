// The lifecycle as a pure state machine: which action leads where, and what it needs first.
import { z } from "zod";
import { type LifecycleState, stateLabels } from "#lib/apis/lifecycle-state.ts";
import { bounded } from "#lib/kernel/bounded-text.ts";

export const lifecycleActions = ["publish", "deprecate", "demote"] as const;
export type LifecycleAction = (typeof lifecycleActions)[number];

const apiId = z.string().min(1).max(64);

/** What readers of a deprecated API are told. */
export const noticeSchema = z.object({
  /** A day in UTC, as 2027-03-31; null where it is not settled. */
  retiresOn: z.iso.date("Enter a day, or nothing").nullable(),
  /** The API that replaces it, for readers who may find that one. */
  successorId: apiId.nullable(),
});
export type Notice = z.output<typeof noticeSchema>;
export const noNotice: Notice = { retiresOn: null, successorId: null };

export const changeLifecycleSchema = z.object({
  apiId,
  action: z.enum(lifecycleActions),
  note: bounded("A note", 255).default(""),
  /** Counts where the action is `deprecate`. */
  notice: noticeSchema.default(noNotice),
  /** Counts where the action is `publish`: the version whose subscriptions are carried over; null asks for them again. */
  carryFrom: apiId.nullable().default(null),
});
export type ChangeLifecycle = z.input<typeof changeLifecycleSchema>;

export const actionLabels: Readonly<Record<LifecycleAction, string>> = {
  publish: "Publish",
  deprecate: "Deprecate",
  demote: "Demote to Created",
};

const transitions: Readonly<Record<LifecycleState, Partial<Record<LifecycleAction, LifecycleState>>>> = {
  created: { publish: "published" },
  published: { deprecate: "deprecated", demote: "created" },
  // Deprecating once more changes what readers are told.
  deprecated: { publish: "published", deprecate: "deprecated", demote: "created" },
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
