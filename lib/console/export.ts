// A transcript as a file: JSON lines, which the console opens again, and HAR with Chrome's `_webSocketMessages`, which other
// tools open. No file holds a credential.
import { z } from "zod";
import type { Attempt } from "./attempt.ts";
import { base64Of, bytesOfBase64 } from "./bytes-text.ts";
import { exportedAttempt, readAttempts } from "./exported-attempt.ts";
import type { Direction, Entry, MessageEntry } from "./transcript.ts";
import { withoutCredentials } from "./without-credentials.ts";

/** A connection of the console, as files name it. */
export type ExportedConnection = {
  readonly id: number;
  readonly name: string;
  /** Empty where it is not known. */
  readonly url: string;
  /** Address of the topic in the definition, by which its messages are named; left out where it is not known. */
  readonly topic?: string;
  /** What came of its attempts, as far as that is known. */
  readonly attempts?: readonly Attempt[];
};

/** A connection as a file tells of it. */
export type ReadConnection = Required<Omit<ExportedConnection, "id">>;

const FORMAT = "sluice-transcript";
const VERSION = 1;

/** One object on each line: a head that names the format, then the entries in the order of time. */
export function jsonLinesOf(entries: readonly Entry[], connections: readonly ExportedConnection[]): string {
  const names = new Map(connections.map(({ id, name }) => [id, name]));
  const head = {
    format: FORMAT,
    version: VERSION,
    connections: connections.map((connection) => headOf(connection, entries)),
  };
  const lines = entries.map((entry) => ({
    at: new Date(entry.at).toISOString(),
    connection: names.get(entry.connection) ?? String(entry.connection),
    attempt: entry.attempt,
    ...(entry.kind === "event"
      ? { event: entry.text, tone: entry.tone }
      : {
          direction: entry.direction,
          ...(entry.isInvalidOnPurpose ? { invalidOnPurpose: true } : {}),
          ...bodyOf(entry),
        }),
  }));
  return [head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("");
}

function headOf({ id, name, url, topic, attempts = [] }: ExportedConnection, entries: readonly Entry[]) {
  const passed = new Set(entries.flatMap((entry) => (entry.connection === id ? [entry.attempt] : [])));
  return {
    ...{ name, url: withoutCredentials(url), topic },
    attempts: attempts.filter(({ number }) => passed.has(number)).map(exportedAttempt),
  };
}

function bodyOf({ body }: MessageEntry) {
  return typeof body === "string" ? { text: body } : { base64: base64Of(body) };
}

type ReadEntry = Omit<MessageEntry, "id" | "bytes"> | Omit<Extract<Entry, { kind: "event" }>, "id">;
export type ReadPassed = {
  readonly connections: readonly ReadConnection[];
  readonly entries: readonly ReadEntry[];
};
export type ReadTranscript =
  | ({ readonly ok: true } & ReadPassed)
  | { readonly ok: false; readonly message: string };

/** Reads what `jsonLinesOf` wrote; a line that is none is named by its number. */
export function readJsonLines(text: string): ReadTranscript {
  const [first = "", ...rest] = text.split("\n").filter((line) => line.trim() !== "");
  const head = recordOf(first);
  if (head?.format !== FORMAT)
    return no("This is no transcript of a console: its first line does not say so.");
  if (head.version !== VERSION)
    return no(`This transcript is of version ${head.version}: this console reads ${VERSION}.`);
  const names: string[] = [];
  const entries: ReadEntry[] = [];
  for (const [index, line] of rest.entries()) {
    const entry = entryOf(recordOf(line), names);
    if (entry === null) return no(`Line ${index + 2} is no entry of a transcript.`);
    entries.push(entry);
  }
  const known = readHeads(head.connections);
  return { ok: true, connections: names.map((name) => known.get(name) ?? unknown(name)), entries };
}

/** What the head tells of the connections, by their names. */
function readHeads(told: unknown): ReadonlyMap<string, ReadConnection> {
  const heads = Array.isArray(told) ? told.flatMap((one) => headSchema.safeParse(one).data ?? []) : [];
  return new Map(
    heads.map(({ name, url, topic, attempts }) => [
      name,
      { name, url, topic, attempts: readAttempts(attempts) },
    ]),
  );
}

const headSchema = z.object({
  name: z.string(),
  url: z.string().default(""),
  topic: z.string().default(""),
  attempts: z.unknown(),
});

function unknown(name: string, url = ""): ReadConnection {
  return { name, url, topic: "", attempts: [] };
}

function entryOf(line: Record<string, unknown> | null, names: string[]): ReadEntry | null {
  if (line === null) return null;
  const { at, connection, attempt, direction, text, base64, event, tone, invalidOnPurpose } = line;
  const time = typeof at === "string" ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(time) || typeof connection !== "string" || typeof attempt !== "number") return null;
  if (!names.includes(connection)) names.push(connection);
  const common = { at: time, attempt, connection: names.indexOf(connection) };
  if (typeof event === "string") {
    return {
      ...common,
      kind: "event",
      text: event,
      tone: tone === "good" || tone === "bad" ? tone : "plain",
    };
  }
  if (direction !== "sent" && direction !== "received") return null;
  const isInvalidOnPurpose = invalidOnPurpose === true;
  if (typeof text === "string") return { ...message(common, direction, text), isInvalidOnPurpose };
  const bytes = typeof base64 === "string" ? bytesOfBase64(base64) : null;
  return bytes?.ok ? { ...message(common, direction, bytes.bytes), isInvalidOnPurpose } : null;
}

function message(
  common: { readonly at: number; readonly attempt: number; readonly connection: number },
  direction: Direction,
  body: MessageEntry["body"],
) {
  return { ...common, kind: "message", direction, body, isInvalidOnPurpose: false } as const;
}

function recordOf(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** HAR 1.2 with one entry for each attempt to connect (Chrome DevTools, `_webSocketMessages`). */
export function harOf(entries: readonly Entry[], connections: readonly ExportedConnection[]): string {
  const log = {
    version: "1.2",
    creator: { name: "Sluice", version: "1" },
    entries: attemptsIn(entries).map((attempt) => harEntry(attempt, connections)),
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
  const attempts = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.connection} ${entry.attempt}`;
    const known = attempts.get(key);
    if (known === undefined) attempts.set(key, [entry]);
    else known.push(entry);
  }
  return [...attempts.values()].flatMap((passed) => {
    const [first] = passed;
    return first ? [{ connection: first.connection, attempt: first.attempt, entries: passed }] : [];
  });
}

function harEntry(
  { connection: id, attempt, entries }: PassedAttempt,
  connections: readonly ExportedConnection[],
) {
  const connection = connections.find((one) => one.id === id);
  const opened = entries.find((entry) => entry.kind === "message" || entry.tone === "good");
  const [begun] = entries;
  return {
    startedDateTime: new Date((opened ?? begun)?.at ?? 0).toISOString(),
    time: 0,
    request: {
      method: "GET",
      url: withoutCredentials(connection?.url ?? ""),
      httpVersion: "HTTP/1.1",
      ...{ cookies: [], headers: [], queryString: [], headersSize: -1, bodySize: 0 },
    },
    response: {
      status: opened === undefined ? 0 : 101,
      statusText: opened === undefined ? "" : "Switching Protocols",
      httpVersion: "HTTP/1.1",
      ...{ cookies: [], headers: [], redirectURL: "", headersSize: -1, bodySize: -1 },
      content: { size: 0, mimeType: "x-unknown" },
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    comment: `${connection?.name ?? `Connection ${id}`}, attempt ${attempt}`,
    _resourceType: "websocket",
    _webSocketMessages: entries.flatMap((entry) => (entry.kind === "message" ? [harMessage(entry)] : [])),
  };
}

function harMessage({ direction, at, body }: MessageEntry) {
  const isText = typeof body === "string";
  return {
    type: direction === "sent" ? "send" : "receive",
    time: at / 1000,
    opcode: isText ? 1 : 2,
    data: isText ? body : base64Of(body),
  };
}

/** Reads the WebSocket messages of a HAR (Chrome DevTools, `_webSocketMessages`), each connection by its URL. */
export function readHar(text: string): ReadTranscript {
  const found = harConnections.safeParse(recordOf(text));
  if (!found.success) return no("This is no HAR, or none with WebSocket messages.");
  const passed = found.data.log.entries.filter((entry) => entry._webSocketMessages.length > 0);
  if (passed.length === 0) return no("This HAR has no WebSocket messages.");
  const connections = passed.map(({ request }, index) => {
    const url = withoutCredentials(request.url);
    return unknown(`${index + 1}: ${url}`, url);
  });
  const entries = passed.flatMap(({ _webSocketMessages: messages }, connection) =>
    messages.flatMap(({ type, time, opcode, data }): ReadEntry[] => {
      // What DevTools tells of a broken frame, and of control frames, is no message.
      if (type === "error" || (opcode !== 1 && opcode !== 2)) return [];
      const bytes = opcode === 2 ? bytesOfBase64(data) : null;
      if (bytes?.ok === false) return [];
      const direction = type === "send" ? "sent" : "received";
      return [message({ at: time * 1000, attempt: 1, connection }, direction, bytes?.bytes ?? data)];
    }),
  );
  return { ok: true, connections, entries: entries.sort((left, right) => left.at - right.at) };
}

const harConnections = z.object({
  log: z.object({
    entries: z.array(
      z.object({
        request: z.object({ url: z.string() }),
        _webSocketMessages: z
          .array(
            z.object({
              type: z.enum(["send", "receive", "error"]),
              time: z.number(),
              opcode: z.number(),
              data: z.string(),
            }),
          )
          .default([]),
      }),
    ),
  }),
});

function no(message: string): ReadTranscript {
  return { ok: false, message };
}
