// What was found in the catalogue, as cards; or what to do where nothing was.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Card from "@mui/material/Card";
import Chip from "@mui/material/Chip";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { ApiMark } from "#components/apis/list/api-mark.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { cardGrid, cardStyle, coveringLink, Excerpt } from "#components/ui/link-card.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { CatalogueEntry, CatalogueQuery } from "#lib/catalogue/entry.ts";
import { catalogueHref, publishedHref } from "./catalogue-href.ts";
import { deprecationLine } from "./deprecation-notice.tsx";

type CatalogueListProps = {
  entries: readonly CatalogueEntry[];
  /** Where the next page begins. */
  next: string | null;
  query: CatalogueQuery;
};

export function CatalogueList({ entries, next, query }: CatalogueListProps) {
  if (entries.length === 0) return <NothingFound query={query} />;
  return (
    <>
      <Box component="ul" aria-label="APIs" sx={cardGrid}>
        {entries.map((entry) => (
          <Box component="li" key={entry.id} sx={{ minWidth: 0 }}>
            <EntryCard entry={entry} />
          </Box>
        ))}
      </Box>
      <Stack direction="row" sx={{ mt: 3, gap: 1 }}>
        {query.after ? (
          <Button href={catalogueHref({ ...query, after: undefined })} variant="outlined">
            To the beginning
          </Button>
        ) : null}
        {next ? (
          <Button href={catalogueHref({ ...query, after: next })} variant="outlined">
            More APIs
          </Button>
        ) : null}
      </Stack>
    </>
  );
}

function NothingFound({ query }: { query: CatalogueQuery }) {
  const isSearched = query.q !== "" || query.tag !== "";
  return isSearched ? (
    <EmptyState
      title="No API matches"
      action={
        <Button href="/developer/apis" variant="outlined">
          Show all
        </Button>
      }
    >
      Try fewer or other words.
    </EmptyState>
  ) : (
    <EmptyState title="Nothing is published yet">
      An API stands here as soon as its publisher has published it.
    </EmptyState>
  );
}

function EntryCard({ entry }: { entry: CatalogueEntry }) {
  return (
    <Card sx={cardStyle}>
      <Stack direction="row" sx={{ gap: 1.5, alignItems: "flex-start" }}>
        <ApiMark name={entry.displayName} />
        <Box sx={{ minWidth: 0, flex: 1 }}>
          <Typography component="h2" variant="h3">
            <Link href={publishedHref(entry.id)} color="inherit" sx={coveringLink}>
              {entry.displayName}
            </Link>
          </Typography>
          <Typography variant="body2" component="div" sx={{ color: "text.secondary" }}>
            <MonoText>{entry.version}</MonoText>
          </Typography>
        </Box>
      </Stack>
      {entry.deprecation ? (
        <Typography variant="body2" sx={{ color: "warning.main" }}>
          {deprecationLine(entry.deprecation)}
        </Typography>
      ) : null}
      {entry.description ? <Excerpt text={entry.description} lines={3} /> : null}
      <Stack direction="row" useFlexGap sx={{ mt: "auto", gap: 0.75, flexWrap: "wrap" }}>
        {entry.tags.slice(0, 4).map((tag) => (
          <Chip key={tag} size="small" label={tag} />
        ))}
      </Stack>
    </Card>
  );
}
