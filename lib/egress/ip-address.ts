// Addresses as an attacker spells them: what some resolver or stack takes for one, and the IPv4 address inside an IPv6
// one. Pure; what is not an address is null.
import {
  type IpAddress,
  type IpRange,
  ipv4Address,
  isInRange,
  isIpv4,
  parseIpAddress,
  parseIpRange,
} from "#lib/network/ip-address.ts";

/** An IPv4 address, also in the spellings of inet_aton (`127.1`, `0x7f000001`, `2130706433`, `0177.0.0.1`), or an IPv6 one. */
export function parseIp(text: string): IpAddress | null {
  const bare = text.replace(/^\[(.*)\]$/, "$1").replace(/%.*$/, "");
  if (bare.includes(":")) return parseIpAddress(bare);
  const bits = parseV4(bare);
  return bits === null ? null : ipv4Address(bits);
}

/** One to four parts, decimal, octal or hexadecimal; the last fills what is left. */
function parseV4(text: string): bigint | null {
  const parts = text.replace(/\.$/, "").split(".");
  if (parts.length > 4) return null;
  const numbers = parts.map(parsePart);
  let value = 0n;
  for (const [index, part] of numbers.entries()) {
    const bits = index === numbers.length - 1 ? 32n - 8n * BigInt(index) : 8n;
    if (part === null || part >= 1n << bits) return null;
    value = (value << bits) | part;
  }
  return value;
}

function parsePart(part: string): bigint | null {
  if (/^0x[0-9a-f]{0,16}$/i.test(part)) return BigInt(part.length === 2 ? "0x0" : part);
  if (/^0[0-7]{1,20}$/.test(part)) return BigInt(`0o${part}`);
  return /^\d{1,20}$/.test(part) && !/^0\d/.test(part) ? BigInt(part) : null;
}

/** Where in an IPv6 address of this prefix an IPv4 one stands: so many bits from the right, inverted or not. */
type Embedding = {
  readonly prefix: bigint;
  readonly bits: bigint;
  readonly shift: bigint;
  readonly mask: bigint;
};

const embedding = (prefix: string, bits: bigint, shift = 0n, mask = 0n): Embedding => {
  return { prefix: parseIpAddress(prefix) ?? 0n, bits, shift, mask };
};

const EMBEDDINGS: readonly Embedding[] = [
  /** IPv4-compatible (RFC 4291 section 2.5.5.1), translated (RFC 2765). IPv4-mapped is IPv4 itself. */
  embedding("::", 96n),
  embedding("::ffff:0:0:0", 96n),
  /** NAT64 (RFC 6052, RFC 8215). */
  embedding("64:ff9b::", 96n),
  embedding("64:ff9b:1::", 48n),
  /** 6to4 (RFC 3056), Teredo (RFC 4380, inverted). */
  embedding("2002::", 16n, 80n),
  embedding("2001::", 32n, 0n, 0xffff_ffffn),
];

/** The IPv4 address that packets to this IPv6 address may end at; null where there is none. */
export function embeddedV4(address: IpAddress): IpAddress | null {
  if (isIpv4(address)) return null;
  const found = EMBEDDINGS.find(({ prefix, bits }) => address >> (128n - bits) === prefix >> (128n - bits));
  if (found !== undefined) return ipv4Address(((address >> found.shift) & 0xffff_ffffn) ^ found.mask);
  // ISATAP (RFC 5214): the interface identifier says 0:5efe or 200:5efe.
  const marker = (address >> 32n) & 0xffff_ffffn;
  return marker === 0x5efen || marker === 0x200_5efen ? ipv4Address(address & 0xffff_ffffn) : null;
}

/** `10.0.0.0/8`, `fd00::/8`, or an address, in the spellings of {@link parseIp}. */
export function parseNetwork(text: string): IpRange | null {
  return parseIpRange(text, parseIp);
}

/** As {@link isInRange}, and `::/0` holds no IPv4 address: whoever denies IPv6 has not denied the other. */
export function isWithin(address: IpAddress, range: IpRange): boolean {
  return isIpv4(address) === isIpv4(range.network) && isInRange(range, address);
}
