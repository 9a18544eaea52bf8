// The numbers behind the charts, the latest first; steps of which nothing was told are left out.
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import { bytesWords, countWords, durationWords, rateWords } from "#components/ui/quantity-words.ts";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Percentiles, UsagePoint, UsageSeries } from "#lib/gateways/usage/series.ts";
import { momentWords } from "./time-words.ts";

type Column = { readonly label: string; readonly of: (point: UsagePoint) => string };

const columns: readonly Column[] = [
  { label: "Open", of: ({ openConnections }) => countWords(openConnections ?? 0) },
  { label: "New per s", of: ({ connectionsPerSecond }) => rateWords(connectionsPerSecond) },
  { label: "Messages in per s", of: ({ messagesInPerSecond }) => rateWords(messagesInPerSecond) },
  { label: "Messages out per s", of: ({ messagesOutPerSecond }) => rateWords(messagesOutPerSecond) },
  { label: "Bytes in per s", of: ({ bytesInPerSecond }) => bytesWords(bytesInPerSecond) },
  { label: "Bytes out per s", of: ({ bytesOutPerSecond }) => bytesWords(bytesOutPerSecond) },
  { label: "Closed, by code", of: ({ closeCodes }) => countsWords(closeCodes) },
  { label: "Refused, by code", of: ({ refusals }) => countsWords(refusals) },
  { label: "Dial p50 / p95 / p99", of: ({ dial }) => percentileWords(dial) },
  { label: "Latency p50 / p95 / p99", of: ({ latency }) => percentileWords(latency) },
];

export function UsageTable({ series: { range, points } }: { series: UsageSeries }) {
  const told = points.filter(({ openConnections }) => openConnections !== null).reverse();
  return (
    <SectionCard title="Numbers" caption="The same as the charts show, the latest first." flush>
      {/* It scrolls by keyboard too: nothing inside can be focused. */}
      <TableContainer tabIndex={0} role="region" aria-label="Numbers, scrollable">
        <Table size="small" aria-label="Traffic">
          <TableHead>
            <TableRow>
              <TableCell>From</TableCell>
              {columns.map(({ label }) => (
                <TableCell key={label} align="right">
                  {label}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {told.map((point) => (
              <TableRow key={point.startedAtMs}>
                <TableCell component="th" scope="row" sx={cell} suppressHydrationWarning>
                  {momentWords(range, new Date(point.startedAtMs))}
                </TableCell>
                {columns.map(({ label, of }) => (
                  <TableCell key={label} align="right" sx={cell}>
                    {of(point)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </SectionCard>
  );
}

const cell = { whiteSpace: "nowrap" };

function countsWords(counts: Readonly<Record<string, number>>): string {
  const words = Object.entries(counts).map(([code, count]) => `${code}: ${countWords(count)}`);
  return words.length === 0 ? "–" : words.join(", ");
}

function percentileWords({ p50, p95, p99 }: Percentiles): string {
  return p50 === null ? "–" : [p50, p95, p99].map(durationWords).join(" / ");
}
