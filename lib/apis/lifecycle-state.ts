// The states of the lifecycle that an API can be in. What leads from one to another is lib/lifecycle.

export const lifecycleStates = ["created", "published", "deprecated"] as const;
export type LifecycleState = (typeof lifecycleStates)[number];

export const stateLabels: Readonly<Record<LifecycleState, string>> = {
  created: "Created",
  published: "Published",
  deprecated: "Deprecated",
};

/** The states in which consumers find an API and connect to it. */
export const openStates: readonly LifecycleState[] = ["published", "deprecated"];

export function isOpen(state: string): boolean {
  return openStates.some((open) => open === state);
}
