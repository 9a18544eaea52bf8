// What an operator is told at the start of production about where people reach the portal. Pure.
import type { HostSettings } from "./allowed-hosts.ts";

/** What does not work, or is not safe, for PUBLIC_URL is unset or plain HTTP, and what to set; null where it is well. */
export function publicUrlAdvice({ SLUICE_MODE, PUBLIC_URL }: HostSettings): string | null {
  if (SLUICE_MODE !== "production" || PUBLIC_URL?.startsWith("https:")) return null;
  const advice =
    "Set PUBLIC_URL to where people reach the portal, such as PUBLIC_URL=https://sluice.example.";
  return PUBLIC_URL === undefined
    ? `Warning: PUBLIC_URL is not set. The portal answers to addresses of this machine and to HOST only, any other name gets 421; its cookies are Secure, so that browsers sign in over https only. ${advice}`
    : `Warning: PUBLIC_URL is plain HTTP (${PUBLIC_URL}). Passwords and session cookies, which are not Secure then, can be read on the way. ${advice}`;
}
