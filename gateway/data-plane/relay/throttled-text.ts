// Tells a client that a message was refused, in the words of WSO2's gateway, which its clients may know: a text frame among
// the backend's messages, and the connection stays.
import type { Leg } from "#gateway/data-plane/relay/leg.ts";
import { holdReason } from "#gateway/data-plane/relay/socket-leg.ts";

/** Payload of the frame. */
export const THROTTLED_TEXT = Buffer.from("Error code: 4003 reason: Websocket frame throttled out");
/** An unmasked final text frame, RSV1 = 0: not compressed, whatever was negotiated (RFC 7692 section 6). */
const FRAME = Buffer.concat([Buffer.from([0x81, THROTTLED_TEXT.length]), THROTTLED_TEXT]);
/** Refused messages that may wait to be told before their sender is read no more. */
const MOST_UNTOLD = 1_000;

/**
 * Writes a frame for each message that the client has not been told of. Within a fragmented message of the backend they
 * wait for its end (RFC 6455 section 5.4): its scanner is asked to stop there. Where the client does not take them, neither
 * side is read: what is left out of either would make more of them.
 */
export function tellThrottled(client: Leg, backend: Leg): void {
  const { untold } = client;
  const { scanner: fromBackend } = backend;
  fromBackend.stopsAtMessageBoundary = untold > 0 && !fromBackend.isAtMessageBoundary;
  if (fromBackend.stopsAtMessageBoundary) {
    if (untold > MOST_UNTOLD) client.hold(holdReason.untold);
    return;
  }
  client.untold = 0;
  if (untold > 0 && !client.socket.write(Buffer.alloc(untold * FRAME.length, FRAME))) {
    client.hold(holdReason.untold);
    backend.hold(holdReason.backpressure);
  }
  readTold(client);
}

/** Reads a client again that few messages wait to be told to, once it has taken what it was told. */
export function readTold(client: Leg): void {
  if (client.untold <= MOST_UNTOLD && !client.socket.writableNeedDrain) client.release(holdReason.untold);
}
