// How much of a plan's quotas an application has used, what is left, and when the next window begins.
import Box from "@mui/material/Box";
import LinearProgress from "@mui/material/LinearProgress";
import Typography from "@mui/material/Typography";
import { bytesWords } from "#components/ui/quantity-words.ts";
import { type QuotaUse, shareUsed } from "#lib/plans/usage/quota-use.ts";

const directionWords = { fromClient: " sent", fromBackend: " received", both: "" } as const;

export function QuotaUses({ quotas }: { quotas: readonly QuotaUse[] }) {
  return quotas.map((use) => (
    <One key={`${use.quota.unit} ${use.quota.per} ${use.quota.directions}`} use={use} />
  ));
}

function One({ use }: { use: QuotaUse }) {
  const { quota, used, resetsAt } = use;
  const { share, isMuch } = shareUsed(use);
  const of = `${amountWords(quota.amount, quota.unit)}${directionWords[quota.directions]} a ${quota.per}`;
  return (
    <Box sx={{ mt: 0.75, maxWidth: 420 }}>
      <LinearProgress
        variant="determinate"
        value={share * 100}
        color={isMuch ? "warning" : "primary"}
        aria-label={`Used of ${of}`}
      />
      <Typography variant="body2" sx={{ mt: 0.25, color: isMuch ? "warning.main" : "text.secondary" }}>
        {amountWords(used, quota.unit)} of {of} used
        {share >= 1 ? ": nothing is left" : isMuch ? ": little is left" : ""}. The next {quota.per} begins{" "}
        {resetsAt.toISOString().slice(0, 16).replace("T", " ")} UTC.
      </Typography>
    </Box>
  );
}

function amountWords(amount: number, unit: "messages" | "bytes"): string {
  if (unit === "bytes") return bytesWords(amount);
  return `${amount.toLocaleString("en")} ${amount === 1 ? "message" : "messages"}`;
}
