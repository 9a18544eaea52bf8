"use client";
// The connections that have ended and the handshakes that were refused, the last one first: searched, filtered and paged
// in the database, and up to date by themselves while somebody looks.
import Typography from "@mui/material/Typography";
import { Pager } from "#components/apis/list/pager.tsx";
import { DeletedApi, staleWords } from "#components/ui/feed-trouble.tsx";
import { countWords } from "#components/ui/quantity-words.ts";
import { SectionCard } from "#components/ui/section-card.tsx";
import { useFeed } from "#components/ui/use-feed.ts";
import type { PastPage } from "#lib/gateways/connections/past-entry.ts";
import { type ConnectionsQuery, connectionsHref, pastHref, pastPageSize } from "./connections-query.ts";
import { PastFilters } from "./past-filters.tsx";
import { PastTable } from "./past-table.tsx";

/** What is over changes seldom: the page asks less often while nothing happens. */
const pace = { everyMs: 2_000, calmMs: 10_000 };

/** A page of the list, and the codes to filter by. */
export type PastList = { readonly page: PastPage; readonly codes: readonly number[] };

type PastConnectionsProps = { apiId: string; query: ConnectionsQuery; initial: PastList };

export function PastConnections({ apiId, query, initial }: PastConnectionsProps) {
  const { value, isStale, isGone } = useFeed(initial, pastHref(apiId, query), pace);
  if (isGone) {
    return (
      <SectionCard title="Ended and refused">
        <DeletedApi />
      </SectionCard>
    );
  }
  const { entries, total, nextCursor } = value.page;
  const hrefOf = (changed: Partial<ConnectionsQuery>) => connectionsHref(apiId, { ...query, ...changed });
  return (
    <div>
      <SectionCard
        title="Ended and refused"
        caption={isStale ? staleWords : total === 1 ? "1 record" : `${countWords(total)} records`}
        action={<PastFilters apiId={apiId} query={query} codes={value.codes} />}
        flush
      >
        {entries.length > 0 ? (
          <PastTable entries={entries} hrefOf={(opened) => hrefOf({ opened })} />
        ) : (
          <Typography variant="body2" sx={{ px: { xs: 2, sm: 2.5 }, pb: 2.5, color: "text.secondary" }}>
            {isNarrowed(query) ? nothingMatches : nothingYet}
          </Typography>
        )}
      </SectionCard>
      <Pager
        here={hrefOf({})}
        firstHref={hrefOf({ cursor: null, page: 1 })}
        nextHref={nextCursor === null ? null : hrefOf({ cursor: nextCursor, page: query.page + 1 })}
        page={query.page}
        pageCount={Math.ceil(total / pastPageSize)}
      />
    </div>
  );
}

const nothingMatches =
  "No ended connection or refused handshake matches: change the search or the filters. Of many that are refused for one reason within seconds, only the first are recorded one by one.";
const nothingYet = "No connection has ended and no handshake was refused yet. Both are explained here.";

function isNarrowed({ search, code, by, cursor }: ConnectionsQuery): boolean {
  return search !== "" || code !== null || by !== null || cursor !== null;
}
