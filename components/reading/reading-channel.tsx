// One topic of a document to read: where, what for, what comes and what goes. Draws on the server.

import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Chip from "@mui/material/Chip";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { Fragment, memo } from "react";
import { MonoText } from "#components/ui/mono-text.tsx";
import { address, linkTo } from "#lib/asyncapi/reading/address.ts";
import type { ReadingChannel } from "#lib/asyncapi/reading/view.ts";
import { ItemMenuButton } from "./item-menu-button.tsx";
import { LaterPart } from "./later-part.tsx";
import { ReadingAboutBlock } from "./reading-about.tsx";
import { ReadingHandshakeBlock } from "./reading-handshake.tsx";
import { ReadingMessagePart } from "./reading-message-part.tsx";
import { ReadingOperations } from "./reading-operation.tsx";
import { ReadingParameters } from "./reading-parameters.tsx";
import { ReadingTexts } from "./reading-texts.tsx";

type ReadingChannelProps = { channel: ReadingChannel; entries: ReadonlySet<string> };

export const ReadingChannelSection = memo(function ReadingChannelSection({
  channel,
  entries,
}: ReadingChannelProps) {
  const id = address.channel(channel.key);
  if (channel.laterHeight !== undefined)
    return (
      <LaterPart id={id} height={channel.laterHeight} heading="h2" name={channel.address || channel.key} />
    );
  return (
    <Card component="section" aria-label={labelOf(channel)} sx={cardLook}>
      <Stack direction="row" useFlexGap sx={{ gap: 1.25, alignItems: "center", flexWrap: "wrap" }}>
        <Typography variant="h3" component="h2" id={id} sx={{ minWidth: 0 }}>
          <MonoText>{channel.address || channel.key}</MonoText>
        </Typography>
        <ItemMenuButton name={channel.address || channel.key} address={id} place={channel.place} isPart />
        {channel.isOpen ? <Chip size="small" variant="outlined" label="No credential needed" /> : null}
      </Stack>
      {channel.title ? (
        <Typography variant="subtitle2" component="p">
          {channel.title}
        </Typography>
      ) : null}
      <ReadingTexts texts={[channel.summary, channel.description]} under={2} />
      <OnServers keys={channel.servers} />
      <ReadingAboutBlock about={channel.about} of={channel.address || channel.key} />
      <ReadingParameters id={id} parameters={channel.parameters} />
      <ReadingHandshakeBlock id={id} handshake={channel.handshake} entries={entries} />
      <ReadingOperations operations={channel.operations} entries={entries} />
      <Others channel={channel} entries={entries} />
    </Card>
  );
});

/** MUI's own `hidden` would make the card what its examples stick to: clipped, its corners stay as round, and it scrolls nothing. */
const cardLook = { p: { xs: 2, sm: 2.5 }, overflow: "clip" };

function OnServers({ keys }: { keys: readonly string[] }) {
  if (keys.length === 0) return null;
  return (
    <Typography variant="body2" sx={{ mt: 0.75, color: "text.secondary", overflowWrap: "anywhere" }}>
      {keys.length > 1 ? "Only on the servers " : "Only on the server "}
      {keys.map((key, index) => (
        <Fragment key={key}>
          {index > 0 ? ", " : null}
          <Link href={linkTo(address.server(key))}>{key}</Link>
        </Fragment>
      ))}
      .
    </Typography>
  );
}

/** Two topics may have one address: the key tells them apart. */
function labelOf({ address: at, key }: ReadingChannel): string {
  return at ? `${at}, ${key}` : key;
}

/** Messages that no operation names. */
function Others({ channel, entries }: ReadingChannelProps) {
  if (channel.others.length === 0) return null;
  const id = address.channel(channel.key);
  return (
    <Box sx={{ mt: 2, pl: 2, borderLeft: "3px solid", borderColor: "divider" }}>
      <Typography variant="h4" component="h3">
        {channel.operations.length > 0 ? "More messages on this topic" : "Messages on this topic"}
      </Typography>
      <Typography variant="body2" sx={{ mt: 0.5, color: "text.secondary" }}>
        The definition does not say who sends them.
      </Typography>
      {channel.others.map((message) => (
        <ReadingMessagePart
          key={message.key}
          id={address.message(id, message.key)}
          message={message}
          entries={entries}
        />
      ))}
    </Box>
  );
}
