// IP addresses as numbers: every spelling that some resolver or stack takes for one, and the IPv4 address inside an IPv6
// one. Pure; what is not an address is null.

export type IpAddress = { readonly family: 4 | 6; readonly value: bigint };

/** An IPv4 address, also in the spellings of inet_aton (`127.1`, `0x7f000001`, `2130706433`, `0177.0.0.1`), or an IPv6 one. */
export function parseIp(text: string): IpAddress | null {
  const bare = text.replace(/^\[(.*)\]$/, "$1").replace(/%.*$/, "");
  const value = bare.includes(":") ? parseV6(bare) : parseV4(bare);
  return value === null ? null : { family: bare.includes(":") ? 6 : 4, value };
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

function parseV6(text: string): bigint | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [left, right] = halves.map(parseGroups);
  if (left == null || right === null) return null;
  if (right === undefined) return left.length === 8 ? join(left) : null;
  const zeros = 8 - left.length - right.length;
  return zeros < 1 ? null : join([...left, ...Array.from({ length: zeros }, () => 0n), ...right]);
}

/** Groups of 16 bits; the last may be an IPv4 address, which is two of them. */
function parseGroups(text: string): bigint[] | null {
  if (text === "") return [];
  const groups: bigint[] = [];
  for (const group of text.split(":")) {
    if (/^[0-9a-f]{1,4}$/i.test(group)) groups.push(BigInt(`0x${group}`));
    else {
      const v4 = /^\d+\.\d+\.\d+\.\d+$/.test(group) ? parseV4(group) : null;
      if (v4 === null) return null;
      groups.push(v4 >> 16n, v4 & 0xffffn);
    }
  }
  return groups;
}

function join(groups: readonly bigint[]): bigint {
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

/** Where in an IPv6 address of this prefix an IPv4 one stands: so many bits from the right, inverted or not. */
type Embedding = {
  readonly prefix: bigint;
  readonly bits: bigint;
  readonly shift: bigint;
  readonly mask: bigint;
};

const embedding = (prefix: string, bits: bigint, shift = 0n, mask = 0n): Embedding => {
  return { prefix: parseV6(prefix) ?? 0n, bits, shift, mask };
};

const EMBEDDINGS: readonly Embedding[] = [
  /** IPv4-mapped (RFC 4291 section 2.5.5.2) and IPv4-compatible (2.5.5.1), translated (RFC 2765). */
  embedding("::ffff:0:0", 96n),
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
export function embeddedV4({ family, value }: IpAddress): IpAddress | null {
  if (family === 4) return null;
  const found = EMBEDDINGS.find(({ prefix, bits }) => value >> (128n - bits) === prefix >> (128n - bits));
  if (found !== undefined) {
    return { family: 4, value: ((value >> found.shift) & 0xffff_ffffn) ^ found.mask };
  }
  // ISATAP (RFC 5214): the interface identifier says 0:5efe or 200:5efe.
  const marker = (value >> 32n) & 0xffff_ffffn;
  return marker === 0x5efen || marker === 0x200_5efen ? { family: 4, value: value & 0xffff_ffffn } : null;
}

/** A network; a single address is one of full length. */
export type IpNetwork = IpAddress & { readonly bits: number };

/** `10.0.0.0/8`, `fd00::/8`, or an address. */
export function parseNetwork(text: string): IpNetwork | null {
  const [address = "", length, ...more] = text.split("/");
  const ip = parseIp(address);
  if (ip === null || more.length > 0) return null;
  const width = ip.family === 4 ? 32 : 128;
  const bits = length === undefined ? width : /^\d{1,3}$/.test(length) ? Number(length) : -1;
  return bits < 0 || bits > width ? null : { ...ip, bits };
}

export function isWithin(ip: IpAddress, { family, value, bits }: IpNetwork): boolean {
  const shift = BigInt((family === 4 ? 32 : 128) - bits);
  return ip.family === family && ip.value >> shift === value >> shift;
}
