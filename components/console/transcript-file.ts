// A session's transcript as the text of a file, made where the transcript is.
import { type ExportedConnection, jsonLinesOf } from "#lib/console/export.ts";
import { harOf } from "#lib/console/har.ts";
import { type RedactedPath, redactedEntries } from "#lib/console/redaction.ts";
import { NO_TOPIC } from "./connection-labels.ts";
import type { ConsoleSession } from "./console-session.ts";
import { factsOf } from "./message-facts.ts";

export type FileKind = "jsonl" | "har" | "scenario.yaml";

export type AskedFile = {
  readonly kind: FileKind;
  readonly apiName: string;
  readonly basePath: string;
  /** Values that the file shall not have. */
  readonly paths: readonly RedactedPath[];
};

export async function transcriptFile(session: ConsoleSession, asked: AskedFile): Promise<string> {
  if (asked.kind === "scenario.yaml") return await scenarioFile(session, asked);
  const exported = connectionsOf(session);
  const saved = redactedEntries(session.transcript.entries(), asked.paths);
  return asked.kind === "har" ? harOf(saved, exported) : jsonLinesOf(saved, exported);
}

async function scenarioFile(
  { transcript, connections, labels, attempts }: ConsoleSession,
  { apiName, basePath, paths }: AskedFile,
): Promise<string> {
  // The YAML package comes with it.
  const { recordedScenario } = await import("#lib/console/recorded-scenario.ts");
  const recorded = connections.flatMap(({ id, name, attempt }) =>
    attempt.url === ""
      ? []
      : [{ id, name, url: attempt.url, subprotocols: attempt.offered, attempts: attempts.of(id) }],
  );
  const topicOf = (connection: number) => labels.get(connection)?.topic ?? NO_TOPIC;
  return recordedScenario(transcript.entries(), recorded, {
    ...{ title: apiName, basePath, redactedPaths: paths },
    recognise: (entry) => factsOf(entry, topicOf(entry.connection)).naming,
    addressOf: (connection) => topicOf(connection).address,
  });
}

/** Those that were taken off the screen, too: what passed on them stays. */
export function connectionsOf({ labels, attempts }: ConsoleSession): ExportedConnection[] {
  return [...labels].map(([id, { name, url, topic }]) => ({
    ...{ id, name, url, topic: topic.address },
    attempts: attempts.of(id),
  }));
}
