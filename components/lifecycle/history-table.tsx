// Who moved an API through its lifecycle, when and why. Draws on the server.
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { stateLabels } from "#lib/apis/lifecycle-state.ts";
import type { LifecycleEntry } from "#lib/lifecycle/history.ts";

export function HistoryTable({ entries }: { entries: readonly LifecycleEntry[] }) {
  return (
    <TableContainer>
      <Table aria-label="History">
        <TableHead>
          <TableRow>
            <TableCell>Change</TableCell>
            <TableCell>By</TableCell>
            <TableCell>When</TableCell>
            <TableCell sx={{ display: { xs: "none", sm: "table-cell" } }}>Note</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {entries.map((entry) => (
            <TableRow key={entry.id}>
              <TableCell component="th" scope="row" sx={{ fontWeight: 550 }}>
                {entry.from === null ? "Created" : `${stateLabels[entry.from]} → ${stateLabels[entry.to]}`}
              </TableCell>
              <TableCell>{entry.by}</TableCell>
              <TableCell>
                <RelativeTime date={entry.at} />
              </TableCell>
              <TableCell sx={{ display: { xs: "none", sm: "table-cell" }, overflowWrap: "anywhere" }}>
                {entry.note || "–"}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
