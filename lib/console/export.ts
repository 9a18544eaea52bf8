// A transcript as JSON lines, which the console opens again; as HAR, see har.ts. No file holds a credential.
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

export type ReadEntry = Omit<MessageEntry, "id" | "bytes"> | Omit<Extract<Entry, { kind: "event" }>, "id">;
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

function unknown(name: string): ReadConnection {
  return { name, url: "", topic: "", attempts: [] };
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

function no(message: string): ReadTranscript {
  return { ok: false, message };
}
