// What to look for in the catalogue: words and tags. A plain form and links, so that it works without scripts and every
// search has an address.
import SearchIcon from "@mui/icons-material/SearchOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Chip from "@mui/material/Chip";
import InputAdornment from "@mui/material/InputAdornment";
import OutlinedInput from "@mui/material/OutlinedInput";
import Stack from "@mui/material/Stack";
import type { CatalogueQuery } from "#lib/catalogue/entry.ts";
import { catalogueHref } from "./catalogue-href.ts";

const shownTags = 16;

type CatalogueSearchProps = { query: CatalogueQuery; tags: readonly string[] };

export function CatalogueSearch({ query, tags }: CatalogueSearchProps) {
  return (
    <Stack sx={{ gap: 1.5, mb: 3 }}>
      <Box
        component="form"
        role="search"
        aria-label="APIs"
        action="/developer/apis"
        sx={{ display: "flex", gap: 1, maxWidth: 640 }}
      >
        <OutlinedInput
          key={query.q}
          type="search"
          name="q"
          size="small"
          fullWidth
          defaultValue={query.q}
          placeholder="Search by name, topic, message or tag"
          startAdornment={
            <InputAdornment position="start">
              <SearchIcon />
            </InputAdornment>
          }
          slotProps={{ input: { "aria-label": "Search APIs", maxLength: 200, autoComplete: "off" } }}
        />
        {query.tag ? <input type="hidden" name="tag" value={query.tag} /> : null}
        <Button type="submit" variant="outlined">
          Search
        </Button>
      </Box>
      {tags.length > 0 ? <Tags query={query} tags={tags} /> : null}
    </Stack>
  );
}

function Tags({ query, tags }: CatalogueSearchProps) {
  const shown = tags.slice(0, shownTags);
  const all = query.tag === "" || shown.includes(query.tag) ? shown : [query.tag, ...shown];
  return (
    <Stack component="nav" aria-label="Tags" direction="row" useFlexGap sx={{ gap: 0.75, flexWrap: "wrap" }}>
      {all.map((tag) => {
        const isChosen = tag === query.tag;
        return (
          <Chip
            key={tag}
            component="a"
            clickable
            size="small"
            label={tag}
            href={catalogueHref({ q: query.q, tag: isChosen ? "" : tag })}
            color={isChosen ? "primary" : "default"}
            {...(isChosen ? { "aria-current": "true" } : {})}
          />
        );
      })}
    </Stack>
  );
}
