// Whether a host may be asked without TLS for something that has to be trusted. Pure.
import { holdsAddress, namesHost, parseEgressRules, plainName } from "./egress-rules.ts";
import { parseIp } from "./ip-address.ts";

/** True where EGRESS_ALLOW names the host, or a network that holds its address: the operator answers for the way there. */
export function permitsPlainHttp(allow: string, hostname: string): boolean {
  const { rules } = parseEgressRules(allow);
  const host = plainName(hostname.replace(/^\[|\]$/g, ""));
  const ip = parseIp(host);
  return ip === null ? namesHost(rules, host) : holdsAddress(rules, ip);
}
