"use client";
// What was used of a quota in its latest windows: a picture, and the same numbers as a list for who cannot see it.
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { BarChart } from "@mui/x-charts/BarChart";
import { chartColor, chartFrame } from "#components/metrics/chart-look.ts";
import { bytesWords, countWords } from "#components/ui/quantity-words.ts";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";
import type { QuotaUse } from "#lib/plans/usage/quota-use.ts";
import { amountWords, chartTitle, instantWords, windowWords } from "./use-words.ts";

export function UseChart({ use: { quota, timeZone, windows } }: { use: QuotaUse }) {
  const used = windows.filter(({ used }) => used > 0);
  if (used.length === 0) return <Caption>Nothing was used yet.</Caption>;
  return (
    <>
      <Box aria-hidden="true">
        <BarChart
          {...chartFrame}
          height={180}
          hideLegend
          xAxis={[
            {
              scaleType: "band",
              disableTicks: true,
              data: windows.map(({ startMs }) => startMs),
              valueFormatter: (startMs: number) => windowWords(quota.per, timeZone, startMs),
            },
          ]}
          yAxis={[
            {
              min: 0,
              width: 64,
              tickMinStep: 1,
              valueFormatter: quota.unit === "bytes" ? bytesWords : countWords,
            },
          ]}
          series={[
            {
              label: "Used",
              color: chartColor(0),
              data: windows.map(({ used }) => used),
              valueFormatter: (amount) => amountWords(amount ?? 0, quota.unit),
            },
          ]}
        />
      </Box>
      <Box component="ul" aria-label={chartTitle(quota)} sx={visuallyHidden}>
        {used.map(({ startMs, used }) => (
          <li key={startMs}>
            From {instantWords(startMs, timeZone)}: {amountWords(used, quota.unit)}
          </li>
        ))}
      </Box>
      <Caption>{`Times are of ${timeZone}. What the plan sets no quota for is not recorded.`}</Caption>
    </>
  );
}

function Caption({ children }: { children: string }) {
  return (
    <Typography variant="body2" sx={{ color: "text.secondary" }}>
      {children}
    </Typography>
  );
}
