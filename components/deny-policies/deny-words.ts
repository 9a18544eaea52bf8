// What a deny policy denies, in words. Pure.
import type { DenySubject } from "#lib/routes/deny-record.ts";

type Words = {
  /** Of the kind. */
  readonly label: string;
  /** Of the field that says which one. */
  readonly field: string;
  readonly help: string;
};

export const denyWords = {
  address: {
    label: "Address",
    field: "Address or range",
    help: "For example 192.0.2.10, 192.0.2.0/24 or 2001:db8::/32. Behind a proxy the gateway needs TRUST_PROXY, or every client has the proxy's address.",
  },
  application: {
    label: "Application",
    field: "Owner and application",
    help: "As owner/application, for example anna/Shop. All its keys and tokens are refused.",
  },
  user: {
    label: "User",
    field: "User name",
    help: "All applications of this person are refused. Signing in to the portal stays possible.",
  },
  api: {
    label: "API",
    field: "Path",
    help: "A context, for all its versions and everything below, or a context with a version: /chat or /chat/1.0.0.",
  },
} as const satisfies Record<DenySubject, Words>;
