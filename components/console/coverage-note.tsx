"use client";
// Which messages of the definition have not been sent or seen in this session, and how many questions wait.
import Typography from "@mui/material/Typography";
import { useDeferredValue, useMemo } from "react";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import type { Entry } from "#lib/console/transcript.ts";
import type { ConnectionLabels } from "./connection-labels.ts";
import { factsOf } from "./message-facts.ts";

type CoverageNoteProps = { entries: readonly Entry[]; labels: ConnectionLabels; unanswered: number };

/** Of more than this only the newest are looked at. */
const MAX_LOOKED_AT = 2000;

export function CoverageNote({ entries, labels, unanswered }: CoverageNoteProps) {
  const settled = useDeferredValue(entries);
  const { unsent, unseen } = useMemo(
    () => coverageOf(settled.slice(-MAX_LOOKED_AT), labels),
    [settled, labels],
  );
  const words = [
    ...(unsent.length > 0 ? [`You have not sent: ${unsent.join(", ")}.`] : []),
    ...(unseen.length > 0 ? [`You have not received: ${unseen.join(", ")}.`] : []),
    ...(unanswered > 0 ? [`Waiting for an answer: ${unanswered}.`] : []),
  ];
  if (words.length === 0) return null;
  return (
    <Typography variant="body2" sx={{ color: "text.secondary" }}>
      {words.join(" ")}
    </Typography>
  );
}

function coverageOf(entries: readonly Entry[], labels: ConnectionLabels) {
  const topics = new Set<ConsoleTopic>();
  const met = new Set<unknown>();
  for (const entry of entries) {
    const topic = labels.topicOf(entry.connection);
    topics.add(topic);
    if (entry.kind !== "message") continue;
    const { naming } = factsOf(entry, topic);
    if (naming.kind === "named") met.add(naming.message);
  }
  const missing = (way: "sends" | "receives") => [
    ...new Set([...topics].flatMap((topic) => topic[way].flatMap((it) => (met.has(it) ? [] : [it.name])))),
  ];
  return { unsent: missing("sends"), unseen: missing("receives") };
}
