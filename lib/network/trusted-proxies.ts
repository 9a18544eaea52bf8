// TRUST_PROXY: whose word on the client's address, scheme and host is believed. Everybody can send `X-Forwarded-*`; it
// means something only where a proxy that is known wrote it, and only as far from the right as known proxies stand.
import { formatIpAddress, type IpRange, isInRange, parseIpAddress, parseIpRange } from "./ip-address.ts";

/** Proxies by where they stand, or how many of them there are; null: nobody is believed. */
export type TrustedProxies =
  | { readonly kind: "ranges"; readonly ranges: readonly IpRange[] }
  | { readonly kind: "hops"; readonly hops: number }
  | null;

/** What arrived: the other end of the socket, and the values of each forwarding field, in order. */
export type Arrival = {
  readonly peerAddress: string;
  readonly isTls: boolean;
  readonly host: string;
  readonly forwardedFor: readonly string[];
  readonly forwardedProto: readonly string[];
  readonly forwardedHost: readonly string[];
};

/** Who asks, as far as it can be believed. */
export type Origin = {
  /** The client's address, in one spelling. */
  readonly clientAddress: string;
  /** The client and the proxies behind it, the socket's peer last: what may be passed on as X-Forwarded-For. */
  readonly path: readonly string[];
  /** True where the client spoke TLS. */
  readonly isTls: boolean;
  /** The host that the client asked for, with its port. */
  readonly host: string;
};

const MOST_HOPS = 32;
const HOST = /^(?:[A-Za-z0-9._~-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/** Parses TRUST_PROXY. Throws an Error that names the part that is neither an address, a range nor a number of hops. */
export function parseTrustedProxies(text: string | undefined): TrustedProxies {
  const given = text?.trim() ?? "";
  if (given === "" || given === "0") return null;
  if (/^\d+$/.test(given)) {
    const hops = Number(given);
    if (hops <= MOST_HOPS) return { kind: "hops", hops };
    throw new Error(`a number of hops is at most ${MOST_HOPS}, not ${given}`);
  }
  const ranges = given.split(/[\s,]+/).filter((part) => part !== "");
  return { kind: "ranges", ranges: ranges.map(rangeOf) };
}

function rangeOf(text: string): IpRange {
  const range = parseIpRange(text);
  if (range !== null) return range;
  throw new Error(
    `"${text}" is neither an address nor a range: write 10.0.0.5, 10.0.0.0/8 or 2001:db8::/32, separated by commas, or a number of hops`,
  );
}

/** An address as a socket or a proxy spells it, in its one spelling: IPv4 as such, without brackets, port and zone. */
export function normalAddress(text: string): string | null {
  const address = parseIpAddress(withoutPort(text.trim()).replace(/%.*$/, ""));
  return address === null ? null : formatIpAddress(address);
}

function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text);
  if (bracketed) return bracketed[1] ?? "";
  return /^[^:]*:\d{1,5}$/.test(text) ? text.slice(0, text.indexOf(":")) : text;
}

/** Decides who asks. Never throws; whatever is not an address ends what is believed of X-Forwarded-For. */
export function findOrigin(trusted: TrustedProxies, arrival: Arrival): Origin {
  const peer = normalAddress(arrival.peerAddress) ?? arrival.peerAddress;
  if (trusted === null) {
    return { clientAddress: peer, path: [peer], isTls: arrival.isTls, host: arrival.host };
  }
  const path = believedPath(trusted, peer, listOf(arrival.forwardedFor));
  const hops = path.length - 1;
  const isBelieved = isTrusted(trusted, peer, 0);
  const proto = isBelieved ? statementOf(arrival.forwardedProto, hops)?.toLowerCase() : undefined;
  const host = isBelieved ? statementOf(arrival.forwardedHost, hops) : undefined;
  return {
    clientAddress: path[0] ?? peer,
    path,
    isTls: proto === undefined ? arrival.isTls : isSecure(proto, arrival.isTls),
    host: host !== undefined && HOST.test(host) ? host : arrival.host,
  };
}

/** From the socket's peer leftwards, as long as the one that spoke is trusted. */
function believedPath(trusted: Exclude<TrustedProxies, null>, peer: string, claims: string[]): string[] {
  const path = [peer];
  let speaker = peer;
  while (isTrusted(trusted, speaker, path.length - 1)) {
    const claim = claims.pop();
    const address = claim === undefined ? null : normalAddress(claim);
    if (address === null) break;
    path.unshift(address);
    speaker = address;
  }
  return path;
}

function isTrusted(trusted: Exclude<TrustedProxies, null>, address: string, hopsBefore: number): boolean {
  if (trusted.kind === "hops") return hopsBefore < trusted.hops;
  const ip = parseIpAddress(address);
  return ip !== null && trusted.ranges.some((range) => isInRange(range, ip));
}

/** What the trusted proxy furthest out said; a proxy that replaces the field leaves only one value. */
function statementOf(values: readonly string[], hops: number): string | undefined {
  const list = listOf(values);
  return list[Math.max(0, list.length - Math.max(1, hops))];
}

function isSecure(proto: string, fallback: boolean): boolean {
  if (proto === "https" || proto === "wss") return true;
  return proto === "http" || proto === "ws" ? false : fallback;
}

/** The members of a list field, empty ones left out (RFC 9110 section 5.6.1). */
function listOf(values: readonly string[]): string[] {
  return values.flatMap((value) => value.split(",")).flatMap((member) => member.trim() || []);
}
