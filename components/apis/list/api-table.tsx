// The list of APIs as a table, for many of them. Narrow screens keep the columns that tell APIs apart.
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Paper from "@mui/material/Paper";
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import { MonoText } from "#components/ui/mono-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { ApiSummary } from "#lib/apis/api.ts";
import { DeployedMark } from "./deployed-mark.tsx";
import type { ListQuery } from "./list-query.ts";
import { SortHeader } from "./sort-header.tsx";

const fromSmall = { display: { xs: "none", sm: "table-cell" } };
const fromMedium = { display: { xs: "none", md: "table-cell" } };

export function ApiTable({ query, apis }: { query: ListQuery; apis: readonly ApiSummary[] }) {
  return (
    <TableContainer component={Paper} variant="outlined">
      <Table
        aria-label="APIs"
        size="small"
        sx={{ "& tbody tr:last-child > *": { borderBottom: 0 }, "& td, & th": { py: 1 } }}
      >
        <TableHead>
          <TableRow>
            <SortHeader query={query} by="name" label="Name" />
            <TableCell sx={fromSmall}>Version</TableCell>
            <SortHeader query={query} by="path" label="Path at the gateway" sx={fromSmall} />
            <SortHeader query={query} by="state" label="State" />
            <TableCell sx={fromMedium}>Gateway</TableCell>
            <SortHeader query={query} by="creator" label="Created by" sx={fromMedium} />
            <SortHeader query={query} by="updated" label="Last changed" sx={fromMedium} />
          </TableRow>
        </TableHead>
        <TableBody>
          {apis.map((api) => (
            <ApiRow key={api.id} api={api} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function ApiRow({ api }: { api: ApiSummary }) {
  return (
    <TableRow hover>
      <TableCell component="th" scope="row" sx={{ fontWeight: 600, overflowWrap: "anywhere" }}>
        <Link href={`/apis/${api.id}/overview`} color="inherit">
          {api.displayName || api.name}
        </Link>
        <Box sx={{ display: { sm: "none" }, fontWeight: 400, color: "text.secondary" }}>
          <MonoText>{api.basePath}</MonoText>
        </Box>
      </TableCell>
      <TableCell sx={fromSmall}>
        <MonoText>{api.version}</MonoText>
      </TableCell>
      <TableCell sx={fromSmall}>
        <MonoText>{api.basePath}</MonoText>
      </TableCell>
      <TableCell>
        <StateChip state={api.state} />
      </TableCell>
      <TableCell sx={fromMedium}>
        <DeployedMark isDeployed={api.isDeployed} />
      </TableCell>
      <TableCell sx={fromMedium}>{api.createdBy}</TableCell>
      <TableCell sx={{ ...fromMedium, whiteSpace: "nowrap", color: "text.secondary" }}>
        <RelativeTime date={api.updatedAt} />
      </TableCell>
    </TableRow>
  );
}
