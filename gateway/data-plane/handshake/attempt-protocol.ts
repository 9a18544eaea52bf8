// The subprotocol by which a web page names one attempt of its own, so that the record of what became of it is found: a
// page cannot read the answer to a refused handshake. It is no credential and opens nothing. Pure.
import type { RawRequest } from "#gateway/data-plane/http/request-head.ts";

/** Sixteen digits, chosen at random by the client. */
const ATTEMPT = /^sluice\.attempt\.([0-9a-f]{16})$/;
const PREFIX = "sluice.attempt.";

/** The gateway's own, however it goes on: no backend gets it. */
export function isAttemptProtocol(protocol: string): boolean {
  return protocol.toLowerCase().startsWith(PREFIX);
}

/** What an attempt is called by its client; null where it has no name. Told of requests that are refused as well, so nothing of them is taken for granted. */
export function attemptIdOf(request: RawRequest | null): string | null {
  const fields = request?.rawHeaders ?? [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    if (fields[at]?.toLowerCase() !== "sec-websocket-protocol") continue;
    for (const protocol of fields[at + 1]?.split(",") ?? []) {
      const id = ATTEMPT.exec(protocol.trim())?.[1];
      if (id !== undefined) return id;
    }
  }
  return null;
}
