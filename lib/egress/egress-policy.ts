// Where a gateway may dial. Judged on the address that is dialled, not on the name that was asked for: a name can
// be made to point anywhere, and elsewhere a moment later. Pure.
import type { IpAddress, IpRange } from "#lib/network/ip-address.ts";
import {
  type EgressRules,
  holdsAddress,
  namesExactly,
  namesHost,
  parseEgressRules,
  plainName,
} from "./egress-rules.ts";
import { embeddedV4, isWithin, parseIp, parseNetwork } from "./ip-address.ts";

/** Why `address`, which `hostname` stands for, may not be dialled, in the operator's words; null where it may. */
export type JudgeEgress = (hostname: string, address: string) => string | null;

export type EgressSettings = {
  /** EGRESS_DENY and EGRESS_ALLOW. */
  readonly deny: string;
  readonly allow: string;
  /**
   * `backends` is what a gateway dials: whoever deploys has been trusted with the network. `requests` is what a person
   * has a gateway dial, and hears the answer of.
   */
  readonly purpose: "backends" | "requests";
  /** In production a person's request does not reach what only this machine or its network can see. */
  readonly isProduction: boolean;
};

const networks = (...texts: readonly string[]): readonly IpRange[] =>
  texts.flatMap((text) => parseNetwork(text) ?? []);

/** Where clouds hand out credentials: AWS, Azure, Google, Oracle, Alibaba, ECS and EKS. */
const METADATA_ADDRESSES = networks(
  "169.254.169.254",
  "169.254.170.2",
  "169.254.170.23",
  "fd00:ec2::254",
  "fd00:ec2::23",
  "fd20:ce::254",
  "168.63.129.16",
  "192.0.0.192",
  "100.100.100.200",
);
const METADATA_NAMES: readonly string[] = [
  "metadata.google.internal",
  "metadata.goog",
  "metadata.azure.internal",
  "metadata.tencentyun.com",
  "instance-data.ec2.internal",
];

type Kind = { readonly words: string; readonly networks: readonly IpRange[] };

/** Never a backend: one cable, many at once, nobody. */
const NEVER: readonly Kind[] = [
  { words: "a link-local address", networks: networks("169.254.0.0/16", "fe80::/10", "fec0::/10") },
  { words: "a multicast address", networks: networks("224.0.0.0/4", "ff00::/8") },
  { words: "a reserved address", networks: networks("240.0.0.0/4") },
];
/** What only this machine and its network see. Linux takes 0.0.0.0 and :: for itself. */
const INSIDE: readonly Kind[] = [
  { words: "a loopback address", networks: networks("127.0.0.0/8", "0.0.0.0/8", "::1", "::") },
  {
    words: "a private address",
    networks: networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
  },
  { words: "a shared address of a provider", networks: networks("100.64.0.0/10") },
  { words: "an address for special use", networks: networks("192.0.0.0/24", "198.18.0.0/15") },
];

/**
 * EGRESS_ALLOW makes exceptions to EGRESS_DENY and to what is refused by default; metadata services are excepted only by
 * an entry that names that very address or host. An IPv6 address that leads to an IPv4 one is judged as both.
 */
export function createEgressPolicy({ deny, allow, purpose, isProduction }: EgressSettings): JudgeEgress {
  const denied = parseEgressRules(deny).rules;
  const allowed = parseEgressRules(allow).rules;
  const defaults = purpose === "requests" && isProduction ? [...NEVER, ...INSIDE] : NEVER;
  return (hostname, address) => {
    const ip = parseIp(address);
    if (ip === null) return `${address} is no address`;
    const host = plainName(hostname);
    for (const each of [ip, embeddedV4(ip)]) {
      const words = each && findReason({ denied, allowed, defaults }, host, each);
      if (words) return `${address} is ${words}: EGRESS_ALLOW can allow it`;
    }
    return null;
  };
}

type Rules = {
  readonly denied: EgressRules;
  readonly allowed: EgressRules;
  readonly defaults: readonly Kind[];
};

function findReason({ denied, allowed, defaults }: Rules, host: string, ip: IpAddress): string | null {
  if (isMetadata(host, ip)) {
    return isMetadataAllowed(allowed, host, ip) ? null : "a metadata service";
  }
  if (namesHost(allowed, host) || holdsAddress(allowed, ip)) return null;
  if (namesHost(denied, host) || holdsAddress(denied, ip)) return "on EGRESS_DENY";
  return defaults.find((kind) => kind.networks.some((network) => isWithin(ip, network)))?.words ?? null;
}

function isMetadata(host: string, ip: IpAddress): boolean {
  return METADATA_NAMES.includes(host) || METADATA_ADDRESSES.some((network) => isWithin(ip, network));
}

/** A name that is allowed for other reasons must not become a way to metadata when its owner moves it there. */
function isMetadataAllowed(allowed: EgressRules, host: string, ip: IpAddress): boolean {
  return namesExactly(allowed, METADATA_NAMES.includes(host) ? host : "", ip);
}
