// The facts of a refused handshake.
import { Facts } from "#components/ui/facts.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { countWords } from "#components/ui/quantity-words.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { RefusedHandshake } from "#lib/gateways/connections/refused-record.ts";
import { ClientAddress } from "./client-address.tsx";

export function RefusalFacts({ record }: { record: RefusedHandshake }) {
  const { status, code, why, upstreamStatus, path, topic, moreLikeIt } = record;
  const facts = [
    { name: "Status", value: `${status}, told to the client` },
    { name: "Code", value: <MonoText>{code}</MonoText> },
    { name: "Reason", value: why },
    ...(upstreamStatus === null ? [] : [{ name: "Backend said", value: String(upstreamStatus) }]),
    ...(record.retryAfterSeconds === null
      ? []
      : [{ name: "Told to wait", value: `${countWords(record.retryAfterSeconds)} s` }]),
    { name: "Path", value: path === "" ? "could not be read" : <MonoText>{path}</MonoText> },
    { name: "Topic", value: topic === "" ? "none found" : <MonoText>{topic}</MonoText> },
    { name: "Refused", value: <RelativeTime date={new Date(record.refusedAtMs)} /> },
    { name: "Client", value: <ClientAddress>{record.clientAddress}</ClientAddress> },
    ...(moreLikeIt === 0 ? [] : [{ name: "Like it", value: moreWords(moreLikeIt) }]),
  ];
  return <Facts facts={facts} />;
}

function moreWords(count: number): string {
  return `${countWords(count)} more for the same reason within 10 seconds, which have no record of their own`;
}
