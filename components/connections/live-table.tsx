"use client";
// The table of live connections: sortable, each row with its Disconnect.
import Box from "@mui/material/Box";
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import TableSortLabel from "@mui/material/TableSortLabel";
import { ageWords, bytesWords, countWords, rateWords } from "#components/ui/quantity-words.ts";
import type { LiveConnection } from "#lib/gateways/connections/connection-record.ts";
import { bytesOf, type Sorting, type SortKey } from "#lib/gateways/connections/live-view.ts";
import { ClientAddress } from "./client-address.tsx";
import { type Disconnect, DisconnectButton } from "./disconnect-button.tsx";
import { RequestedPath } from "./requested-path.tsx";

type LiveTableProps = {
  apiId: string;
  connections: readonly LiveConnection[];
  nowMs: number;
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
  disconnect: Disconnect | null;
};

/** Columns that a narrow screen does without. */
const wide = { display: { xs: "none", sm: "table-cell" } };
const always = {};

type Column = {
  readonly key: SortKey;
  readonly label: string;
  readonly align: "left" | "right";
  readonly sx: typeof wide | typeof always;
};

const columns: readonly Column[] = [
  { key: "clientAddress", label: "Client", align: "left", sx: always },
  { key: "application", label: "Application", align: "left", sx: wide },
  { key: "path", label: "Path", align: "left", sx: wide },
  { key: "openedAtMs", label: "Age", align: "right", sx: always },
  { key: "messagesIn", label: "In", align: "right", sx: wide },
  { key: "messagesOut", label: "Out", align: "right", sx: wide },
  { key: "bytes", label: "Bytes", align: "right", sx: wide },
  { key: "messagesPerSecond", label: "Per s", align: "right", sx: wide },
  { key: "queuedBytes", label: "Queue", align: "right", sx: wide },
  { key: "isInspected", label: "Mode", align: "left", sx: wide },
];

export function LiveTable(props: LiveTableProps) {
  const { apiId, connections, nowMs, sorting, onSort, disconnect } = props;
  return (
    <TableContainer>
      <Table size="small" aria-label="Live connections" sx={{ "& td, & th": { px: 1.25 } }}>
        <TableHead>
          <TableRow>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sorting={sorting} onSort={onSort} />
            ))}
            {disconnect ? <TableCell align="right">Action</TableCell> : null}
          </TableRow>
        </TableHead>
        <TableBody>
          {connections.map((connection) => (
            <TableRow key={connection.connectionId}>
              <Cells connection={connection} nowMs={nowMs} />
              {disconnect ? (
                <TableCell align="right">
                  <DisconnectButton apiId={apiId} connection={connection} disconnect={disconnect} />
                </TableCell>
              ) : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

type HeadCellProps = Pick<LiveTableProps, "sorting" | "onSort"> & { column: Column };

function HeadCell({ column: { key, label, align, sx }, sorting, onSort }: HeadCellProps) {
  const isActive = sorting.key === key;
  const next = isActive && sorting.direction === "asc" ? "desc" : "asc";
  return (
    <TableCell align={align} sortDirection={isActive ? sorting.direction : false} sx={sx}>
      <TableSortLabel
        active={isActive}
        direction={isActive ? sorting.direction : "asc"}
        hideSortIcon
        onClick={() => onSort({ key, direction: next })}
      >
        {label}
      </TableSortLabel>
    </TableCell>
  );
}

function Cells({ connection, nowMs }: { connection: LiveConnection; nowMs: number }) {
  const number = { ...wide, whiteSpace: "nowrap" };
  return (
    <>
      <TableCell component="th" scope="row">
        <ClientAddress>{connection.clientAddress}</ClientAddress>
        <Box sx={{ display: { xs: "block", sm: "none" } }}>
          <RequestedPath path={connection.path} topic={connection.topic} />
        </Box>
      </TableCell>
      <TableCell sx={{ ...wide, overflowWrap: "anywhere" }}>{connection.application ?? "–"}</TableCell>
      <TableCell sx={wide}>
        <RequestedPath path={connection.path} topic={connection.topic} />
      </TableCell>
      <TableCell align="right" sx={{ whiteSpace: "nowrap" }}>
        {ageWords(nowMs - connection.openedAtMs)}
      </TableCell>
      <TableCell align="right" sx={number}>
        {countWords(connection.fromClient.messages)}
      </TableCell>
      <TableCell align="right" sx={number}>
        {countWords(connection.fromBackend.messages)}
      </TableCell>
      <TableCell align="right" sx={number}>
        {bytesWords(bytesOf(connection))}
      </TableCell>
      <TableCell align="right" sx={number} title={`${bytesWords(connection.bytesPerSecond)} per second`}>
        {rateWords(connection.messagesPerSecond)}
      </TableCell>
      <TableCell align="right" sx={number}>
        {bytesWords(connection.queuedBytes)}
      </TableCell>
      <TableCell sx={wide}>{connection.isInspected ? "inspected" : "raw"}</TableCell>
    </>
  );
}
