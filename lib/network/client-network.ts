// Who counts as one client where something is counted by address. Pure, for portal and gateway alike.
import { formatIpAddress, parseIpAddress } from "./ip-address.ts";

const SUBSCRIBER_BITS = 64n;

/**
 * The network of an address: an IPv4 address itself, in whatever spelling; of IPv6 its first 64 bits, which is what one
 * subscriber gets (RFC 6177). A text that is no address stands for itself.
 */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [bare = ""] = address.split("%"); // without the zone of a link-local address
  const parsed = parseIpAddress(bare);
  if (parsed === null) return address;
  const text = formatIpAddress(parsed);
  if (!text.includes(":")) return text;
  return `${formatIpAddress((parsed >> SUBSCRIBER_BITS) << SUBSCRIBER_BITS)}/64`;
}
