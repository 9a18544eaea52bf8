// What EGRESS_DENY and EGRESS_ALLOW hold: networks, addresses and host names. Pure.
import { ADDRESS_BITS, type IpAddress, type IpRange } from "#lib/network/ip-address.ts";
import { isWithin, parseIp, parseNetwork } from "./ip-address.ts";

/** A comma list taken apart; names are in lower case, a suffix starts with its dot. */
export type EgressRules = {
  readonly networks: readonly IpRange[];
  readonly names: readonly string[];
  readonly suffixes: readonly string[];
};

const NAME = /^(\*\.)?[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_-]{1,63})*$/;

/** Takes a list apart; `wrong` are the entries that are neither network nor name. */
export function parseEgressRules(text: string): { readonly rules: EgressRules; readonly wrong: string[] } {
  const networks: IpRange[] = [];
  const names: string[] = [];
  const suffixes: string[] = [];
  const wrong: string[] = [];
  for (const entry of text.split(",").map((part) => plainName(part.trim()))) {
    if (entry === "") continue;
    const network = parseNetwork(entry);
    if (network !== null) networks.push(network);
    else if (!NAME.test(entry)) wrong.push(entry);
    else if (entry.startsWith("*.")) suffixes.push(entry.slice(1));
    else names.push(entry);
  }
  return { rules: { networks, names, suffixes }, wrong };
}

/** A host name as it is compared: lower case, without the root's dot. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

export function namesHost({ names, suffixes }: EgressRules, hostname: string): boolean {
  return names.includes(hostname) || suffixes.some((suffix) => hostname.endsWith(suffix));
}

export function holdsAddress({ networks }: EgressRules, ip: IpAddress): boolean {
  return networks.some((network) => isWithin(ip, network));
}

/** True where the list names this very address, or this very host: a network around it does not count. */
export function namesExactly({ networks, names }: EgressRules, hostname: string, ip: IpAddress): boolean {
  if (names.includes(hostname) && parseIp(hostname) === null) return true;
  return networks.some((network) => network.bits === ADDRESS_BITS && isWithin(ip, network));
}
