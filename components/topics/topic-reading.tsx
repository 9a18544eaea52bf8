// The Topics page of somebody who may not design: each topic opens and shows all that a creator can set, and its messages.
// Draws on the server.
import Box from "@mui/material/Box";
import Paper from "@mui/material/Paper";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { ReadingParameters } from "#components/reading/reading-channel.tsx";
import { ReadingOperations } from "#components/reading/reading-operation.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { ReadingChannel } from "#lib/asyncapi/reading/view.ts";
import type { Topic } from "#lib/topics/topic.ts";
import { TopicFacts } from "./topic-read-list.tsx";
import { TopicTypeChips } from "./topic-types.tsx";

type TopicReadingProps = {
  topics: readonly Topic[];
  /** The channels of the consumer's document; some are missing where it is too large, all where it cannot be derived. */
  channels: readonly ReadingChannel[];
};

export function TopicReading({ topics, channels }: TopicReadingProps) {
  const byKey = new Map(channels.map((channel) => [channel.key, channel]));
  return (
    <Stack component="ul" aria-label="Topics" sx={{ listStyle: "none", m: 0, p: 0, gap: 1 }}>
      {topics.map((topic) => (
        <Paper
          component="li"
          variant="outlined"
          key={topic.channelKey ?? topic.address}
          sx={{ px: 2, "& > details": { borderTop: 0 } }}
        >
          <Fold title={<TopicTitle topic={topic} />} summary={<TopicTypeChips types={topic.types} />}>
            <TopicDetails topic={topic} channel={byKey.get(topic.channelKey ?? "")} />
          </Fold>
        </Paper>
      ))}
    </Stack>
  );
}

function TopicTitle({ topic }: { topic: Topic }) {
  return (
    <Box component="h2" sx={{ m: 0, fontSize: "0.9375rem" }}>
      <MonoText>{topic.address}</MonoText>
    </Box>
  );
}

function TopicDetails({ topic, channel }: { topic: Topic; channel: ReadingChannel | undefined }) {
  if (!channel) {
    return (
      <>
        <TopicFacts topic={topic} />
        <Typography variant="body2" sx={{ mt: 0.75 }}>
          Its messages cannot be shown here: see the source on the page AsyncAPI Definition.
        </Typography>
      </>
    );
  }
  return (
    <>
      <TopicFacts topic={topic} parameters={<ReadingParameters parameters={channel.parameters} />} />
      <ReadingOperations operations={channel.operations} />
    </>
  );
}
