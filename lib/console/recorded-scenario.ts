// Writes a scenario of what just passed in the console. It holds no credential, and can be played again: what it leaves out,
// it names for whoever plays it to give; a message that the definition names is expected by that name, and by its text only
// where nothing names it.
import { stringify } from "yaml";
import { base64Of } from "./bytes-text.ts";
import { leavesOf } from "./json-path.ts";
import { exactJson } from "./json-text.ts";
import { addressLeaving, isCredentialAmong } from "./left-out-credentials.ts";
import type { Recognised } from "./recognised.ts";
import { type RedactedPath, redacted } from "./redaction.ts";
import { DEFAULT_WITHIN_MS } from "./scenario.ts";
import { LeftOutValues } from "./scenario-values.ts";
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
  const values = new LeftOutValues();
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
      steps.push(connectStep(connection, options.basePath, values));
      attempts.set(connection.id, entry.attempt);
      lastSent.set(connection.id, entry.at);
    }
    if (entry.kind === "event") continue;
    if (entry.direction === "sent") {
      lastSent.set(connection.id, entry.at);
      steps.push({ send: connection.name, ...sentBody(entry, options, values) });
    } else {
      const waitedMs = entry.at - (lastSent.get(connection.id) ?? entry.at);
      steps.push({ expect: connection.name, ...expectationOf(entry, options), ...withinOf(waitedMs) });
    }
  }
  const { names } = values;
  const listed = names.length > 0 ? { values: names } : {};
  return (
    headOf(leftOut.size, names) + stringify({ scenario: options.title, ...listed, steps }, { lineWidth: 0 })
  );
}

function headOf(leftOut: number, values: readonly string[]): string {
  const environment = ["KEY", ...values].map((name) => `${name}=…`).join(" ");
  const command = `# ${environment} npm run -s scenario -- FILE --url ADDRESS --definition FILE`;
  const left =
    leftOut === 0 ? "" : `# ${leftOut} connections are left out: nothing is known of where they went.\n`;
  return `${command}\n${left}`;
}

function connectStep(
  { name, url, subprotocols }: RecordedConnection,
  basePath: string,
  values: LeftOutValues,
) {
  const own = subprotocols
    .filter(isOwnProtocol)
    .map((one, index, all) => (isCredentialAmong(all, index) ? values.placeholder("subprotocol", one) : one));
  const path = addressLeaving(url, basePath, values);
  return { connect: name, path, ...(own.length > 0 ? { subprotocols: own } : {}) };
}

/** By its name where it has one and fits; else as it came. */
function expectationOf(entry: MessageEntry, options: ScenarioOptions) {
  const recognised = options.recognise(entry);
  if (recognised.kind !== "named" || recognised.verdict.kind === "invalid")
    return expectedBody(entry, options);
  const { message, verdict } = recognised;
  return { message: message.name, ...(verdict.kind === "valid" ? {} : { check: false }) };
}

function sentBody({ body }: MessageEntry, { redactedPaths }: ScenarioOptions, values: LeftOutValues) {
  if (typeof body !== "string") return { base64: base64Of(body) };
  const inPlace = (key: string, written: string) => {
    const placeholder = values.placeholder(/^\d+$/.test(key) ? "value" : key, written);
    return written.startsWith('"') ? `"${placeholder}"` : placeholder;
  };
  return { text: redacted(body, redactedPaths, inPlace) };
}

/** Where values are left out, by those that remain: another day they may be others. */
function expectedBody({ body }: MessageEntry, { redactedPaths }: ScenarioOptions) {
  if (typeof body !== "string") return { base64: base64Of(body) };
  const gone = JSON.stringify(LEFT_OUT);
  const remaining = redacted(body, redactedPaths, () => gone);
  if (remaining === body) return { text: body };
  const json = Object.fromEntries(leavesOf(exactJson(remaining)).filter(([, leaf]) => leaf !== LEFT_OUT));
  return Object.keys(json).length > 0 ? { json } : {};
}

/** Stands for a value that is left out; no text of JSON is likely to be the same. */
const LEFT_OUT = "\u0000left out\u0000";

function withinOf(waitedMs: number) {
  const within = Math.ceil((waitedMs * PATIENCE) / 1_000) * 1_000;
  return within <= DEFAULT_WITHIN_MS ? {} : { within: Math.min(within, 600_000) };
}
