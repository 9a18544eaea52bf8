// The Topics page of somebody who may not design: each topic opens and shows all that a creator can set, and its messages.
// Draws on the server.
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Paper from "@mui/material/Paper";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { ReadingHandshakeBlock } from "#components/reading/reading-handshake.tsx";
import { ReadingOperations } from "#components/reading/reading-operation.tsx";
import { ReadingParameters } from "#components/reading/reading-parameters.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { address, linkTo } from "#lib/asyncapi/reading/address.ts";
import { isWhole } from "#lib/asyncapi/reading/sections.ts";
import type { ReadingChannel } from "#lib/asyncapi/reading/view.ts";
import type { Topic } from "#lib/topics/topic.ts";
import { TopicFacts } from "./topic-read-list.tsx";
import { TopicTypeChips } from "./topic-types.tsx";

type TopicReadingProps = {
  topics: readonly Topic[];
  /** The channels of the consumer's document as it opens; all are missing where it cannot be derived. */
  channels: readonly ReadingChannel[];
  /** Address of the page that shows what a large document opens without. */
  documentation: string;
};

export function TopicReading({ topics, channels, documentation }: TopicReadingProps) {
  const byKey = new Map(channels.map((channel) => [channel.key, channel]));
  return (
    <Stack component="ul" aria-label="Topics" sx={listLook}>
      {topics.map((topic) => (
        <Paper
          component="li"
          variant="outlined"
          key={topic.channelKey ?? topic.address}
          sx={{ px: 2, "& > details": { borderTop: 0 } }}
        >
          <Fold title={<TopicTitle topic={topic} />} summary={<TopicTypeChips types={topic.types} />}>
            <TopicDetails
              topic={topic}
              channel={byKey.get(topic.channelKey ?? "")}
              documentation={documentation}
            />
          </Fold>
        </Paper>
      ))}
    </Stack>
  );
}

/** Without the menus of items, which lead to addresses: nothing here is reached by its address. */
const listLook = { listStyle: "none", m: 0, p: 0, gap: 1, "& .item-menu": { display: "none" } };

const noEntries: ReadonlySet<string> = new Set();

function TopicTitle({ topic }: { topic: Topic }) {
  return (
    <Box component="h2" sx={{ m: 0, fontSize: "0.9375rem" }}>
      <MonoText>{topic.address}</MonoText>
    </Box>
  );
}

type TopicDetailsProps = { topic: Topic; channel: ReadingChannel | undefined; documentation: string };

function TopicDetails({ topic, channel, documentation }: TopicDetailsProps) {
  if (!channel || !isWhole(channel)) {
    const part = channel ? linkTo(address.channel(channel.key)) : "";
    return (
      <>
        <TopicFacts topic={topic} under={2} />
        <Typography variant="body2" sx={{ mt: 0.75 }}>
          Its messages stand in the <Link href={`${documentation}${part}`}>documentation</Link>.
        </Typography>
      </>
    );
  }
  return (
    <>
      <TopicFacts
        topic={topic}
        under={2}
        parameters={<ReadingParameters id={address.channel(channel.key)} parameters={channel.parameters} />}
      />
      <ReadingHandshakeBlock
        id={address.channel(channel.key)}
        handshake={channel.handshake}
        entries={noEntries}
      />
      <ReadingOperations operations={channel.operations} />
    </>
  );
}
