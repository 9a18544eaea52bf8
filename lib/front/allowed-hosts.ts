// Which names the portal answers to. A page of another site can make its own name lead here (DNS rebinding); the
// browser then sends that name as Host, and takes the portal for a part of that site.

import { isLoopbackHost } from "#lib/kernel/loopback-host.ts";
import { parseIpAddress } from "#lib/network/ip-address.ts";

/** The settings that name the portal. */
export type HostSettings = {
  readonly SLUICE_MODE: "evaluation" | "production";
  readonly HOST: string;
  readonly PUBLIC_URL?: string | undefined;
};

const EVERY_ADDRESS: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);

/** The name of a Host header without its port and brackets, in lower case; null where the header is none. */
export function hostNameOf(host: string): string | null {
  const [, bracketed, name] = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9._~-]+))(?::\d{1,5})?$/.exec(host) ?? [];
  if (bracketed !== undefined) return parseIpAddress(bracketed) === null ? null : bracketed.toLowerCase();
  return name?.toLowerCase().replace(/\.$/, "") || null;
}

/**
 * True where the portal answers to this name: PUBLIC_URL's; without one in production, and always in evaluation mode,
 * the machine's own and HOST. Addresses cannot be rebound, so where HOST is every address, each of them is its name.
 */
export function isAllowedHost(name: string, settings: HostSettings): boolean {
  const { SLUICE_MODE, HOST, PUBLIC_URL } = settings;
  const publicName = PUBLIC_URL === undefined ? null : hostNameOf(new URL(PUBLIC_URL).host);
  if (name === publicName) return true;
  if (SLUICE_MODE === "production" && publicName !== null) return false;
  if (isLoopbackHost(name) || name === HOST.toLowerCase()) return true;
  return EVERY_ADDRESS.has(HOST) && parseIpAddress(name) !== null;
}
