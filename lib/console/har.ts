// A transcript as HAR 1.2 with Chrome's `_webSocketMessages`, which other tools open. What HAR has no place for stands under
// `_sluice`, so that the console opens its own files as they were. No file holds a credential.
import { z } from "zod";
import type { Attempt } from "./attempt.ts";
import { base64Of, bytesOfBase64 } from "./bytes-text.ts";
import type { ExportedConnection, ReadConnection, ReadEntry, ReadTranscript } from "./export.ts";
import { attemptSchema, exportedAttempt, readAttempts } from "./exported-attempt.ts";
import { withoutSecretProtocols } from "./left-out-credentials.ts";
import { type Addresses, topicOfUrl } from "./topic-of-url.ts";
import type { Entry, MessageEntry } from "./transcript.ts";
import { withoutCredentials } from "./without-credentials.ts";

/** One entry for each attempt to connect; times of messages in seconds since 1970, as Chrome has them. */
export function harOf(entries: readonly Entry[], connections: readonly ExportedConnection[]): string {
  const log = {
    version: "1.2",
    creator: { name: "Sluice", version: "1" },
    entries: attemptsIn(entries).map((passed) => harEntry(passed, connections)),
  };
  return `${JSON.stringify({ log }, null, 2)}\n`;
}

type PassedAttempt = {
  readonly connection: number;
  readonly attempt: number;
  readonly entries: readonly Entry[];
};

/** What passed, by connection and attempt, in the order in which they began. */
function attemptsIn(entries: readonly Entry[]): readonly PassedAttempt[] {
  const attempts = Map.groupBy(entries, ({ connection, attempt }) => `${connection} ${attempt}`);
  return [...attempts.values()].flatMap((passed) => {
    const [first] = passed;
    return first ? [{ connection: first.connection, attempt: first.attempt, entries: passed }] : [];
  });
}

function harEntry(passed: PassedAttempt, connections: readonly ExportedConnection[]) {
  const { connection: id, attempt: number, entries } = passed;
  const connection = connections.find((one) => one.id === id);
  const attempt = connection?.attempts?.find((one) => one.number === number);
  const name = connection?.name ?? `Connection ${id}`;
  const opened = entries.find((entry) => entry.kind === "message" || entry.tone === "good");
  const handshakeMs = attempt
    ? Math.max(0, (attempt.openedAt ?? attempt.endedAt ?? attempt.startedAt) - attempt.startedAt)
    : 0;
  const url = withoutCredentials(connection?.url ?? "");
  return {
    startedDateTime: new Date(attempt?.startedAt ?? (opened ?? entries[0])?.at ?? 0).toISOString(),
    time: handshakeMs,
    request: {
      method: "GET",
      ...{ url, httpVersion: "HTTP/1.1", cookies: [] },
      headers: headersOf(attempt?.offered ?? [], ""),
      queryString: queryOf(url),
      ...{ headersSize: -1, bodySize: 0 },
    },
    response: {
      status: opened === undefined ? 0 : 101,
      statusText: opened === undefined ? "" : "Switching Protocols",
      ...{ httpVersion: "HTTP/1.1", cookies: [] },
      headers: headersOf(attempt?.subprotocol ? [attempt.subprotocol] : [], attempt?.extensions ?? ""),
      ...{ redirectURL: "", headersSize: -1, bodySize: -1 },
      content: { size: 0, mimeType: "x-unknown" },
    },
    cache: {},
    timings: { send: 0, wait: handshakeMs, receive: 0 },
    comment: `${name}, attempt ${number}${attempt?.close ? `, closed with ${attempt.close.code}` : ""}`,
    _resourceType: "websocket",
    _webSocketMessages: entries.flatMap((entry) => (entry.kind === "message" ? [harMessage(entry)] : [])),
    _sluice: {
      ...{ connection: name, topic: connection?.topic ?? "", attempt: number },
      ...(attempt ? { outcome: exportedAttempt(attempt) } : {}),
      events: eventsIn(entries),
    },
  };
}

/** Of the handshake (RFC 6455, section 11.3); no other header, which might carry a credential. */
function headersOf(subprotocols: readonly string[], extensions: string) {
  const told = [
    { name: "Sec-WebSocket-Protocol", value: withoutSecretProtocols(subprotocols).join(", ") },
    { name: "Sec-WebSocket-Extensions", value: extensions },
  ];
  return told.filter(({ value }) => value !== "");
}

function queryOf(url: string) {
  return url === "" ? [] : [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
}

/** `after` is how many messages had passed, by which those of one instant keep their order; `at` is in milliseconds. */
function eventsIn(entries: readonly Entry[]) {
  let after = 0;
  return entries.flatMap((entry) => {
    if (entry.kind === "event") return [{ at: entry.at, after, text: entry.text, tone: entry.tone }];
    after += 1;
    return [];
  });
}

function harMessage({ direction, at, body, isInvalidOnPurpose }: MessageEntry) {
  const isText = typeof body === "string";
  return {
    type: direction === "sent" ? "send" : "receive",
    time: at / 1000,
    opcode: isText ? 1 : 2,
    data: isText ? body : base64Of(body),
    ...(isInvalidOnPurpose ? { _invalidOnPurpose: true } : {}),
  };
}

/**
 * Reads the WebSocket messages of a HAR: what the console wrote as it was, another's (Chrome DevTools) with each connection
 * called by its URL, and its topic found by that.
 */
export function readHar(text: string, api: Addresses = { basePath: "", addresses: [] }): ReadTranscript {
  const found = harSchema.safeParse(jsonOf(text));
  if (!found.success) return no("This is no HAR, or none with WebSocket messages.");
  const passed = found.data.log.entries.filter(
    (entry) => entry._sluice || entry._webSocketMessages.length > 0,
  );
  if (passed.length === 0) return no("This HAR has no WebSocket messages.");
  const connections = new Map<string, ReadConnection & { readonly place: number }>();
  const entries = passed.flatMap((entry, index) => {
    const read = connectionOf(entry, index, api);
    const { place, attempts } = connections.get(read.name) ?? { place: connections.size, attempts: [] };
    connections.set(read.name, { ...read, place, attempts: [...attempts, ...read.attempts] });
    return entriesOf(entry, place);
  });
  return {
    ok: true,
    connections: [...connections.values()].map(({ place: _, ...connection }) => connection),
    entries: entries.sort((left, right) => left.at - right.at),
  };
}

function connectionOf({ request, _sluice: own }: HarEntry, index: number, api: Addresses): ReadConnection {
  const url = withoutCredentials(request.url);
  if (!own) return { name: `${index + 1}: ${url}`, url, topic: topicOfUrl(url, api), attempts: [] };
  const attempts: readonly Attempt[] = own.outcome ? readAttempts([own.outcome]) : [];
  return { name: own.connection, url, topic: own.topic, attempts };
}

function entriesOf(
  { _webSocketMessages: messages, _sluice: own }: HarEntry,
  connection: number,
): ReadEntry[] {
  const common = { connection, attempt: own?.attempt ?? 1 };
  const events = own?.events ?? [];
  const eventsAfter = (count: number) =>
    events.flatMap(({ after, ...event }): ReadEntry[] =>
      after === count ? [{ ...event, ...common, kind: "event" }] : [],
    );
  const passed = messages.flatMap((message, index) => [
    ...messageOf(message, common),
    ...eventsAfter(index + 1),
  ]);
  return [...eventsAfter(0), ...passed];
}

function messageOf(
  { type, time, opcode, data, _invalidOnPurpose: isInvalidOnPurpose }: HarMessage,
  common: { readonly connection: number; readonly attempt: number },
): ReadEntry[] {
  // What DevTools tells of a broken frame, and of control frames, is no message.
  if (type === "error" || (opcode !== 1 && opcode !== 2)) return [];
  const bytes = opcode === 2 ? bytesOfBase64(data) : null;
  if (bytes?.ok === false) return [];
  const direction = type === "send" ? "sent" : "received";
  // Seconds as a floating-point number are exact to a microsecond.
  const at = Math.round(time * 1e6) / 1000;
  return [{ ...common, at, kind: "message", direction, body: bytes?.bytes ?? data, isInvalidOnPurpose }];
}

const messageSchema = z.object({
  type: z.enum(["send", "receive", "error"]),
  time: z.number(),
  opcode: z.number(),
  data: z.string(),
  _invalidOnPurpose: z.boolean().catch(false),
});

const ownSchema = z.object({
  connection: z.string(),
  topic: z.string(),
  attempt: z.int(),
  outcome: attemptSchema.optional(),
  events: z.array(
    z.object({ at: z.number(), after: z.int(), text: z.string(), tone: z.enum(["good", "plain", "bad"]) }),
  ),
});

const entrySchema = z.object({
  request: z.object({ url: z.string() }),
  _webSocketMessages: z.array(messageSchema).default([]),
  /** Nonsense here leaves what any HAR tells. */
  _sluice: ownSchema.optional().catch(undefined),
});

const harSchema = z.object({ log: z.object({ entries: z.array(entrySchema) }) });

type HarEntry = z.output<typeof entrySchema>;
type HarMessage = z.output<typeof messageSchema>;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function no(message: string): ReadTranscript {
  return { ok: false, message };
}
