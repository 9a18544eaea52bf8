// Tells a client that a message was refused, in the words of WSO2's gateway, which its clients may know: a text frame among
// the backend's messages, and the connection stays.
import type { FrameScanner } from "#gateway/data-plane/frames/frame-scanner.ts";
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
 * wait for its end (RFC 6455 section 5.4): `fromBackend` is asked to stop there.
 */
export function tellThrottled(client: Leg, fromBackend: FrameScanner): void {
  const { untold } = client;
  fromBackend.stopsAtMessageBoundary = untold > 0 && !fromBackend.isAtMessageBoundary;
  if (fromBackend.stopsAtMessageBoundary) {
    if (untold > MOST_UNTOLD) client.hold(holdReason.untold);
    return;
  }
  client.untold = 0;
  client.release(holdReason.untold);
  if (untold === 0) return;
  const frames = Buffer.alloc(untold * FRAME.length, FRAME);
  if (!client.socket.write(frames)) client.hold(holdReason.untold);
}
