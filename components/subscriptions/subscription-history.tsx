// What happened to the subscriptions of an API. Draws on the server.
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import Typography from "@mui/material/Typography";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { SubscriptionAction, SubscriptionEvent } from "#lib/subscriptions/subscription.ts";

const words: Readonly<Record<SubscriptionAction, string>> = {
  requested: "asked to subscribe",
  subscribed: "subscribed",
  approved: "was approved",
  rejected: "was rejected",
  blocked: "was blocked",
  productionBlocked: "was blocked for production",
  unblocked: "was unblocked",
  carriedOver: "was carried over from another version",
  planChanged: "was moved to another plan",
  transferred: "was transferred",
  clientLost: "lost a client to who has proven it",
  clientRemoved: "had a client taken away",
  removed: "ended its subscription",
};

export function SubscriptionHistory({ events }: { events: readonly SubscriptionEvent[] }) {
  if (events.length === 0) {
    return (
      <Typography variant="body2" sx={{ px: 2.5, pb: 2.5, color: "text.secondary" }}>
        Nothing yet.
      </Typography>
    );
  }
  return (
    <TableContainer>
      <Table size="small" aria-label="History">
        <TableHead>
          <TableRow>
            <TableCell>What</TableCell>
            <TableCell>By</TableCell>
            <TableCell>When</TableCell>
            <TableCell sx={{ display: { xs: "none", sm: "table-cell" } }}>Note</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {events.map((event) => (
            <TableRow key={event.id}>
              <TableCell component="th" scope="row" sx={{ fontWeight: 400, overflowWrap: "anywhere" }}>
                <strong>{event.applicationName}</strong> {words[event.action]} ({event.planName})
                {event.note ? (
                  <Typography
                    variant="body2"
                    component="div"
                    sx={{ display: { sm: "none" }, color: "text.secondary" }}
                  >
                    {event.note}
                  </Typography>
                ) : null}
              </TableCell>
              <TableCell>{event.by}</TableCell>
              <TableCell>
                <RelativeTime date={event.at} />
              </TableCell>
              <TableCell sx={{ display: { xs: "none", sm: "table-cell" }, overflowWrap: "anywhere" }}>
                {event.note || "–"}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
