// The topics that come, go or change when a document takes a definition's place, in the words of clients.
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { ReplacementView } from "#lib/replacing/replacement-view.ts";
import type { NamedTopic, TopicChange } from "#lib/topics/topic-changes.ts";

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

function Change({ change }: { change: TopicChange }) {
  if (change.kind === "added") return <One word="Added" topic={change.after} />;
  if (change.kind === "removed") return <One word="Removed" topic={change.before} />;
  const { before, after, handshake } = change;
  const isNamedAnew = nameOf(before) !== nameOf(after) || wordsOf(before) !== wordsOf(after);
  return (
    <>
      <One word="Changed" topic={before} />
      {isNamedAnew ? (
        <>
          , becomes <MonoText>{nameOf(after)}</MonoText>: {wordsOf(after)}
        </>
      ) : null}
      {handshake.length > 0 ? `; its handshake changes: ${listed(handshake)}` : null}
    </>
  );
}

/** Most parts of one handshake that are named. */
const MAX_PARTS = 12;

function listed(parts: readonly string[]): string {
  const named = parts.slice(0, MAX_PARTS).join(", ");
  return parts.length > MAX_PARTS ? `${named} and ${parts.length - MAX_PARTS} more` : named;
}

function One({ word, topic }: { word: string; topic: NamedTopic }) {
  return (
    <>
      <strong>{word}</strong> <MonoText>{nameOf(topic)}</MonoText>: {wordsOf(topic)}
    </>
  );
}

function nameOf({ address, key }: NamedTopic): string {
  return address ?? `${key} (address unknown)`;
}

function wordsOf({ directions }: NamedTopic): string {
  const words = [
    directions.includes("receive") ? "clients send" : "",
    directions.includes("send") ? "clients receive" : "",
  ].filter((word) => word !== "");
  return words.length === 0 ? "no direction" : words.join(" and ");
}
