// API keys of applications: what their owner chooses, and how they look. Pure.
import { z } from "zod";
import { bounded } from "#lib/kernel/bounded-text.ts";
import { parseIpRange } from "#lib/network/ip-address.ts";
import { anyOrigin, originRuleSchema } from "#lib/routes/origin-rule.ts";
import type { MaskedScope } from "#lib/scopes/key-scopes.ts";
import { chosenScopesSchema } from "#lib/scopes/scope.ts";

/** Most keys of an application that are in force. */
export const MAX_KEYS = 20;
/** Most addresses and ranges a key is bound to. */
export const MAX_ADDRESSES = 50;
/** Longest time for which the old key goes on after a rotation: 30 days. */
export const MAX_OVERLAP_MS = 30 * 24 * 3_600_000;
/** Longest life of a key that ends by itself: ten years. */
const MAX_LIFETIME_DAYS = 3_650;

const id = z.string().min(1).max(64);

const addressSchema = z
  .string()
  .trim()
  .max(60)
  .refine((text) => parseIpRange(text) !== null, {
    error: ({ input }) =>
      `"${input}" is neither an address nor a range: write 192.0.2.10, 192.0.2.0/24 or 2001:db8::/32.`,
  });

const addressesSchema = z.array(addressSchema).max(MAX_ADDRESSES, `At most ${MAX_ADDRESSES} addresses`);
const nameSchema = bounded("The name", 80).trim();

/** From where a key may be used. What was stored before there were such rules has none. */
export const keyRestrictionsSchema = z.object({
  addresses: addressesSchema.default([]),
  originRule: originRuleSchema.default(anyOrigin),
});
export type KeyRestrictions = z.output<typeof keyRestrictionsSchema>;

export const createKeySchema = z.object({
  applicationId: id,
  name: nameSchema.default(""),
  environment: z.enum(["production", "sandbox"]),
  /** Null: it does not end by itself. */
  lifetimeDays: z
    .int("Enter a whole number of days")
    .min(1, "A key lives for a day at least")
    .max(MAX_LIFETIME_DAYS, `A key lives for at most ${MAX_LIFETIME_DAYS} days; or let it have no end`)
    .nullable(),
  restrictions: keyRestrictionsSchema,
  /** What its owner may obtain of what topics require. */
  scopes: chosenScopesSchema.default([]),
});
export type CreateKey = z.output<typeof createKeySchema>;

/** Whole: what was left out would be a restriction taken away. */
export const changeKeySchema = z.object({
  keyId: id,
  name: nameSchema,
  restrictions: z.object({ addresses: addressesSchema, originRule: originRuleSchema }),
});
export type ChangeKey = z.output<typeof changeKeySchema>;

export const createTryKeySchema = z.object({
  apiId: id,
  environment: z.enum(["production", "sandbox"]),
  /** Left out: any that is usable. */
  applicationId: id.optional(),
});
export type CreateTryKey = z.output<typeof createTryKeySchema>;

export const rotateKeySchema = z.object({
  keyId: id,
  /** For how long the old one goes on, in milliseconds. */
  overlapMs: z.int().min(0).max(MAX_OVERLAP_MS, "The old key can go on for at most 30 days"),
});
export const revokeKeySchema = z.object({ keyId: id });

/** A key as its owner sees it: never the key itself. */
export type ApiKey = {
  readonly id: string;
  readonly name: string;
  /** Its first characters. */
  readonly prefix: string;
  readonly environment: "production" | "sandbox";
  readonly restrictions: KeyRestrictions;
  /** Those that it was made with. */
  readonly scopes: readonly string[];
  /** Those of them that its application's owner may not obtain now: the gateways act as if it had them not. */
  readonly maskedScopes: readonly MaskedScope[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** True where another has taken its place and it goes on until it expires. */
  readonly isReplaced: boolean;
  readonly lastUsedAt: Date | null;
  readonly lastUsedFrom: string | null;
};

/** Characters of a key that are kept to recognise it by. */
export const SHOWN_PREFIX = 12;
