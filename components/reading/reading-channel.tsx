// One topic of a document to read: where, what for, what comes and what goes. Draws on the server.

import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Chip from "@mui/material/Chip";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { Markdown } from "#components/ui/markdown.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { ReadingChannel, ReadingParameter } from "#lib/asyncapi/reading/view.ts";
import { channelAnchor } from "./channel-anchor.ts";
import { ReadingOperations } from "./reading-operation.tsx";

export function ReadingChannelSection({ channel }: { channel: ReadingChannel }) {
  const id = channelAnchor(channel.key);
  return (
    <Card component="section" aria-labelledby={id} sx={{ p: { xs: 2, sm: 2.5 } }}>
      <Stack direction="row" useFlexGap sx={{ gap: 1.25, alignItems: "center", flexWrap: "wrap" }}>
        <Typography variant="h3" component="h2" id={id} sx={{ scrollMarginTop: 72, minWidth: 0 }}>
          <MonoText>{channel.address || channel.key}</MonoText>
        </Typography>
        {channel.isOpen ? <Chip size="small" variant="outlined" label="No credential needed" /> : null}
      </Stack>
      {channel.title ? <Typography variant="subtitle2">{channel.title}</Typography> : null}
      {channel.description ? <Markdown text={channel.description} /> : null}
      <ReadingParameters parameters={channel.parameters} />
      <ReadingOperations operations={channel.operations} />
    </Card>
  );
}

export function ReadingParameters({ parameters }: { parameters: readonly ReadingParameter[] }) {
  if (parameters.length === 0) return null;
  return (
    <Box sx={{ mt: 2 }}>
      <Typography variant="h4" component="h3">
        Parameters
      </Typography>
      <Box component="dl" sx={{ m: 0, mt: 0.5 }}>
        {parameters.map((parameter) => (
          <Stack key={parameter.name} direction={{ xs: "column", sm: "row" }} sx={{ columnGap: 2, py: 0.5 }}>
            <Box component="dt" sx={{ minWidth: 140, fontWeight: 600 }}>
              <MonoText>{parameter.name}</MonoText>
            </Box>
            <Typography component="dd" variant="body2" sx={{ m: 0 }}>
              {parameterText(parameter)}
            </Typography>
          </Stack>
        ))}
      </Box>
    </Box>
  );
}

function parameterText({ description, values, preset, examples }: ReadingParameter): string {
  const parts = [
    description,
    values.length > 0 ? `One of: ${values.join(", ")}.` : "",
    preset ? `Default: ${preset}.` : "",
    examples.length > 0 ? `For example: ${examples.join(", ")}.` : "",
  ].filter((part) => part !== "");
  return parts.join(" ") || "No description.";
}
