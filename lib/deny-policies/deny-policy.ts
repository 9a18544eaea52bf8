// Deny policies: what an admin says of one, and what is wrong with it. Pure.
import { z } from "zod";
import { bounded } from "#lib/kernel/bounded-text.ts";
import { ADDRESS_BITS, formatIpAddress, isIpv4, parseIpRange } from "#lib/network/ip-address.ts";
import { type DenySubject, denySubjects } from "#lib/routes/deny-record.ts";

/** Most policies of an installation. */
export const MAX_DENY_POLICIES = 10_000;

/** In how many hours a policy may end by itself. */
export const denyLifetimes = [1, 24, 7 * 24, 30 * 24] as const;

export type DenyPolicy = {
  readonly id: string;
  readonly subject: DenySubject;
  /** What it denies, as it is shown: a range, `owner/application`, a user name, a path. */
  readonly label: string;
  /** For admins alone. */
  readonly note: string;
  readonly isOn: boolean;
  /** Null where it does not end by itself. */
  readonly endsAt: Date | null;
  readonly createdBy: string;
  readonly createdAt: Date;
};

/** What an admin says of a policy. `what` is an address or range, `owner/application`, a user name, or a path. */
export const createDenyPolicySchema = z
  .object({
    subject: z.enum(denySubjects),
    what: bounded("This", 200).trim().min(1, "Enter what is denied"),
    note: bounded("The note", 500).trim().default(""),
    lifetimeHours: z.union(denyLifetimes.map((hours) => z.literal(hours))).nullable(),
  })
  .superRefine(({ subject, what }, issues) => {
    const message = subject === "address" ? problemOfRange(what) : null;
    if (message !== null) issues.addIssue({ code: "custom", path: ["what"], message });
  });
export type CreateDenyPolicy = z.output<typeof createDenyPolicySchema>;

export const switchDenyPolicySchema = z.object({ policyId: z.string().min(1).max(64), isOn: z.boolean() });
export const deleteDenyPolicySchema = z.object({ policyId: z.string().min(1).max(64) });

function problemOfRange(text: string): string | null {
  const range = parseIpRange(text);
  if (range === null) {
    return `"${text}" is neither an address nor a range: write 192.0.2.10, 192.0.2.0/24 or 2001:db8::/32.`;
  }
  // A slip of the keyboard would shut everybody out.
  const isEverybody = range.bits === 0 || (isIpv4(range.network) && range.bits <= ADDRESS_BITS - 32);
  return isEverybody ? "This range is everybody: deny the API instead, or a smaller range." : null;
}

/** The one spelling of an address or range: without the bits behind its prefix. Of a text that is none, the text. */
export function normalRange(text: string): string {
  const range = parseIpRange(text);
  if (range === null) return text;
  const hostBits = BigInt(ADDRESS_BITS - range.bits);
  const network = (range.network >> hostBits) << hostBits;
  const address = formatIpAddress(network);
  if (range.bits === ADDRESS_BITS) return address;
  return `${address}/${isIpv4(network) && address.includes(".") ? range.bits - (ADDRESS_BITS - 32) : range.bits}`;
}

/** A path as gateways compare it: lower case, with a slash before it and none behind. */
export function normalPath(text: string): string {
  return `/${text.replace(/^\/+|\/+$/g, "")}`.toLowerCase();
}

/** Whether it denies now. */
export function isInForce({ isOn, endsAt }: Pick<DenyPolicy, "isOn" | "endsAt">, now: Date): boolean {
  return isOn && (endsAt === null || endsAt > now);
}
