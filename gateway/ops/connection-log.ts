// One JSON line when a connection opens, one when it closes, one per refused handshake and per fault of our own: what an operator asks for at
// 3 a.m. The events carry no credential and no query string, so neither do the lines.
import type { Logger } from "pino";
import { type ConnectionClosed, subscribe } from "#gateway/data-plane/connections/channels.ts";

/** Logs the data plane's events until the returned function is called. */
export function logConnections(log: Logger): () => void {
  const stops = [
    subscribe("sluice:connection.open", (event) =>
      log.info({ event: "connection.open", ...event }, "connection open"),
    ),
    subscribe("sluice:connection.close", (event) =>
      log.info({ event: "connection.close", ...closeFields(event) }, "connection closed"),
    ),
    subscribe("sluice:connection.fail", ({ connectionId, error }) =>
      log.error({ event: "connection.fail", connectionId, err: error }, "the gateway failed on a connection"),
    ),
    subscribe("sluice:handshake.refused", (event) =>
      log.info({ event: "handshake.refused", ...event }, "handshake refused"),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** A flat line: the record's groups under names of their own. */
function closeFields(event: ConnectionClosed): Record<string, unknown> {
  const { fromClient, fromBackend, controls, lastFromClient, lastFromBackend, code, ...fields } = event;
  return {
    ...fields,
    closeCode: code,
    messagesIn: fromClient.messages,
    messagesOut: fromBackend.messages,
    bytesIn: fromClient.bytes,
    bytesOut: fromBackend.bytes,
  };
}
