// The revisions of an API: numbered snapshots of its design, newest first. Any of them can be brought back.
import RestoreIcon from "@mui/icons-material/HistoryOutlined";
import Chip from "@mui/material/Chip";
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Action } from "#components/ui/use-action.ts";
import type { EnvironmentStatus, RevisionSummary } from "#lib/deployments/deployment.ts";
import { ConfirmedAction } from "./confirmed-action.tsx";

export type RestoreRevision = Action<{ apiId: string; etag: number; revisionId: string }, unknown>;

type RevisionTableProps = {
  apiId: string;
  etag: number;
  revisions: readonly RevisionSummary[];
  environments: readonly EnvironmentStatus[];
  /** Null where this person may not. */
  restore: RestoreRevision | null;
};

/** Columns that a narrow screen does without. */
const wide = { display: { xs: "none", sm: "table-cell" } };

export function RevisionTable({ apiId, etag, revisions, environments, restore }: RevisionTableProps) {
  return (
    <TableContainer>
      <Table aria-label="Revisions">
        <TableHead>
          <TableRow>
            <TableCell>Revision</TableCell>
            <TableCell>Note</TableCell>
            <TableCell sx={wide}>By</TableCell>
            <TableCell sx={wide}>When</TableCell>
            {restore ? <TableCell align="right">Action</TableCell> : null}
          </TableRow>
        </TableHead>
        <TableBody>
          {revisions.map((revision) => (
            <TableRow key={revision.id}>
              <TableCell component="th" scope="row" sx={{ whiteSpace: "nowrap" }}>
                {revision.number} <LiveChip revision={revision} environments={environments} />
              </TableCell>
              <TableCell sx={{ overflowWrap: "anywhere", whiteSpace: "pre-line" }}>
                {revision.note || "–"}
              </TableCell>
              <TableCell sx={wide}>{revision.createdBy}</TableCell>
              <TableCell sx={{ ...wide, whiteSpace: "nowrap" }}>
                <RelativeTime date={revision.createdAt} />
              </TableCell>
              {restore ? (
                <TableCell align="right">
                  <RestoreButton apiId={apiId} etag={etag} revision={revision} restore={restore} />
                </TableCell>
              ) : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

type LiveChipProps = Pick<RevisionTableProps, "environments"> & { revision: RevisionSummary };

function LiveChip({ revision, environments }: LiveChipProps) {
  const live = environments.filter((environment) => environment.deployment?.revisionId === revision.id);
  if (live.length === 0) return null;
  const where = live.map((environment) => environment.displayName).join(", ");
  return <Chip component="span" size="small" color="success" variant="outlined" label="Live" title={where} />;
}

type RestoreButtonProps = {
  apiId: string;
  etag: number;
  revision: RevisionSummary;
  restore: RestoreRevision;
};

function RestoreButton({ apiId, etag, revision, restore }: RestoreButtonProps) {
  return (
    <ConfirmedAction
      label="Restore"
      name={`Restore revision ${revision.number}`}
      icon={<RestoreIcon />}
      title={`Restore revision ${revision.number}?`}
      doneMessage={`The design is revision ${revision.number} again. Deploy to make it live.`}
      action={restore}
      input={{ apiId, etag, revisionId: revision.id }}
    >
      Topics, definition, endpoints and runtime settings become those of revision {revision.number}. What is
      not in a revision yet is replaced: deploy first to keep it. What is live stays as it is until you
      deploy.
    </ConfirmedAction>
  );
}
