// What a leg of an inspected connection is made of, and who hears what happens on it.
import type { Duplex } from "node:stream";
import type { MemoryHold } from "#gateway/data-plane/limits/message-memory.ts";
import type { LegOwner } from "#gateway/data-plane/relay/socket-leg.ts";

/** Hears what a leg sends. */
export type MessageLegOwner<Leg> = LegOwner<Leg> & {
  legMessage(leg: Leg, data: Buffer, isBinary: boolean): void;
  legPing(leg: Leg, data: Buffer): void;
  legPong(leg: Leg, data: Buffer): void;
  /** A whole Close frame; 1005 where it has no code. */
  legConcluded(leg: Leg, code: number, reason: Buffer): void;
  /** What it sent breaks the rules; `code` is for the sender. */
  legBroke(leg: Leg, code: number): void;
};

/** What a leg is made of. */
export type MessageLegParts = {
  readonly socket: Duplex;
  /** As negotiated; null where there are none. */
  readonly extensions: string | null;
  readonly maxBytes: number;
  readonly controlsPerSecond: number;
  readonly now: () => number;
  readonly memory: MemoryHold;
};
