"use client";
// Which messages of the definition have not been sent or seen in this session, and how many questions wait.
import Typography from "@mui/material/Typography";
import { useMemo, useState } from "react";
import { missingIn, NOTHING_PASSED, type Passed, withPassed } from "#lib/console/coverage.ts";
import type { Entry } from "#lib/console/transcript.ts";
import type { ConnectionLabels } from "./connection-labels.ts";
import { factsOf } from "./message-facts.ts";
import { useSettled } from "./use-settled.ts";

type CoverageNoteProps = { entries: readonly Entry[]; labels: ConnectionLabels; unanswered: number };

/** Of more than this at a time only the newest are looked at; what was seen before stays seen. */
const MAX_LOOKED_AT = 2000;
/** Between two times that it is worked out. */
const EVERY_MS = 500;

export function CoverageNote({ entries, labels, unanswered }: CoverageNoteProps) {
  const settled = useSettled(entries, EVERY_MS);
  const newest = useMemo(() => settled.slice(-MAX_LOOKED_AT), [settled]);
  const passed = useMemo(() => newest.flatMap((entry) => passedIn(entry, labels)), [newest, labels]);
  const [known, setKnown] = useState(NOTHING_PASSED);
  const coverage = withPassed(known, passed);
  if (coverage !== known) setKnown(coverage);
  const topics = new Set(newest.map(({ connection }) => labels.topicOf(connection)));
  const { unsent, unseen } = missingIn(topics, coverage);
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

function passedIn(entry: Entry, labels: ConnectionLabels): Passed[] {
  if (entry.kind !== "message") return [];
  const topic = labels.topicOf(entry.connection);
  const { naming } = factsOf(entry, topic);
  return naming.kind === "named" ? [{ topic, direction: entry.direction, message: naming.message }] : [];
}
