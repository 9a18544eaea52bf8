// Writes a scenario of what just passed in the console. It holds no credential, and can be played again: a message that the
// definition names is expected by that name, and by its text only where nothing names it.
import { stringify } from "yaml";
import { base64Of } from "./bytes-text.ts";
import { belowBase } from "./export.ts";
import type { Recognised } from "./recognised.ts";
import { type RedactedPath, redacted } from "./redaction.ts";
import { DEFAULT_WITHIN_MS } from "./scenario.ts";
import { isOwnProtocol } from "./target.ts";
import type { Entry, MessageEntry } from "./transcript.ts";

/** A connection, as it was opened. */
export type RecordedConnection = {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly subprotocols: readonly string[];
};

export type ScenarioOptions = {
  readonly title: string;
  /** Path of the API at the gateway, which the command gets with the URL. */
  readonly basePath: string;
  readonly redactedPaths: readonly RedactedPath[];
  readonly recognise: (entry: MessageEntry) => Recognised;
};

/** What was waited for is given this much longer: another day everything may be slower. */
const PATIENCE = 5;

/** Each connection opened, each message sent, each that came expected; a reconnect is a close and a connect. */
export function recordedScenario(
  entries: readonly Entry[],
  connections: readonly RecordedConnection[],
  options: ScenarioOptions,
): string {
  const known = new Map(connections.map((connection) => [connection.id, connection]));
  const attempts = new Map<number, number>();
  const lastSent = new Map<number, number>();
  const steps: object[] = [];
  const leftOut = new Set<number>();
  for (const entry of entries) {
    const connection = known.get(entry.connection);
    if (!connection) {
      leftOut.add(entry.connection);
      continue;
    }
    if (entry.kind === "event" && entry.tone !== "good") continue;
    const attempt = attempts.get(connection.id);
    if (attempt !== entry.attempt) {
      if (attempt !== undefined) steps.push({ close: connection.name });
      steps.push(connectStep(connection, options.basePath));
      attempts.set(connection.id, entry.attempt);
      lastSent.set(connection.id, entry.at);
    }
    if (entry.kind === "event") continue;
    if (entry.direction === "sent") {
      lastSent.set(connection.id, entry.at);
      steps.push({ send: connection.name, ...bodyOf(entry, options) });
    } else {
      const waitedMs = entry.at - (lastSent.get(connection.id) ?? entry.at);
      steps.push({ expect: connection.name, ...expectationOf(entry, options), ...withinOf(waitedMs) });
    }
  }
  return headOf(leftOut.size) + stringify({ scenario: options.title, steps }, { lineWidth: 0 });
}

function headOf(leftOut: number): string {
  const command = "# KEY=… npm run -s scenario -- FILE --url ADDRESS --definition FILE";
  const left =
    leftOut === 0 ? "" : `# ${leftOut} connections are left out: nothing is known of where they went.\n`;
  return `${command}\n${left}`;
}

function connectStep({ name, url, subprotocols }: RecordedConnection, basePath: string) {
  const own = subprotocols.filter(isOwnProtocol);
  const path = belowBase(url, basePath);
  return { connect: name, path, ...(own.length > 0 ? { subprotocols: own } : {}) };
}

/** By its name where it has one and fits; else as it came. */
function expectationOf(entry: MessageEntry, options: ScenarioOptions) {
  const recognised = options.recognise(entry);
  if (recognised.kind !== "named" || recognised.verdict.kind === "invalid") return bodyOf(entry, options);
  const { message, verdict } = recognised;
  return { message: message.name, ...(verdict.kind === "valid" ? {} : { check: false }) };
}

function bodyOf({ body }: MessageEntry, { redactedPaths }: ScenarioOptions) {
  return typeof body === "string" ? { text: redacted(body, redactedPaths) } : { base64: base64Of(body) };
}

function withinOf(waitedMs: number) {
  const within = Math.ceil((waitedMs * PATIENCE) / 1_000) * 1_000;
  return within <= DEFAULT_WITHIN_MS ? {} : { within: Math.min(within, 600_000) };
}
