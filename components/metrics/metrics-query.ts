// What the address of the Metrics page says, and addresses for what it could say. Pure; used by page, route and components.
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { type UsageRange, usageRanges } from "#lib/gateways/usage/series.ts";

export type MetricsQuery = {
  readonly range: UsageRange;
  /** Null is all topics together. */
  readonly topic: string | null;
  readonly view: "charts" | "table";
};

export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

function isUsageRange(text: unknown): text is UsageRange {
  return typeof text === "string" && Object.hasOwn(usageRanges, text);
}

/** Reads the address; what makes no sense counts as absent. */
export function parseMetricsQuery({ range, topic, view }: SearchParams): MetricsQuery {
  return {
    range: isUsageRange(range) ? range : "15m",
    topic: typeof topic === "string" && topic !== "" ? topic : null,
    view: view === "table" ? "table" : "charts",
  };
}

/** Address of the page as described. */
export function metricsHref(apiId: string, query: MetricsQuery): string {
  return `${sectionHref(apiId, "metrics")}?${paramsOf(query)}${query.view === "table" ? "&view=table" : ""}`;
}

/** Address of the numbers of that page. */
export function seriesHref(apiId: string, query: MetricsQuery): string {
  return `${sectionHref(apiId, "metrics")}/series?${paramsOf(query)}`;
}

function paramsOf({ range, topic }: MetricsQuery): string {
  return new URLSearchParams({ range, ...(topic === null ? {} : { topic }) }).toString();
}
