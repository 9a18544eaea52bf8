// What the data plane tells the rest of the process, on node:diagnostics_channel: it knows no logger and no metrics.
// Nothing here carries a credential, a query string or a backend's address.
import { channel, subscribe as subscribeTo, unsubscribe } from "node:diagnostics_channel";
import type { Side } from "#gateway/data-plane/leg.ts";

/** Which connection, and what it is for. */
export type ConnectionIdentity = {
  readonly connectionId: string;
  readonly apiId: string;
  readonly apiName: string;
  readonly apiVersion: string;
  /** The topic's address, `/rooms/{roomID}`: not what was asked for. */
  readonly topic: string;
  /** Name of the application; null for an anonymous client. */
  readonly application: string | null;
  readonly clientAddress: string;
};

/** A connection whose 101 has been sent. */
export type ConnectionOpened = ConnectionIdentity;

/** A connection both of whose sockets are closed. */
export type ConnectionClosed = ConnectionIdentity & {
  /** Payload bytes of data messages, as they travelled, from client to backend. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly durationMs: number;
  /** Code of the first Close frame; 1006 where the client vanished, 1014 where the backend did. */
  readonly closeCode: number;
  readonly closedBy: Side | "gateway";
  readonly why: string;
};

/** A handshake that got no 101. */
export type HandshakeRefused = {
  readonly connectionId: string;
  /** HTTP status and code of the answer. */
  readonly status: number;
  readonly code: string;
  /** What is behind it where the answer does not say: for example ECONNREFUSED. */
  readonly cause: string | null;
  readonly clientAddress: string;
};

type ChannelEvents = {
  "sluice:connection.open": ConnectionOpened;
  "sluice:connection.close": ConnectionClosed;
  "sluice:handshake.refused": HandshakeRefused;
};

const channels = {
  "sluice:connection.open": channel("sluice:connection.open"),
  "sluice:connection.close": channel("sluice:connection.close"),
  "sluice:handshake.refused": channel("sluice:handshake.refused"),
} as const satisfies Record<keyof ChannelEvents, unknown>;

/** Publishes an event; with nobody listening it costs next to nothing. */
export function publish<Name extends keyof ChannelEvents>(name: Name, event: ChannelEvents[Name]): void {
  channels[name].publish(event);
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
