// What has passed on a connection, as its record has it.
import type { Counters, Relay } from "#gateway/data-plane/relay/relay.ts";
import type { Controls, LiveConnection } from "#lib/gateways/connections/connection-record.ts";

type Passed = Pick<LiveConnection, "fromClient" | "fromBackend"> & { readonly controls: Controls };

/** Counts of both directions, pings and pongs apart. */
export function passedOn(relay: Relay): Passed {
  const { fromClient, fromBackend } = relay;
  return {
    fromClient: trafficOf(fromClient),
    fromBackend: trafficOf(fromBackend),
    controls: {
      pingsFromClient: fromClient.controlRate?.pings ?? 0,
      pongsFromClient: fromClient.controlRate?.pongs ?? 0,
      pingsFromBackend: fromBackend.controlRate?.pings ?? 0,
      pongsFromBackend: fromBackend.controlRate?.pongs ?? 0,
      clientRoundTripMs: relay.roundTripMs("client"),
      backendRoundTripMs: relay.roundTripMs("backend"),
    },
  };
}

function trafficOf({ messages, payloadBytes: bytes, frames }: Counters): LiveConnection["fromClient"] {
  return { messages, bytes, frames };
}
