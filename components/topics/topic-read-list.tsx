// Topics at a glance, for looking at somebody else's version, and what one topic's own settings say.
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { Markdown } from "#components/ui/markdown.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { Topic } from "#lib/topics/topic.ts";
import { scopeSentences } from "#lib/topics/topic-scopes.ts";
import { TopicTypeChips } from "./topic-types.tsx";

export function TopicReadList({ topics }: { topics: readonly Topic[] }) {
  return (
    <Stack component="ul" sx={{ listStyle: "none", m: 0, p: 0, gap: 1 }}>
      {topics.map((topic) => (
        <Box
          component="li"
          key={topic.channelKey ?? topic.address}
          sx={{
            px: 2,
            py: 1.5,
            border: "1px solid",
            borderColor: "divider",
            borderRadius: 1,
            bgcolor: "background.paper",
          }}
        >
          <Stack direction="row" useFlexGap sx={{ gap: 1.5, alignItems: "center", flexWrap: "wrap" }}>
            <Box sx={{ fontWeight: 600, minWidth: 0 }}>
              <MonoText>{topic.address}</MonoText>
            </Box>
            <TopicTypeChips types={topic.types} />
          </Stack>
          <TopicFacts topic={topic} />
        </Box>
      ))}
    </Stack>
  );
}

type TopicFactsProps = { topic: Topic; parameters?: ReactNode; under?: number | undefined };

/** What a topic's own settings say; `parameters` takes the place of the descriptions where more is known of them; `under` is as with Markdown. */
export function TopicFacts({ topic, parameters, under }: TopicFactsProps) {
  return (
    <Box sx={{ "& > *": { mt: 0.75 } }}>
      {topic.description ? <Markdown text={topic.description} under={under} /> : null}
      {parameters ?? <DescribedParameters topic={topic} />}
      {topic.uriMapping ? (
        <Typography variant="body2">
          URL mapping: <MonoText>{topic.uriMapping}</MonoText>
        </Typography>
      ) : null}
      {scopeSentences(topic).map((sentence) => (
        <Typography key={sentence} variant="body2" sx={{ overflowWrap: "anywhere" }}>
          {sentence}
        </Typography>
      ))}
      {topic.isSecured ? null : <Typography variant="body2">Security off: open to everyone.</Typography>}
    </Box>
  );
}

function DescribedParameters({ topic }: { topic: Topic }) {
  return topic.parameters
    .filter((parameter) => parameter.description !== "")
    .map((parameter) => (
      <Typography key={parameter.name} variant="body2">
        <MonoText>{`{${parameter.name}}`}</MonoText>: {parameter.description}
      </Typography>
    ));
}
