"use client";
// The charts of an API's traffic. Loaded on their own. For screen readers the table view has the same numbers, so the
// pictures are hidden from them.
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { BarChart } from "@mui/x-charts/BarChart";
import { LineChart } from "@mui/x-charts/LineChart";
import type { ReactNode } from "react";
import { bytesWords, countWords, durationWords, rateWords } from "#components/ui/quantity-words.ts";
import { SectionCard } from "#components/ui/section-card.tsx";
import { keysOf, type Percentiles, type UsagePoint, type UsageSeries } from "#lib/gateways/usage/series.ts";
import { chartColor, chartFrame } from "./chart-look.ts";
import { axisWords, momentWords } from "./time-words.ts";

export function UsageCharts({ series }: { series: UsageSeries }) {
  const closeCodes = series.points.map(({ closeCodes }) => closeCodes);
  const refusals = series.points.map(({ refusals }) => refusals);
  return (
    <Box
      sx={{
        display: "grid",
        gap: 2.5,
        gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "repeat(2, minmax(0, 1fr))" },
      }}
    >
      <Lines series={series} title="Open connections" lines={open} words={countWords} />
      <Lines series={series} title="New connections per second" lines={opened} words={rateWords} />
      <Lines series={series} title="Messages per second" lines={messages} words={rateWords} />
      <Lines series={series} title="Bytes per second" lines={bytes} words={bytesWords} />
      <Bars series={series} title="Close codes" counts={closeCodes} empty="No connection ended." />
      <Bars series={series} title="Refused handshakes" counts={refusals} empty="None was refused." />
      <Lines
        series={series}
        title="Backend dial time"
        lines={percentiles(({ dial }) => dial)}
        words={durationWords}
      />
      <Lines
        series={series}
        title="Added latency"
        lines={percentiles(({ latency }) => latency)}
        words={durationWords}
      />
    </Box>
  );
}

type Line = { readonly label: string; readonly of: (point: UsagePoint) => number | null };

const open: readonly Line[] = [{ label: "Open", of: ({ openConnections }) => openConnections }];
const opened: readonly Line[] = [{ label: "New", of: ({ connectionsPerSecond }) => connectionsPerSecond }];
const messages: readonly Line[] = [
  { label: "In", of: ({ messagesInPerSecond }) => messagesInPerSecond },
  { label: "Out", of: ({ messagesOutPerSecond }) => messagesOutPerSecond },
];
const bytes: readonly Line[] = [
  { label: "In", of: ({ bytesInPerSecond }) => bytesInPerSecond },
  { label: "Out", of: ({ bytesOutPerSecond }) => bytesOutPerSecond },
];

function percentiles(of: (point: UsagePoint) => Percentiles): readonly Line[] {
  return [
    { label: "p50", of: (point) => of(point).p50 },
    { label: "p95", of: (point) => of(point).p95 },
    { label: "p99", of: (point) => of(point).p99 },
  ];
}

const height = 220;

function timeAxis({ range, points }: UsageSeries) {
  return {
    data: points.map(({ startedAtMs }) => new Date(startedAtMs)),
    valueFormatter: (date: Date, { location }: { location: string }) =>
      location === "tick" ? axisWords(range, date) : momentWords(range, date),
    tickLabelMinGap: 16,
  };
}

type LinesProps = {
  series: UsageSeries;
  title: string;
  lines: readonly Line[];
  words: (value: number) => string;
};

function Lines({ series, title, lines, words }: LinesProps) {
  if (!lines.some(({ of }) => series.points.some((point) => of(point) !== null))) {
    return <Nothing title={title}>Nothing was measured.</Nothing>;
  }
  return (
    <Picture title={title}>
      <LineChart
        {...chartFrame}
        height={height}
        hideLegend={lines.length === 1}
        xAxis={[{ ...timeAxis(series), scaleType: "time" }]}
        yAxis={[{ min: 0, width: 64, valueFormatter: words }]}
        series={lines.map(({ label, of }, index) => ({
          label,
          color: chartColor(index),
          data: series.points.map(of),
          // A single point between gaps has no line.
          showMark: ({ index: at }) => isAlone(series.points.map(of), at),
          curve: "linear",
          valueFormatter: (value) => (value === null ? "no data" : words(value)),
        }))}
      />
    </Picture>
  );
}

function isAlone(values: readonly (number | null)[], at: number): boolean {
  return (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null;
}

type BarsProps = {
  series: UsageSeries;
  title: string;
  counts: readonly Readonly<Record<string, number>>[];
  empty: string;
};

function Bars({ series, title, counts, empty }: BarsProps) {
  const codes = keysOf(counts);
  if (codes.length === 0) {
    return <Nothing title={title}>{empty}</Nothing>;
  }
  return (
    <Picture title={title}>
      <BarChart
        {...chartFrame}
        height={height}
        xAxis={[{ ...timeAxis(series), scaleType: "band", disableTicks: true }]}
        yAxis={[{ min: 0, width: 64, tickMinStep: 1, valueFormatter: countWords }]}
        series={codes.map((code, index) => ({
          label: code,
          stack: "all",
          color: chartColor(index),
          data: counts.map((point) => point[code] ?? 0),
        }))}
      />
    </Picture>
  );
}

function Picture({ title, children }: { title: string; children: ReactNode }) {
  return (
    <SectionCard title={title}>
      <Box aria-hidden="true">{children}</Box>
    </SectionCard>
  );
}

function Nothing({ title, children }: { title: string; children: string }) {
  return (
    <SectionCard title={title}>
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        {children}
      </Typography>
    </SectionCard>
  );
}
