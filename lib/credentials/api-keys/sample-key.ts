// The key that a reader has filled into the samples on an API's page: which one they can have made, and what may be pasted.
// Pure.
import type { Subscription } from "#lib/subscriptions/subscription.ts";
import { firstUsable } from "#lib/subscriptions/usable.ts";

/** What the portal can make for who reads: a key of an hour, or why it cannot. */
export type HourKeyOffer =
  | { readonly kind: "signIn" }
  /** The person's roles have none. */
  | { readonly kind: "noApplications" }
  /** In words, with what to do. */
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "offered"; readonly applications: readonly KeyApplication[] };

export type KeyApplication = {
  readonly id: string;
  /** With its team's. */
  readonly name: string;
  /** Those that a key can be made for now; one at least. */
  readonly environments: readonly ("production" | "sandbox")[];
};

type Owned = {
  readonly hasSandbox: boolean;
  /** The person's own, and their teams'. */
  readonly applications: readonly { readonly id: string; readonly name: string }[];
  /** To this API. */
  readonly subscriptions: readonly (Pick<Subscription, "state" | "blocked"> & {
    readonly applicationId: string;
  })[];
};

/** The applications that a key of an hour can be of, and for which environments; else why there is none. */
export function hourKeyOf({ hasSandbox, applications, subscriptions }: Owned): HourKeyOffer {
  const all = hasSandbox ? (["production", "sandbox"] as const) : (["production"] as const);
  const usable = applications
    .map(({ id, name }) => {
      const own = subscriptions.filter(({ applicationId }) => applicationId === id);
      return { id, name, environments: all.filter((environment) => firstUsable(own, environment).ok) };
    })
    .filter(({ environments }) => environments.length > 0);
  if (usable.length > 0) return { kind: "offered", applications: usable };
  const none = firstUsable(subscriptions, "production");
  return none.ok ? { kind: "noApplications" } : { kind: "refused", message: none.message };
}

/** `slk_` and 32 bytes in base64url without padding (RFC 4648, section 5): what `formatKey` makes. */
const KEY_CHARACTERS = 43;

/** What is wrong with a key that was pasted, and what to do; null where it looks like an application's key. */
export function pastedKeyProblem(key: string): string | null {
  if (key === "") return "Paste a key: it begins with slk_.";
  if (key.startsWith("slc_"))
    return "This is the secret of an OAuth2 client, not a key: paste one that begins with slk_.";
  if (!key.startsWith("slk_")) return "This is not a key of an application: paste one that begins with slk_.";
  const random = key.slice("slk_".length);
  if (/[^\w-]/.test(random))
    return "A key has letters, digits, - and _ only: copy it anew, without spaces or quotes.";
  if (random.length === KEY_CHARACTERS) return null;
  return `A key has ${KEY_CHARACTERS} characters after slk_, this one has ${random.length}: copy the whole of it.`;
}
