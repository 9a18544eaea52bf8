// The connections that have ended, the last one first: searched, filtered and paged in the database.
import Link from "@mui/material/Link";
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import Typography from "@mui/material/Typography";
import { Pager } from "#components/apis/list/pager.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { ageWords, countWords } from "#components/ui/quantity-words.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { ClosedConnection } from "#lib/gateways/connections/connection-record.ts";
import { type ConnectionsQuery, closerLabels, connectionsHref, endedPageSize } from "./connections-query.ts";
import { EndedFilters } from "./ended-filters.tsx";

type EndedConnectionsProps = {
  apiId: string;
  query: ConnectionsQuery;
  page: {
    readonly connections: readonly ClosedConnection[];
    readonly total: number;
    readonly nextCursor: string | null;
  };
  /** Codes that occur. */
  codes: readonly number[];
};

export function EndedConnections({ apiId, query, page, codes }: EndedConnectionsProps) {
  const { connections, total, nextCursor } = page;
  const hrefOf = (changed: Partial<ConnectionsQuery>) => connectionsHref(apiId, { ...query, ...changed });
  return (
    <div>
      <SectionCard
        title="Ended"
        caption={total === 1 ? "1 connection" : `${countWords(total)} connections`}
        action={<EndedFilters apiId={apiId} query={query} codes={codes} />}
        flush
      >
        {connections.length > 0 ? (
          <EndedTable connections={connections} hrefOf={(opened) => hrefOf({ opened })} />
        ) : (
          <Typography variant="body2" sx={{ px: { xs: 2, sm: 2.5 }, pb: 2.5, color: "text.secondary" }}>
            {isNarrowed(query)
              ? "No ended connection matches: change the search or the filters."
              : "No connection has ended yet. Each one that does is explained here."}
          </Typography>
        )}
      </SectionCard>
      <Pager
        here={hrefOf({})}
        firstHref={hrefOf({ cursor: null, page: 1 })}
        nextHref={nextCursor === null ? null : hrefOf({ cursor: nextCursor, page: query.page + 1 })}
        page={query.page}
        pageCount={Math.ceil(total / endedPageSize)}
      />
    </div>
  );
}

function isNarrowed({ search, code, closedBy, cursor }: ConnectionsQuery): boolean {
  return search !== "" || code !== null || closedBy !== null || cursor !== null;
}

/** Columns that a narrow screen does without. */
const wide = { display: { xs: "none", sm: "table-cell" } };

type EndedTableProps = {
  connections: readonly ClosedConnection[];
  hrefOf: (connectionId: string) => string;
};

function EndedTable({ connections, hrefOf }: EndedTableProps) {
  return (
    <TableContainer>
      <Table size="small" aria-label="Ended connections">
        <TableHead>
          <TableRow>
            <TableCell>Code</TableCell>
            <TableCell>Reason</TableCell>
            <TableCell sx={wide}>Closed by</TableCell>
            <TableCell sx={wide}>Client</TableCell>
            <TableCell sx={wide}>Application</TableCell>
            <TableCell sx={wide}>Topic</TableCell>
            <TableCell sx={wide} align="right">
              Age
            </TableCell>
            <TableCell>Ended</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {connections.map((connection) => (
            <EndedRow
              key={connection.connectionId}
              connection={connection}
              href={hrefOf(connection.connectionId)}
            />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function EndedRow({ connection, href }: { connection: ClosedConnection; href: string }) {
  const { code, why, clientAddress, application, topic, openedAtMs, closedAtMs } = connection;
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        {code}
      </TableCell>
      <TableCell sx={{ overflowWrap: "anywhere" }}>
        <Link href={href} underline="always" title="Explain this close">
          {why}
        </Link>
      </TableCell>
      <TableCell sx={wide}>{closerLabels[connection.closedBy]}</TableCell>
      <TableCell sx={wide}>
        <MonoText>{clientAddress}</MonoText>
      </TableCell>
      <TableCell sx={{ ...wide, overflowWrap: "anywhere" }}>{application ?? "–"}</TableCell>
      <TableCell sx={wide}>
        <MonoText>{topic}</MonoText>
      </TableCell>
      <TableCell sx={{ ...wide, whiteSpace: "nowrap" }} align="right">
        {ageWords(closedAtMs - openedAtMs)}
      </TableCell>
      <TableCell sx={{ whiteSpace: "nowrap" }}>
        <RelativeTime date={new Date(closedAtMs)} />
      </TableCell>
    </TableRow>
  );
}
