"use client";
// The connections that are open now, up to date each second while somebody looks.
import Box from "@mui/material/Box";
import OutlinedInput from "@mui/material/OutlinedInput";
import Typography from "@mui/material/Typography";
import { useMemo, useState } from "react";
import { DeletedApi, staleWords } from "#components/ui/feed-trouble.tsx";
import { countWords } from "#components/ui/quantity-words.ts";
import { SectionCard } from "#components/ui/section-card.tsx";
import { useFeed } from "#components/ui/use-feed.ts";
import { filterLive, type LiveView, type Sorting, sortLive } from "#lib/gateways/connections/live-view.ts";
import type { Disconnect } from "./disconnect-button.tsx";
import { LiveTable } from "./live-table.tsx";

/** Asking is what keeps the gateways reporting: it does not slow down while nothing changes. */
const pace = { everyMs: 1_000 };

type LiveConnectionsProps = {
  apiId: string;
  initial: LiveView;
  href: string;
  /** Null where this person may not. */
  disconnect: Disconnect | null;
};

export function LiveConnections({ apiId, initial, href, disconnect }: LiveConnectionsProps) {
  const { value: live, isStale, isGone } = useFeed(initial, href, pace);
  const [filter, setFilter] = useState("");
  const [sorting, setSorting] = useState<Sorting>({ key: "openedAtMs", direction: "asc" });
  const shown = useMemo(
    () => sortLive(filterLive(live.connections, filter), sorting),
    [live.connections, filter, sorting],
  );
  if (isGone) {
    return (
      <SectionCard title="Live">
        <DeletedApi />
      </SectionCard>
    );
  }
  return (
    <SectionCard
      title="Live"
      caption={isStale ? staleWords : watchWords(live)}
      action={
        <OutlinedInput
          type="search"
          size="small"
          placeholder="Filter"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          slotProps={{ input: { "aria-label": "Filter live connections", autoComplete: "off" } }}
          sx={{ width: { xs: "100%", sm: 240 } }}
        />
      }
      flush
    >
      {shown.length > 0 ? (
        <LiveTable
          apiId={apiId}
          connections={shown}
          nowMs={live.nowMs}
          sorting={sorting}
          onSort={setSorting}
          disconnect={disconnect}
        />
      ) : (
        <Typography variant="body2" sx={{ px: { xs: 2, sm: 2.5 }, pb: 2.5, color: "text.secondary" }}>
          {emptyWords(live, filter)}
        </Typography>
      )}
      <More live={live} />
    </SectionCard>
  );
}

function watchWords({ aliveGateways, answeredGateways, total }: LiveView): string {
  if (aliveGateways === 0) return "No gateway that serves this API is running.";
  if (answeredGateways === 0) return "Asking the gateways …";
  const open = total === 1 ? "1 open connection" : `${countWords(total)} open connections`;
  if (answeredGateways < aliveGateways) {
    return `${open} on ${answeredGateways} of ${aliveGateways} gateways; the others have not answered yet.`;
  }
  return aliveGateways === 1 ? `${open}.` : `${open} on ${aliveGateways} gateways.`;
}

function emptyWords(live: LiveView, filter: string): string {
  if (live.connections.length > 0) return `No live connection matches "${filter.trim()}".`;
  if (live.aliveGateways === 0) return "Deploy the API and start a gateway: connections then appear here.";
  if (live.answeredGateways === 0) return "No gateway has answered yet. This takes a second or two.";
  return "Nobody is connected. Connections appear here as soon as they are made: Try it on the Overview.";
}

function More({ live: { total, connections } }: { live: LiveView }) {
  const more = total - connections.length;
  if (more <= 0) return null;
  return (
    <Box sx={{ px: { xs: 2, sm: 2.5 }, py: 1.5 }}>
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        And {countWords(more)} more, which are not listed one by one.
      </Typography>
    </Box>
  );
}
