// "Explain this close": one ended connection or refused handshake, what happened in a sentence, what to do, and the
// facts.
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { Facts } from "#components/ui/facts.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { ageWords, bytesWords, countWords } from "#components/ui/quantity-words.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { ClosedConnection, FrameHead, LegState } from "#lib/gateways/connections/connection-record.ts";
import { controlWords } from "#lib/gateways/connections/control-words.ts";
import { explainClose } from "#lib/gateways/connections/explain-close.ts";
import { explainRefusal } from "#lib/gateways/connections/explain-refusal.ts";
import type { PastEntry } from "#lib/gateways/connections/past-entry.ts";
import { ClientAddress } from "./client-address.tsx";
import { type ConnectionsQuery, closerLabels, connectionsHref } from "./connections-query.ts";
import { RefusalFacts } from "./refusal-facts.tsx";

type PastExplainedProps = { apiId: string; query: ConnectionsQuery; entry: PastEntry | null };

export function PastExplained({ apiId, query, entry }: PastExplainedProps) {
  return (
    <SectionCard
      title={entry?.kind === "refused" ? "Why this handshake was refused" : "Why this connection ended"}
      caption={<MonoText>{query.opened}</MonoText>}
      action={
        <Button
          size="small"
          variant="outlined"
          color="secondary"
          href={connectionsHref(apiId, { ...query, opened: null })}
        >
          Close
        </Button>
      }
    >
      {entry ? <Explained entry={entry} /> : <Unknown />}
    </SectionCard>
  );
}

function Unknown() {
  return (
    <Typography variant="body1">
      There is no record of this connection. It may still be open, its record was older than a week, or it was
      one of many that were refused for the same reason within seconds.
    </Typography>
  );
}

function Explained({ entry }: { entry: PastEntry }) {
  const { happened, advice } =
    entry.kind === "refused"
      ? explainRefusal(entry.record, "publisher")
      : explainClose(entry.record, "publisher");
  return (
    <>
      <Typography variant="body1" sx={{ fontWeight: 600 }}>
        {happened}
      </Typography>
      <Typography variant="body1" sx={{ mb: 2, color: "text.secondary" }}>
        {advice}
      </Typography>
      {entry.kind === "refused" ? (
        <RefusalFacts record={entry.record} />
      ) : (
        <Facts facts={factsOf(entry.record)} />
      )}
    </>
  );
}

const legWords: Readonly<Record<LegState, string>> = {
  open: "still open",
  closing: "told to close, never finished",
  closed: "ended properly",
  lost: "lost: vanished or silent",
};

function factsOf(record: ClosedConnection) {
  const { fromClient, fromBackend } = record;
  return [
    { name: "Close code", value: `${record.code}, ${closerLabels[record.closedBy].toLowerCase()}` },
    { name: "Reason", value: record.why },
    { name: "Policy", value: record.policy === null ? "none" : <MonoText>{record.policy}</MonoText> },
    { name: "Ended", value: <RelativeTime date={new Date(record.closedAtMs)} /> },
    { name: "Age", value: ageWords(record.closedAtMs - record.openedAtMs) },
    { name: "Client side", value: legWords[record.clientLeg] },
    { name: "Backend side", value: legWords[record.backendLeg] },
    { name: "From client", value: trafficWords(fromClient, record.lastFromClient) },
    { name: "From backend", value: trafficWords(fromBackend, record.lastFromBackend) },
    ...(record.controls === null ? [] : [{ name: "Pings and pongs", value: controlWords(record.controls) }]),
    ...(record.droppedForType === 0
      ? []
      : [{ name: "Left out", value: leftOutWords(record.droppedForType) }]),
    { name: "Client", value: <ClientAddress>{record.clientAddress}</ClientAddress> },
    { name: "Application", value: record.application ?? "none" },
    ...(record.path === "" ? [] : [{ name: "Path", value: <MonoText>{record.path}</MonoText> }]),
    { name: "Topic", value: <MonoText>{record.topic}</MonoText> },
    { name: "API", value: `${record.apiName} ${record.apiVersion}, revision ${record.revision}` },
    { name: "Subprotocol", value: record.subprotocol ?? "none" },
    { name: "Extensions", value: record.extensions ?? "none" },
    ...(record.dialMs === null
      ? []
      : [{ name: "Backend's answer", value: `after ${Math.round(record.dialMs)} ms` }]),
    { name: "Mode", value: record.isInspected ? "inspected" : "raw" },
  ];
}

/** RFC 6455 section 11.8. */
const opcodeNames: Readonly<Record<number, string>> = {
  0: "continuation",
  1: "text",
  2: "binary",
  8: "close",
  9: "ping",
  10: "pong",
};

function trafficWords(
  { messages, bytes, frames }: ClosedConnection["fromClient"],
  last: FrameHead | null,
): string {
  const counts = `${some(messages, "message")}, ${bytesWords(bytes)}, ${some(frames, "frame")}`;
  if (last === null) return counts;
  const name = opcodeNames[last.opcode] ?? `opcode ${last.opcode}`;
  return `${counts}; last ${name}${last.isFinal ? "" : " (unfinished)"} of ${bytesWords(last.payloadBytes)}`;
}

function leftOutWords(count: number): string {
  return `${some(count, "message")} from the backend: the topic has no Subscribe, or the client no scope to receive`;
}

function some(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${countWords(count)} ${what}s`;
}
