"use client";
// Range, topic, tiles and charts of an API's traffic; asks for news while somebody looks. The charts are fetched when
// there is something to draw, so that no other page carries them.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FeedTrouble } from "#components/ui/feed-trouble.tsx";
import { useFeed } from "#components/ui/use-feed.ts";
import { type UsageRange, type UsageSeries, usageRanges } from "#lib/gateways/usage/series.ts";
import { type MetricsQuery, metricsHref, seriesHref } from "./metrics-query.ts";
import { UsageTable } from "./usage-table.tsx";
import { UsageTiles } from "./usage-tiles.tsx";

const UsageCharts = dynamic(() => import("./usage-charts.tsx").then((module) => module.UsageCharts), {
  ssr: false,
  loading: () => <Skeleton variant="rounded" height={480} />,
});

/** Short ranges move every ten seconds, long ones every minute. */
const refreshMs: Readonly<Record<UsageRange, number>> = {
  "15m": 5_000,
  "1h": 10_000,
  "24h": 60_000,
  "7d": 60_000,
  "30d": 60_000,
};

type MetricsViewProps = { apiId: string; query: MetricsQuery; initial: UsageSeries };

export function MetricsView({ apiId, query, initial }: MetricsViewProps) {
  const feed = useFeed(initial, seriesHref(apiId, query), { everyMs: refreshMs[query.range] });
  const series = feed.value;
  const hasTraffic = series.points.some(({ openConnections }) => openConnections !== null);
  return (
    <Box sx={{ display: "grid", gap: 2.5, gridTemplateColumns: "minmax(0, 1fr)" }}>
      <Controls apiId={apiId} query={query} topics={series.topics} />
      <FeedTrouble feed={feed} />
      {hasTraffic ? (
        <>
          <UsageTiles series={series} />
          {query.view === "table" ? <UsageTable series={series} /> : <UsageCharts series={series} />}
        </>
      ) : (
        <EmptyState
          title="No traffic in this time"
          action={
            <Button variant="contained" href={sectionHref(apiId, "overview")}>
              Try it
            </Button>
          }
        >
          Get a test key on the Overview and connect: the first numbers appear here about ten seconds later.
          Or choose a longer time.
        </EmptyState>
      )}
    </Box>
  );
}

type ControlsProps = Pick<MetricsViewProps, "apiId" | "query"> & { topics: readonly string[] };

const allTopics = "";

function Controls({ apiId, query, topics }: ControlsProps) {
  const router = useRouter();
  const show = (changed: Partial<MetricsQuery>) =>
    router.replace(metricsHref(apiId, { ...query, ...changed }), { scroll: false });
  const known = [...new Set([...topics, ...(query.topic === null ? [] : [query.topic])])];
  return (
    <Box
      sx={{
        display: "grid",
        gap: 1.5,
        gridTemplateColumns: { xs: "minmax(0, 1fr) minmax(0, 1fr)", sm: "180px 240px 180px" },
      }}
    >
      <ChoiceField
        label="Time"
        value={query.range}
        options={rangeOptions}
        onChange={(range) => show({ range })}
      />
      <ChoiceField
        label="Topic"
        value={query.topic ?? allTopics}
        options={[
          { value: allTopics, label: "All topics" },
          ...known.map((topic) => ({ value: topic, label: topic })),
        ]}
        onChange={(topic) => show({ topic: topic === allTopics ? null : topic })}
      />
      <ChoiceField
        label="View"
        value={query.view}
        options={[
          { value: "charts", label: "Charts" },
          { value: "table", label: "Table" },
        ]}
        onChange={(view) => show({ view })}
      />
    </Box>
  );
}

const rangeOptions = [
  { value: "15m", label: usageRanges["15m"].label },
  { value: "1h", label: usageRanges["1h"].label },
  { value: "24h", label: usageRanges["24h"].label },
  { value: "7d", label: usageRanges["7d"].label },
  { value: "30d", label: usageRanges["30d"].label },
] as const satisfies readonly { readonly value: UsageRange; readonly label: string }[];
