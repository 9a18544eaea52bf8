// Channels of the definition that no gateway serves, for reading: each with the reason. Draws on the server.
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { UnservedChannel } from "#lib/topics/unserved-channels.ts";

type UnservedListProps = { apiId: string; channels: readonly UnservedChannel[] };

const MAX_SHOWN = 200;

export function UnservedList({ apiId, channels }: UnservedListProps) {
  if (channels.length === 0) return null;
  const more = channels.length - MAX_SHOWN;
  return (
    <Box component="section" aria-labelledby="not-served" sx={{ mt: 3 }}>
      <Typography id="not-served" variant="subtitle2" component="h2">
        Not served by the gateway
      </Typography>
      <Typography variant="body2" sx={{ color: "text.secondary", mb: 1 }}>
        These channels stay in the definition, and deployments leave them out. Change their addresses in the{" "}
        <Link href={sectionHref(apiId, "definition")} underline="always">
          definition
        </Link>
        .
      </Typography>
      <Stack component="ul" aria-labelledby="not-served" sx={{ listStyle: "none", m: 0, p: 0, gap: 1 }}>
        {channels.slice(0, MAX_SHOWN).map(({ key, address, reason }) => (
          <Box component="li" key={key} sx={rowLook}>
            <Box sx={{ fontWeight: 600 }}>
              <MonoText>{address || key}</MonoText>
            </Box>
            <Typography variant="body2">
              {address === null ? "Address unknown, not served." : `Not served: ${reason}`}
            </Typography>
          </Box>
        ))}
      </Stack>
      {more > 0 ? <Typography variant="body2">and {more} more</Typography> : null}
    </Box>
  );
}

const rowLook = {
  px: 2,
  py: 1.5,
  border: "1px dashed",
  borderColor: "divider",
  borderRadius: 1,
  overflowWrap: "anywhere",
};
