// What the transcript says of what happened to a connection. What a server's close code means is said from the gateway's
// record; these are the browser's own words.
import { ageWords } from "#components/ui/quantity-words.ts";
import type { Attempt } from "#lib/console/attempt.ts";

/** By the state of the attempt. */
export const stateWords = {
  connecting: "connecting…",
  open: "connected",
  closing: "closing…",
  closed: "closed",
  cancelled: "cancelled",
  failed: "not connected",
  forbidden: "not allowed by the browser",
} as const;

/** What came of an attempt: `closed with 1000 after 3 s`. */
export function outcomeWords({ state, openedAt, endedAt, close }: Attempt): string {
  const after = openedAt === null || endedAt === null ? "" : ` after ${ageWords(endedAt - openedAt)}`;
  return state === "closed" && close ? `closed with ${close.code}${after}` : stateWords[state];
}

/** What the handshake of an attempt brought, and how long it took. */
export function handshakeWords({ subprotocol, extensions, openedAt, startedAt }: Attempt): readonly string[] {
  return [
    ...(openedAt === null ? [] : [`handshake ${Math.round(openedAt - startedAt)} ms`]),
    ...(subprotocol === "" ? [] : [`subprotocol ${subprotocol}`]),
    ...(extensions === "" ? [] : [extensions]),
  ];
}

export function openedWords(subprotocol: string): string {
  return subprotocol ? `Connected, subprotocol ${subprotocol}.` : "Connected.";
}

/** `wasOpen` is false where the handshake failed: its code says nothing. */
export function closedWords({
  wasOpen,
  code,
  reason,
}: {
  wasOpen: boolean;
  code: number;
  reason: string;
}): string {
  return wasOpen ? `Closed with ${code}, ${reason || "without a reason"}.` : "No connection came about.";
}

/** Hosts of this machine: browsers trust them without TLS (W3C Secure Contexts, section 3.1). */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** Why a page may not open a connection at all; null where it may. `pageProtocol` is `https:` of a page with TLS. */
export function forbiddenWords(url: string, pageProtocol: string): string | null {
  const { protocol, hostname } = new URL(url);
  if (pageProtocol !== "https:" || protocol !== "ws:" || LOOPBACK.test(hostname)) return null;
  return "A page that came over https may only open wss connections. Choose wss, and connect anew.";
}

/** The browser would not even try. */
export function untriedWords(error: unknown): string {
  return `The browser refuses this connection: ${error instanceof Error ? error.message : "it does not say why"}`;
}

/** A connection that was kept is not tried again: it would be refused again. */
export function stoppedWords({
  happened,
  advice,
}: {
  readonly happened: string;
  readonly advice: string;
}): string {
  return `Not tried again. ${happened} ${advice} Then reconnect.`;
}

/** Between what a person pressed and the socket, the connection ended. */
export const UNSENT_WORDS = "Not sent: the connection is not open any more.";
