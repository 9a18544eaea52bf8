// The numbers of the whole range, at a glance.
import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Typography from "@mui/material/Typography";
import { bytesWords, countWords, durationWords } from "#components/ui/quantity-words.ts";
import type { UsageSeries } from "#lib/gateways/usage/series.ts";

export function UsageTiles({ series }: { series: UsageSeries }) {
  const { totals, points } = series;
  const open = points.findLast(({ openConnections }) => openConnections !== null)?.openConnections;
  const tiles = [
    { name: "Open connections, last", value: countWords(open ?? 0) },
    { name: "New connections", value: countWords(totals.connections) },
    { name: "Messages in", value: countWords(totals.messagesIn) },
    { name: "Messages out", value: countWords(totals.messagesOut) },
    { name: "Bytes in and out", value: bytesWords(totals.bytesIn + totals.bytesOut) },
    { name: "Refused handshakes", value: countWords(totals.refused) },
    { name: "Backend dial, p95", value: durationWords(totals.dial.p95) },
    { name: "Added latency, p95", value: durationWords(totals.latency.p95) },
  ];
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: "grid",
        gap: 1.5,
        gridTemplateColumns: { xs: "repeat(2, minmax(0, 1fr))", sm: "repeat(4, minmax(0, 1fr))" },
      }}
    >
      {tiles.map(({ name, value }) => (
        <Card key={name} component="div" sx={{ px: 2, py: 1.5 }}>
          <Typography component="dt" variant="caption" sx={{ color: "text.secondary" }}>
            {name}
          </Typography>
          <Typography component="dd" variant="h2" sx={{ m: 0 }}>
            {value}
          </Typography>
        </Card>
      ))}
    </Box>
  );
}
