// What a connection needs of whatever relays its two sockets: raw bytes (tunnel.ts) or whole messages (inspected mode).
import type { Duplex } from "node:stream";
import type { CloseReason } from "#gateway/data-plane/frames/close-code.ts";
import type { MemoryHold } from "#gateway/data-plane/limits/message-memory.ts";
import type { RelayLimits } from "#gateway/data-plane/limits/meter.ts";
import type { Pacer } from "#gateway/data-plane/limits/pacer.ts";
import type { BackendSocket } from "#gateway/data-plane/sockets/backend-socket.ts";
import type { FrameHead, LegState } from "#lib/gateways/connections/connection-record.ts";

/** Which end of the gateway a socket leads to. */
export type Side = "client" | "backend";

/** Counters of one direction; they only grow. */
export type Counters = {
  /** Data messages that have passed, or whose final frame has begun to. */
  readonly messages: number;
  /** Frames, control frames included. */
  readonly frames: number;
  /** Payload bytes of data messages, as they travelled. */
  readonly payloadBytes: number;
  /** All bytes. */
  readonly wireBytes: number;
  /** Pings and pongs; null where nobody counts them. */
  readonly controlRate: { readonly pings: number; readonly pongs: number } | null;
};

/** What a relay is made of: the two sockets as the handshake leaves them, and whom it works for. */
export type RelayParts = {
  /** A socket, or the stream of an HTTP/2 session (RFC 8441). */
  readonly client: Duplex;
  /** Bytes that came from the client behind its request. */
  readonly clientHead: Buffer;
  readonly backend: BackendSocket;
  /** Bytes that came from the backend behind its answer. */
  readonly backendHead: Buffer;
  /** Value of Sec-WebSocket-Extensions that both legs agreed on; null where there is none. */
  readonly extensions: string | null;
  readonly limits: RelayLimits;
  /** Wakes a leg that a rate limit holds back; one for all connections of the worker. */
  readonly pacer: Pacer;
  /** What the messages of one leg may take of memory, where they are read. */
  readonly holdMemory: () => MemoryHold;
  /** Random bytes to mask a frame with. */
  readonly randomBytes: (size: number) => Buffer;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly owner: RelayOwner;
};

/** How a connection ended. */
export type EndOfConnection = {
  /** Code of the first Close frame, or 1006 where a client and 1014 where a backend vanished without one. */
  readonly code: number;
  readonly closedBy: Side | "gateway";
  readonly why: string;
  /** Name of the limit or rule that ended it; null where none did. */
  readonly policy: string | null;
};

/** Told once, when both sockets are closed, of delays and of faults. */
export type RelayOwner = {
  relayClosed(ending: EndOfConnection): void;
  /** Told for a sample of what passes: so long it was in the gateway, in milliseconds. */
  relayDelayed(durationMs: number): void;
  /** Something threw within the relay, which has to go; the two sockets are still its own. */
  relayFailed(relay: Relay, error: unknown): void;
};

/** Two sockets and what passes between them. Its life ends by itself, or by {@link Relay.close}. */
export type Relay = {
  readonly fromClient: Counters;
  readonly fromBackend: Counters;
  /** True once one side, or the gateway, has begun to close. */
  readonly isEnding: boolean;
  /** Bytes taken from one socket that the other has not yet taken, both directions. */
  readonly queuedBytes: number;
  /** Head of the last frame that came from a side; null before the first. */
  lastFrameFrom(side: Side): FrameHead | null;
  legState(side: Side): LegState;
  /** How long a side took to answer the gateway's last Ping; null before the first answer. */
  roundTripMs(side: Side): number | null;
  /** Closes from the gateway: the client is told why, the backend 1001. Does nothing when already closing. */
  close(reason: CloseReason, policy: string | null): void;
  /** Ends both sockets at once, without a Close frame. */
  destroy(): void;
  /** Limits from the next message on. */
  setLimits(limits: RelayLimits): void;
  /**
   * Looks at the clock, the same as {@link RelayParts.now}: heartbeats, what does not finish closing. To be called about
   * once a second.
   */
  sweep(nowMs: number): void;
};
