// IP addresses as numbers, so that every spelling of one is the same: IPv4, IPv6 in any length, IPv4 inside IPv6.
// Pure, without Node: the portal's front, the gateway's data plane and the settings all judge addresses with it.

/** An address as an IPv6 number; IPv4 stands at ::ffff:0:0. */
export type IpAddress = bigint;

/** All addresses whose first `bits` bits are those of `network`. */
export type IpRange = { readonly network: IpAddress; readonly bits: number };

/** Of a range that is a single address. */
export const ADDRESS_BITS = 128;
/** What stands before the 32 bits of an IPv4 address, as ::ffff:a.b.c.d (RFC 4291 section 2.5.5.2). */
const MAPPED_PREFIX = 0xffffn;
const MAPPED_BITS = ADDRESS_BITS - 32;
/** Without leading zeros: other software takes those for octal, and would understand another address. */
const IPV4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

/** The address that a text is, without brackets, port or zone; null where it is none. */
export function parseIpAddress(text: string): IpAddress | null {
  if (!text.includes(":")) {
    const ipv4 = parseIpv4(text);
    return ipv4 === null ? null : ipv4Address(ipv4);
  }
  const tail = text.slice(text.lastIndexOf(":") + 1);
  if (!tail.includes(".")) return parseGroups(text);
  const ipv4 = parseIpv4(tail);
  if (ipv4 === null) return null;
  const groups = `${(ipv4 >> 16n).toString(16)}:${(ipv4 & 0xffffn).toString(16)}`;
  return parseGroups(text.slice(0, text.length - tail.length) + groups);
}

/** The address that 32 bits are. */
export function ipv4Address(bits: bigint): IpAddress {
  return (MAPPED_PREFIX << 32n) | bits;
}

export function isIpv4(address: IpAddress): boolean {
  return address >> 32n === MAPPED_PREFIX;
}

function parseIpv4(text: string): bigint | null {
  const parts = IPV4.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return null;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function parseGroups(text: string): bigint | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array<string>(missing).fill("0"), ...tail];
  if (!groups.every((group) => GROUP.test(group))) return null;
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

/** The one spelling under which an address is counted and shown: IPv4 dotted, IPv6 as RFC 5952 has it. */
export function formatIpAddress(address: IpAddress): string {
  if (isIpv4(address)) {
    return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join(".");
  }
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  const zeros = groups.join(":").match(/\b0(?::0)+\b/g) ?? [];
  const [longest] = zeros.toSorted((a, b) => b.length - a.length);
  if (longest === undefined) return groups.join(":");
  const text = groups.join(":");
  const start = text.search(new RegExp(`\\b${longest}\\b`));
  return `${text.slice(0, start).replace(/:$/, "")}::${text.slice(start + longest.length).replace(/^:/, "")}`;
}

/** A range in CIDR notation, or one address; null where a text is neither. Bits behind the prefix are ignored. `parse` reads addresses. */
export function parseIpRange(
  text: string,
  parse: (address: string) => IpAddress | null = parseIpAddress,
): IpRange | null {
  const [address = "", prefix, ...rest] = text.split("/");
  const network = parse(address);
  if (network === null || rest.length > 0) return null;
  if (prefix === undefined) return { network, bits: ADDRESS_BITS };
  const offset = address.includes(":") ? 0 : MAPPED_BITS;
  const bits = /^(0|[1-9]\d{0,2})$/.test(prefix) ? Number(prefix) + offset : Number.NaN;
  return bits <= ADDRESS_BITS ? { network, bits } : null;
}

/** True where the address lies in the range. */
export function isInRange({ network, bits }: IpRange, address: IpAddress): boolean {
  return (network ^ address) >> BigInt(ADDRESS_BITS - bits) === 0n;
}

/** True where one of the ranges, as people write them, has the address; false of what is no address. */
export function isInAnyRange(ranges: readonly string[], address: string): boolean {
  const parsed = parseIpAddress(address);
  if (parsed === null) return false;
  return ranges.some((text) => {
    const range = parseIpRange(text);
    return range !== null && isInRange(range, parsed);
  });
}
