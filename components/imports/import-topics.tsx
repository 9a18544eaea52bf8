// The topics of a document that is imported, both directions in words.
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { DirectionLines } from "#components/topics/direction-lines.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { ImportTopicView, ImportView } from "#lib/imports/import-view.ts";

export function ImportTopics({ view }: { view: ImportView }) {
  const { topics, topicCount } = view;
  return (
    <Box component="section" aria-label="Topics" sx={{ mt: 1.5 }}>
      <Typography variant="subtitle2" component="h3">
        {countWords(view)}
      </Typography>
      <Box component="ul" role="list" tabIndex={0} aria-label="Topics" sx={listLook}>
        {topics.map((topic) => (
          <li key={topic.key}>
            <Topic topic={topic} />
          </li>
        ))}
      </Box>
      {topicCount > topics.length ? (
        <Typography variant="body2">and {topicCount - topics.length} more</Typography>
      ) : null}
    </Box>
  );
}

function countWords({ topicCount, servedCount }: ImportView): string {
  if (topicCount === 0) return "No topics: the document has no channels";
  const topics = topicCount === 1 ? "1 topic" : `${topicCount} topics`;
  if (servedCount === topicCount) return topics;
  return `${topics}, ${servedCount === 0 ? "none" : servedCount} of which the gateway can serve`;
}

const listLook = {
  listStyle: "none",
  m: 0,
  mt: 1,
  p: 0,
  maxHeight: "min(60vh, 560px)",
  overflow: "auto",
  typography: "body2",
  "& > li": { py: 1.25, borderTop: "1px solid", borderColor: "divider", overflowWrap: "anywhere" },
};

function Topic({ topic: { key, address, directions, notServed } }: { topic: ImportTopicView }) {
  return (
    <>
      <Box sx={{ fontWeight: 600 }}>
        <MonoText>{address ?? key}</MonoText>
        {address === null ? " (address unknown)" : null}
      </Box>
      <DirectionLines directions={directions} />
      {notServed === null ? null : (
        <Box sx={{ color: "text.secondary" }}>
          <Box component="strong" sx={{ color: "warning.main" }}>
            Not served by the gateway.
          </Box>{" "}
          {notServed}
        </Box>
      )}
    </>
  );
}
