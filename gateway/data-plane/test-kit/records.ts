// The records of connections that end, as the data plane tells of them.
import { onTestFinished } from "vitest";
import { type ConnectionClosed, subscribe } from "#gateway/data-plane/connections/channels.ts";

/** Of the next connection that ends. */
export function nextRecord(): Promise<ConnectionClosed> {
  const { promise, resolve } = Promise.withResolvers<ConnectionClosed>();
  onTestFinished(subscribe("sluice:connection.close", resolve));
  return promise;
}
