// The list of APIs as cards. The title's link covers its card, so that there is one stop per API for the keyboard.
import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Chip from "@mui/material/Chip";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { cardGrid, cardStyle, coveringLink, Excerpt } from "#components/ui/link-card.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { ApiSummary } from "#lib/apis/api.ts";
import { ApiMark } from "./api-mark.tsx";
import { DeployedMark } from "./deployed-mark.tsx";

const shownTags = 3;
export function ApiCards({ apis }: { apis: readonly ApiSummary[] }) {
  return (
    <Box component="ul" aria-label="APIs" sx={cardGrid}>
      {apis.map((api) => (
        <Box component="li" key={api.id} sx={{ minWidth: 0 }}>
          <ApiCard api={api} />
        </Box>
      ))}
    </Box>
  );
}

function ApiCard({ api }: { api: ApiSummary }) {
  return (
    <Card sx={cardStyle}>
      <Stack direction="row" sx={{ gap: 1.5, alignItems: "flex-start" }}>
        <ApiMark name={api.displayName || api.name} />
        <Box sx={{ minWidth: 0, flex: 1 }}>
          <Typography component="h2" variant="h3">
            <Link href={`/apis/${api.id}/overview`} color="inherit" sx={coveringLink}>
              {api.displayName || api.name}
            </Link>
          </Typography>
          <Typography variant="body2" component="div" sx={{ color: "text.secondary" }}>
            <MonoText>{api.version}</MonoText>
          </Typography>
        </Box>
        <StateChip state={api.state} />
      </Stack>
      <MonoText oneLine>{api.basePath}</MonoText>
      {api.description ? <Excerpt text={api.description} lines={2} /> : null}
      <Tags tags={api.tags} />
      <Stack
        direction="row"
        useFlexGap
        sx={{
          mt: "auto",
          pt: 0.5,
          gap: 1.5,
          justifyContent: "space-between",
          flexWrap: "wrap",
          typography: "caption",
        }}
      >
        <DeployedMark isDeployed={api.isDeployed} />
        <Box component="span" sx={{ color: "text.secondary" }}>
          {api.createdBy} · <RelativeTime date={api.updatedAt} />
        </Box>
      </Stack>
    </Card>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  const more = tags.length - shownTags;
  return (
    <Stack direction="row" useFlexGap sx={{ gap: 0.75, flexWrap: "wrap" }}>
      {tags.slice(0, shownTags).map((tag) => (
        <Chip key={tag} size="small" label={tag} />
      ))}
      {more > 0 ? <Chip size="small" variant="outlined" label={`${more} more`} /> : null}
    </Stack>
  );
}
