// One attempt to connect as a record of its own: its handshake, its state, its end. A reconnect is another attempt; what
// arrives of an earlier one changes nothing in it.

/**
 * How far an attempt has come (WHATWG WebSockets, ready state). Cancelled, failed and forbidden are ends of connecting: the browser makes no
 * attempt at what it forbids.
 */
export type AttemptState =
  | "connecting"
  | "open"
  | "closing"
  | "closed"
  | "cancelled"
  | "failed"
  | "forbidden";

export type Attempt = {
  readonly number: number;
  /** By which the gateway's record of it is found; null where it has no name. */
  readonly attemptId: string | null;
  /** Without the credential, which never is in a URL. */
  readonly url: string;
  /** As offered, the credential left out. */
  readonly offered: readonly string[];
  readonly state: AttemptState;
  readonly startedAt: number;
  readonly openedAt: number | null;
  readonly endedAt: number | null;
  /** What the server chose; empty for none. */
  readonly subprotocol: string;
  readonly extensions: string;
  /** True once somebody here asked it to close. */
  readonly wasClosedHere: boolean;
  /** Close code and reason as the browser tells them; null until the end. */
  readonly close: { readonly code: number; readonly reason: string; readonly isClean: boolean } | null;
  /** Why the browser does not even try, in words; empty where it does. */
  readonly forbidden: string;
};

export type AttemptEvent =
  | {
      readonly kind: "opened";
      readonly at: number;
      readonly subprotocol: string;
      readonly extensions: string;
    }
  | { readonly kind: "closing" }
  | { readonly kind: "cancelled"; readonly at: number }
  | { readonly kind: "forbidden"; readonly at: number; readonly words: string }
  | {
      readonly kind: "closed";
      readonly at: number;
      readonly code: number;
      readonly reason: string;
      readonly isClean: boolean;
    };

export function newAttempt(
  number: number,
  {
    url,
    offered,
    at,
    attemptId = null,
  }: {
    readonly url: string;
    readonly offered: readonly string[];
    readonly at: number;
    readonly attemptId?: string | null;
  },
): Attempt {
  return {
    number,
    attemptId,
    url,
    offered,
    state: "connecting",
    startedAt: at,
    openedAt: null,
    endedAt: null,
    subprotocol: "",
    extensions: "",
    wasClosedHere: false,
    close: null,
    forbidden: "",
  };
}

/** The attempt after an event; itself where the event cannot follow its state. */
export function afterEvent(attempt: Attempt, event: AttemptEvent): Attempt {
  if (isOver(attempt)) return attempt;
  switch (event.kind) {
    case "opened":
      if (attempt.state !== "connecting") return attempt;
      return {
        ...attempt,
        state: "open",
        openedAt: event.at,
        subprotocol: event.subprotocol,
        extensions: event.extensions,
      };
    case "closing":
      return attempt.state === "open" ? { ...attempt, state: "closing", wasClosedHere: true } : attempt;
    case "cancelled":
      return attempt.state === "connecting" ? { ...attempt, state: "cancelled", endedAt: event.at } : attempt;
    case "forbidden":
      return attempt.state === "connecting"
        ? { ...attempt, state: "forbidden", endedAt: event.at, forbidden: event.words }
        : attempt;
    case "closed": {
      const { at, code, reason, isClean } = event;
      const state = attempt.openedAt === null ? "failed" : "closed";
      return { ...attempt, state, endedAt: at, close: { code, reason, isClean } };
    }
  }
}

export function isOver({ state }: Attempt): boolean {
  return state === "closed" || state === "cancelled" || state === "failed" || state === "forbidden";
}
