// The list page below its header: filters, the APIs, paging, and what to say when there are none.
import SearchOffIcon from "@mui/icons-material/SearchOffOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ApiPage } from "#lib/apis/api.ts";
import { ApiCards } from "./api-cards.tsx";
import { ApiFilters } from "./api-filters.tsx";
import { ApiTable } from "./api-table.tsx";
import { firstPage, type ListQuery, listHref, pageSizeOf } from "./list-query.ts";
import { Pager } from "./pager.tsx";
import { ViewSwitch } from "./view-switch.tsx";

type ApiListProps = { query: ListQuery; page: ApiPage };

const count = new Intl.NumberFormat("en");

export function ApiList({ query, page }: ApiListProps) {
  const found = `${count.format(page.total)} ${page.total === 1 ? "API" : "APIs"}`;
  const next = page.nextCursor && listHref({ ...query, cursor: page.nextCursor, page: query.page + 1 });
  return (
    <>
      <Stack direction="row" useFlexGap sx={{ gap: 1.5, mb: 2, alignItems: "center", flexWrap: "wrap" }}>
        <ApiFilters query={query} />
        <Stack direction="row" sx={{ gap: 2, alignItems: "center", ml: "auto" }}>
          <Typography
            role="status"
            variant="body2"
            component="div"
            sx={{ color: "text.secondary", whiteSpace: "nowrap" }}
          >
            {found}
          </Typography>
          <ViewSwitch query={query} />
        </Stack>
      </Stack>
      {page.items.length === 0 ? <NothingFound query={query} /> : null}
      {page.items.length > 0 && query.view === "cards" ? <ApiCards apis={page.items} /> : null}
      {page.items.length > 0 && query.view === "table" ? <ApiTable query={query} apis={page.items} /> : null}
      <Pager
        here={listHref(query)}
        firstHref={listHref(firstPage(query))}
        nextHref={next}
        page={query.page}
        pageCount={Math.ceil(page.total / pageSizeOf(query))}
      />
    </>
  );
}

function NothingFound({ query }: { query: ListQuery }) {
  const isFiltered = query.search !== "" || query.state !== null;
  const everything = listHref({ ...firstPage(query), search: "", state: null });
  return (
    <Box sx={{ mt: 3 }}>
      <EmptyState
        title={isFiltered ? "No API matches" : "This page is empty"}
        picture={<SearchOffIcon sx={{ fontSize: 44 }} />}
        action={
          <Button variant="outlined" href={everything}>
            {isFiltered ? "Clear search and filter" : "Go to the first page"}
          </Button>
        }
      >
        {isFiltered
          ? "The search looks at names, contexts, versions and tags, and needs every word to occur."
          : "The APIs that were here have changed since."}
      </EmptyState>
    </Box>
  );
}
