// The sections of an API's pages, in the order of the navigation, and their addresses. Only sections that work are named.

export const sectionGroups = [
  {
    title: null,
    sections: [
      { path: "overview", label: "Overview" },
      { path: "try", label: "Try it" },
    ],
  },
  {
    title: "Portal configurations",
    sections: [
      { path: "basic-info", label: "Basic info" },
      { path: "business-info", label: "Business info" },
      { path: "subscriptions", label: "Subscriptions" },
    ],
  },
  {
    title: "API configurations",
    sections: [
      { path: "runtime", label: "Runtime" },
      { path: "topics", label: "Topics" },
      { path: "definition", label: "AsyncAPI Definition" },
      { path: "endpoints", label: "Endpoints" },
      { path: "scopes", label: "Scopes" },
    ],
  },
  { title: "Deploy", sections: [{ path: "deployments", label: "Deployments" }] },
  { title: "Publish", sections: [{ path: "lifecycle", label: "Lifecycle" }] },
  {
    title: "Observe",
    sections: [
      { path: "connections", label: "Connections" },
      { path: "metrics", label: "Metrics" },
    ],
  },
] as const;

export type SectionPath = (typeof sectionGroups)[number]["sections"][number]["path"];

/** Address of a section's page. */
export function sectionHref(apiId: string, path: SectionPath): string {
  return `/apis/${encodeURIComponent(apiId)}/${path}`;
}
