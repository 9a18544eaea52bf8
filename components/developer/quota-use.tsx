"use client";
// How much of a plan's quotas an application has used, what is left, whose the allowance is, and when the next window
// begins. The charts are fetched once somebody opens one.
import Box from "@mui/material/Box";
import LinearProgress from "@mui/material/LinearProgress";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import dynamic from "next/dynamic";
import { Fold } from "#components/ui/fold.tsx";
import { type QuotaUse, shareUsed } from "#lib/plans/usage/quota-use.ts";
import { chartTitle, consequenceWords, instantWords, quotaWords, useWords } from "./use-words.ts";

const UseChart = dynamic(() => import("./use-chart.tsx").then((module) => module.UseChart), {
  ssr: false,
  loading: () => <Skeleton variant="rounded" height={200} />,
});

export function QuotaUses({ quotas }: { quotas: readonly QuotaUse[] }) {
  return quotas.map((use) => (
    <One key={`${use.quota.unit} ${use.quota.per} ${use.quota.directions}`} use={use} />
  ));
}

function One({ use }: { use: QuotaUse }) {
  const { quota, timeZone, resetsAtMs } = use;
  const { share, isMuch } = shareUsed(use);
  return (
    <Box sx={{ mt: 1, maxWidth: 520 }}>
      <LinearProgress
        variant="determinate"
        value={share * 100}
        color={isMuch ? "warning" : "primary"}
        aria-label={`Used of ${quotaWords(quota)}`}
      />
      <Typography
        variant="body2"
        sx={{ mt: 0.5, color: isMuch ? "warning.main" : "text.primary", fontWeight: isMuch ? 600 : 400 }}
      >
        {useWords(use)}.
      </Typography>
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        All connections of this subscription share it. The next {quota.per} begins{" "}
        <time dateTime={new Date(resetsAtMs).toISOString()}>{instantWords(resetsAtMs, timeZone)}</time>.{" "}
        {consequenceWords(use)}
      </Typography>
      <Fold title={chartTitle(quota)}>
        <UseChart use={use} />
      </Fold>
    </Box>
  );
}
