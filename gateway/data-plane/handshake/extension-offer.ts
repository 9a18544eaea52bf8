// Which of the extensions that a client offers go on to the backend (RFC 6455 section 9.1).
import type { Admitted } from "#gateway/data-plane/handshake/admission.ts";
import { DEFLATE, parseOffer } from "#gateway/data-plane/http/extensions.ts";
import { splitList } from "#gateway/data-plane/http/request-head.ts";
import { needsPlainFrames } from "#gateway/data-plane/limits/rate-limits.ts";

/**
 * The offer for the backend, null for none. Bytes that pass untouched may be extended in any way the two ends agree on;
 * messages that are read may be compressed, which `ws` understands; where messages may be dropped out of the bytes, nothing
 * may depend on the ones before.
 */
export function extensionOffer({
  api,
  topic,
  grant,
  forwardable: { extensions: offered },
}: Pick<Admitted, "api" | "topic" | "grant" | "forwardable">): string | null {
  // RFC 6455 section 9.1: what does not conform to the grammar is no offer.
  if (offered === null || !parseOffer(offered)?.length) return null;
  if (topic.policy.inspect) {
    const understood = splitList([offered]).filter((offer) => parseOffer(offer)?.[0]?.name === DEFLATE);
    return understood.length === 0 ? null : understood.join(", ");
  }
  return needsPlainFrames(api.record, topic, grant?.use?.plan ?? null) ? null : offered;
}
