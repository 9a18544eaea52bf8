// The table of ended connections and refused handshakes; each reason leads to its explanation.
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import Typography from "@mui/material/Typography";
import { ageWords, countWords } from "#components/ui/quantity-words.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { PastEntry } from "#lib/gateways/connections/past-entry.ts";
import { ClientAddress } from "./client-address.tsx";
import { closerLabels } from "./connections-query.ts";
import { RequestedPath } from "./requested-path.tsx";

/** Columns that a narrow screen does without. */
const wide = { display: { xs: "none", sm: "table-cell" } };

type PastTableProps = {
  entries: readonly PastEntry[];
  hrefOf: (connectionId: string) => string;
};

export function PastTable({ entries, hrefOf }: PastTableProps) {
  return (
    <TableContainer>
      <Table size="small" aria-label="Ended connections and refused handshakes">
        <TableHead>
          <TableRow>
            <TableCell>Code</TableCell>
            <TableCell>Reason</TableCell>
            <TableCell sx={wide}>Outcome</TableCell>
            <TableCell sx={wide}>Client</TableCell>
            <TableCell sx={wide}>Application</TableCell>
            <TableCell sx={wide}>Path</TableCell>
            <TableCell sx={wide} align="right">
              Age
            </TableCell>
            <TableCell>When</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {entries.map((entry) => (
            <PastRow key={entry.record.connectionId} entry={entry} href={hrefOf(entry.record.connectionId)} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function PastRow({ entry, href }: { entry: PastEntry; href: string }) {
  const { clientAddress, path, topic, why } = entry.record;
  const cells = cellsOf(entry);
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        {cells.code}
      </TableCell>
      <TableCell sx={{ overflowWrap: "anywhere" }}>
        <Link href={href} underline="always" title={cells.linkTitle}>
          {why}
        </Link>
        <Box component="span" sx={{ display: { xs: "block", sm: "none" }, color: "text.secondary" }}>
          {cells.outcome}
        </Box>
        {cells.more === 0 ? null : (
          <Typography variant="body2" component="span" sx={{ display: "block", color: "text.secondary" }}>
            and {countWords(cells.more)} more like it within seconds
          </Typography>
        )}
      </TableCell>
      <TableCell sx={wide}>{cells.outcome}</TableCell>
      <TableCell sx={wide}>
        <ClientAddress>{clientAddress}</ClientAddress>
      </TableCell>
      <TableCell sx={{ ...wide, overflowWrap: "anywhere" }}>{cells.application ?? "–"}</TableCell>
      <TableCell sx={wide}>
        <RequestedPath path={path} topic={topic} />
      </TableCell>
      <TableCell sx={{ ...wide, whiteSpace: "nowrap" }} align="right">
        {cells.age}
      </TableCell>
      <TableCell sx={{ whiteSpace: "nowrap" }}>
        <RelativeTime date={new Date(cells.atMs)} />
      </TableCell>
    </TableRow>
  );
}

/** The cells that the two kinds fill differently. */
function cellsOf(entry: PastEntry) {
  if (entry.kind === "refused") {
    const { status, refusedAtMs, moreLikeIt } = entry.record;
    const linkTitle = "Explain this refusal";
    const cells = { code: status, outcome: "Refused", application: null, age: "–", atMs: refusedAtMs };
    return { ...cells, linkTitle, more: moreLikeIt };
  }
  const { code, closedBy, application, openedAtMs, closedAtMs } = entry.record;
  return {
    code,
    outcome: `Closed by ${closerLabels[closedBy].toLowerCase()}`,
    application,
    age: ageWords(closedAtMs - openedAtMs),
    atMs: closedAtMs,
    linkTitle: "Explain this close",
    more: 0,
  };
}
