// The pages that the bench asks for, with the heading that tells that it got them.
import { sectionGroups, sectionHref } from "#components/apis/frame/api-sections.ts";

/** A page, its address and the text of its h1. */
export type PortalPage = {
  readonly name: string;
  readonly path: string;
  readonly heading: string;
  /** Its JavaScript has a budget (docs/benchmarks.md). */
  readonly hasScriptBudget: boolean;
};

/** The list, the create form, and every page of one API. */
export function listPages(apiId: string): PortalPage[] {
  const sections = sectionGroups.flatMap(({ sections }) => [...sections]);
  return [
    { name: "APIs (list)", path: "/apis", heading: "APIs", hasScriptBudget: true },
    {
      name: "APIs (search)",
      path: "/apis?search=Seeded+99",
      heading: "APIs",
      hasScriptBudget: false,
    },
    {
      name: "Create",
      path: "/apis/create/websocket",
      heading: "Create a WebSocket API",
      hasScriptBudget: true,
    },
    ...sections.map(({ path, label }) => ({
      name: label,
      path: sectionHref(apiId, path),
      heading: label,
      hasScriptBudget: path === "topics",
    })),
  ];
}
