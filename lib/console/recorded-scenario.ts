// Writes a scenario of what just passed in the console. It holds no credential, and can be played again: what it leaves out,
// it names for whoever plays it to give; a message that the definition names is expected by that name, and by its text only
// where nothing names it.
import { stringify } from "yaml";
import type { Attempt } from "./attempt.ts";
import { base64Of } from "./bytes-text.ts";
import { leavesOf } from "./json-path.ts";
import { exactJson } from "./json-text.ts";
import { addressLeaving, isCredentialAmong } from "./left-out-credentials.ts";
import type { Recognised } from "./recognised.ts";
import { type RedactedPath, redacted } from "./redaction.ts";
import { type NamedMessage, pairsOf } from "./reply-pairs.ts";
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
  /** What came of its attempts, as far as that is known. */
  readonly attempts?: readonly Attempt[];
};

export type ScenarioOptions = {
  readonly title: string;
  /** Path of the API at the gateway, which the command gets with the URL. */
  readonly basePath: string;
  readonly redactedPaths: readonly RedactedPath[];
  readonly recognise: (entry: MessageEntry) => Recognised;
  /** Address of the topic that a connection is to. */
  readonly addressOf: (connection: number) => string;
};

/** What was waited for is given this much longer: another day everything may be slower. */
const PATIENCE = 5;

/**
 * Each connection opened, refused and closed, and each message sent. What came is expected, whatever else comes between: each
 * answer, and between two sends one of those that came unasked and are expected alike. A reconnect is a close and a connect.
 */
export function recordedScenario(
  entries: readonly Entry[],
  connections: readonly RecordedConnection[],
  options: ScenarioOptions,
): string {
  const known = new Map(connections.map((connection) => [connection.id, connection]));
  const leftOut = new Set<number>();
  const recorder = new Recorder(options, answersIn(entries, options));
  for (const entry of entries) {
    const connection = known.get(entry.connection);
    if (connection) recorder.take(entry, connection);
    else leftOut.add(entry.connection);
  }
  const { steps, values } = recorder;
  const { names } = values;
  const listed = names.length > 0 ? { values: names } : {};
  const head = headOf({ leftOut: leftOut.size, values: names, address: addressIn(connections, options) });
  return head + stringify({ scenario: options.title, ...listed, steps }, { lineWidth: 0 });
}

/** Ids of the messages that answer another. */
function answersIn(
  entries: readonly Entry[],
  { recognise, addressOf }: ScenarioOptions,
): ReadonlyMap<number, unknown> {
  const named = entries.flatMap((entry): NamedMessage[] => {
    const recognised = entry.kind === "message" ? recognise(entry) : null;
    if (entry.kind !== "message" || recognised?.kind !== "named") return [];
    const value = typeof entry.body === "string" ? exactJson(entry.body) : undefined;
    return [{ ...entry, address: addressOf(entry.connection), message: recognised.message, value }];
  });
  return pairsOf(named).answers;
}

/** How far the steps have come with a connection. */
type Recorded = {
  readonly attempt: number;
  /** False once it is closed, by a step. */
  isOpen: boolean;
  readonly openedAt: number;
  /** When it was opened, or something was sent last. */
  askedAt: number;
  /** When what came unasked came last, by what is expected of it, and after which send a step expected it. */
  readonly unasked: Map<string, { at: number; sends: number }>;
};

class Recorder {
  readonly steps: object[] = [];
  readonly values = new LeftOutValues();
  readonly #options: ScenarioOptions;
  readonly #answers: ReadonlyMap<number, unknown>;
  readonly #recorded = new Map<number, Recorded>();
  /** On all connections: what is sent on one may come on another. */
  #sends = 0;

  constructor(options: ScenarioOptions, answers: ReadonlyMap<number, unknown>) {
    this.#options = options;
    this.#answers = answers;
  }

  take(entry: Entry, connection: RecordedConnection): void {
    const attempt = connection.attempts?.find(({ number }) => number === entry.attempt);
    const recorded = this.#begun(entry, connection, attempt);
    if (!recorded) return;
    if (entry.kind === "event") this.#takeEvent(entry, { recorded, connection, attempt });
    else if (entry.direction === "sent") {
      this.#sends += 1;
      recorded.askedAt = entry.at;
      this.steps.push({ send: connection.name, ...sentBody(entry, this.#options, this.values) });
    } else this.#expect(entry, connection, recorded);
  }

  /** The attempt of an entry, begun by a step; null where the server has not been asked to connect, or nothing tells so. */
  #begun(entry: Entry, connection: RecordedConnection, attempt: Attempt | undefined): Recorded | null {
    const { id, name } = connection;
    const before = this.#recorded.get(id);
    if (before?.attempt === entry.attempt) return before;
    const isRefused = attempt?.state === "failed";
    if (entry.kind === "event" && entry.tone !== "good" && !isRefused && !attempt?.openedAt) return null;
    if (before?.isOpen) this.steps.push({ close: name });
    const handshake = handshakeOf(connection, this.#options.basePath, this.values);
    this.steps.push(isRefused ? { expectRefused: name, ...handshake } : { connect: name, ...handshake });
    const { attempt: number, at } = entry;
    const recorded = { attempt: number, isOpen: !isRefused, openedAt: at, askedAt: at, unasked: new Map() };
    this.#recorded.set(id, recorded);
    return recorded;
  }

  /** Its end is a step; what else is noted of it is none. */
  #takeEvent(
    { at }: Entry,
    {
      recorded,
      connection: { name },
      attempt,
    }: { recorded: Recorded; connection: RecordedConnection; attempt: Attempt | undefined },
  ): void {
    const isEnd = attempt?.close && attempt.endedAt !== null && at >= attempt.endedAt;
    if (!isEnd || !recorded.isOpen) return;
    recorded.isOpen = false;
    const { wasClosedHere, close } = attempt;
    if (wasClosedHere || !close) this.steps.push({ close: name });
    else this.steps.push({ expectClose: name, code: close.code, ...withinOf(at - recorded.askedAt) });
  }

  #expect(entry: MessageEntry, { name }: RecordedConnection, recorded: Recorded): void {
    const expectation = expectationOf(entry, this.#options);
    const step = { expect: name, skipOthers: true, ...expectation };
    if (this.#answers.has(entry.id)) {
      this.steps.push({ ...step, ...withinOf(entry.at - recorded.askedAt) });
      return;
    }
    const key = JSON.stringify(expectation, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
    const before = recorded.unasked.get(key);
    // What comes by itself comes when it does: whoever plays it may have sent sooner than the person who was recorded.
    const waitedMs = entry.at - (before?.at ?? recorded.openedAt);
    recorded.unasked.set(key, { at: entry.at, sends: this.#sends });
    if (before?.sends !== this.#sends) this.steps.push({ ...step, ...withinOf(waitedMs) });
  }
}

/** Where the API was, as the command is given it; a word in its place where nothing was connected. */
function addressIn([first]: readonly RecordedConnection[], { basePath }: ScenarioOptions): string {
  if (!first) return "ADDRESS";
  const { protocol, host } = new URL(first.url);
  return `${protocol}//${host}${basePath}`;
}

function headOf(told: {
  readonly leftOut: number;
  readonly values: readonly string[];
  readonly address: string;
}): string {
  const environment = ["KEY", ...told.values].map((name) => `${name}=…`).join(" ");
  const command = `# ${environment} npm run -s scenario -- FILE --url ${told.address} --definition FILE`;
  const left =
    told.leftOut === 0
      ? ""
      : `# ${told.leftOut} connections are left out: nothing is known of where they went.\n`;
  return `${command}\n${left}`;
}

function handshakeOf({ url, subprotocols }: RecordedConnection, basePath: string, values: LeftOutValues) {
  const own = subprotocols
    .filter(isOwnProtocol)
    .map((one, index, all) => (isCredentialAmong(all, index) ? values.placeholder("subprotocol", one) : one));
  const path = addressLeaving(url, basePath, values);
  return { path, ...(own.length > 0 ? { subprotocols: own } : {}) };
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
