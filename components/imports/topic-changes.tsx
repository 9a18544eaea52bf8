// The topics that come, go or change when a document takes a definition's place, in the words of clients.
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { ReplacementView } from "#lib/replacing/replacement-view.ts";
import type { ComparedTopic, TopicChange } from "#lib/topics/topic-changes.ts";

type TopicChangesProps = { changes: NonNullable<ReplacementView["changes"]> };

export function TopicChanges({ changes: { topics, topicCount } }: TopicChangesProps) {
  return (
    <Box component="section" aria-label="Changed topics" sx={{ mb: 2 }}>
      <Typography variant="subtitle2" component="h3">
        {topicCount === 0
          ? "No topic changes"
          : topicCount === 1
            ? "1 topic changes"
            : `${topicCount} topics change`}
      </Typography>
      <Box component="ul" role="list" tabIndex={0} aria-label="Changed topics" sx={listLook}>
        {topics.map((change) => (
          <li key={`${change.kind} ${change.before?.key} ${change.after?.key}`}>
            <Change change={change} />
          </li>
        ))}
      </Box>
      {topicCount > topics.length ? (
        <Typography variant="body2">and {topicCount - topics.length} more</Typography>
      ) : null}
    </Box>
  );
}

const listLook = { m: 0, mt: 0.5, pl: 2.5, maxHeight: 320, overflow: "auto", typography: "body2" };

function Change({ change: { kind, before, after } }: { change: TopicChange }) {
  if (kind === "added") return <One word="Added" topic={after} />;
  if (kind === "removed") return <One word="Removed" topic={before} />;
  return (
    <>
      <One word="Changed" topic={before} />, becomes <MonoText>{nameOf(after)}</MonoText>: {wordsOf(after)}
    </>
  );
}

function One({ word, topic }: { word: string; topic: ComparedTopic }) {
  return (
    <>
      <strong>{word}</strong> <MonoText>{nameOf(topic)}</MonoText>: {wordsOf(topic)}
    </>
  );
}

function nameOf({ address, key }: ComparedTopic): string {
  return address ?? `${key} (address unknown)`;
}

function wordsOf({ directions }: ComparedTopic): string {
  const words = [
    directions.includes("receive") ? "clients send" : "",
    directions.includes("send") ? "clients receive" : "",
  ].filter((word) => word !== "");
  return words.length === 0 ? "no direction" : words.join(" and ");
}
