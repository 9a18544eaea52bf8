// The states of the lifecycle that an API can be in. What leads from one to another is lib/lifecycle.

export const lifecycleStates = ["created", "published"] as const;
export type LifecycleState = (typeof lifecycleStates)[number];

export const stateLabels: Readonly<Record<LifecycleState, string>> = {
  created: "Created",
  published: "Published",
};
