// What the data plane tells the rest of the process, on node:diagnostics_channel: it knows no logger and no metrics.
// Nothing here carries a credential, a query string or a backend's address.
import { channel, subscribe as subscribeTo, unsubscribe } from "node:diagnostics_channel";
import type { TraceContext } from "#gateway/data-plane/http/trace-context.ts";
import type { ClosedConnection } from "#lib/gateways/connections/connection-record.ts";

/** Which connection, and what it is for. */
export type ConnectionIdentity = Pick<
  ClosedConnection,
  | "connectionId"
  | "apiId"
  | "apiName"
  | "apiVersion"
  | "revision"
  | "topic"
  | "path"
  | "application"
  | "clientAddress"
  | "subprotocol"
  | "isInspected"
  | "extensions"
  | "dialMs"
  | "attemptId"
>;

/** A connection whose 101 has been sent. */
export type ConnectionOpened = ConnectionIdentity;

/** A connection both of whose sockets are closed. */
export type ConnectionClosed = ClosedConnection & { readonly durationMs: number };

/** A handshake that got no 101. */
export type HandshakeRefused = {
  readonly connectionId: string;
  /** HTTP status and code of the answer, and what it says. */
  readonly status: number;
  readonly code: string;
  readonly why: string;
  /** HTTP status that the backend answered with; null where it did not. */
  readonly upstreamStatus: number | null;
  /** What was asked for, as far as it was found. */
  readonly apiId: string | null;
  readonly topic: string | null;
  /** As it may be kept; empty where nothing could be read. */
  readonly path: string;
  /** What the client calls this attempt of its own; null where it does not. */
  readonly attemptId: string | null;
  /** When the client was told to come again; null where it was not. */
  readonly retryAfterSeconds: number | null;
  /** What is behind it where the answer does not say: for example ECONNREFUSED. */
  readonly cause: string | null;
  readonly clientAddress: string;
};

/** A handshake that came as far as its backend, whatever became of it. Times are Unix time in milliseconds. */
export type HandshakeDone = {
  readonly connectionId: string;
  readonly trace: TraceContext;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly apiName: string;
  readonly apiVersion: string;
  readonly topic: string;
  readonly clientAddress: string;
  /** 101, or the status of the refusal. */
  readonly status: number;
  /** Code of the refusal; null where there was none. */
  readonly code: string | null;
};

/** Something of the gateway's own threw within a handshake or a connection, which was ended for it. */
export type ConnectionFailed = { readonly connectionId: string; readonly error: unknown };

type ChannelEvents = {
  "sluice:connection.fail": ConnectionFailed;
  "sluice:handshake.done": HandshakeDone;
  "sluice:connection.open": ConnectionOpened;
  "sluice:connection.close": ConnectionClosed;
  "sluice:handshake.refused": HandshakeRefused;
};

const channels = {
  "sluice:connection.fail": channel("sluice:connection.fail"),
  "sluice:handshake.done": channel("sluice:handshake.done"),
  "sluice:connection.open": channel("sluice:connection.open"),
  "sluice:connection.close": channel("sluice:connection.close"),
  "sluice:handshake.refused": channel("sluice:handshake.refused"),
} as const satisfies Record<keyof ChannelEvents, unknown>;

/** Publishes an event; with nobody listening it costs next to nothing. */
export function publish<Name extends keyof ChannelEvents>(name: Name, event: ChannelEvents[Name]): void {
  channels[name].publish(event);
}

/** True where somebody records the traces of handshakes. */
export function areTracesRecorded(): boolean {
  return channels["sluice:handshake.done"].hasSubscribers;
}

/** Listens to one kind of event; returns the function that stops it. */
export function subscribe<Name extends keyof ChannelEvents>(
  name: Name,
  listener: (event: ChannelEvents[Name]) => void,
): () => void {
  // The channel's messages are untyped; `publish` above is the only writer and sends nothing else.
  const onMessage = (message: unknown): void => listener(message as ChannelEvents[Name]);
  subscribeTo(name, onMessage);
  return () => {
    unsubscribe(name, onMessage);
  };
}
