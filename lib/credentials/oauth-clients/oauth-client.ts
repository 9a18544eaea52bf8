// OAuth2 clients of applications (RFC 6749 section 4.4): what their owner chooses, and how they look. Pure.
import { z } from "zod";
import { bounded } from "#lib/kernel/bounded-text.ts";
import { MAX_OVERLAP_MS } from "../api-keys/api-key.ts";

/** Most clients of an application that are in force. */
export const MAX_CLIENTS = 20;
/** Secrets of a client that are in force at a time: the one, and while it is being replaced the next. */
export const MAX_SECRETS = 2;
/** Longest life of an access token, in seconds: a day. */
export const MAX_TOKEN_LIFETIME_S = 86_400;

const id = z.string().min(1).max(64);

const tokenLifetimeSeconds = z
  .int("Enter a whole number of seconds")
  .min(60, "An access token lives for 60 seconds at least")
  .max(MAX_TOKEN_LIFETIME_S, `An access token lives for at most ${MAX_TOKEN_LIFETIME_S} seconds, a day`);

export const createClientSchema = z.object({
  applicationId: id,
  name: bounded("The name", 80).trim().default(""),
  environment: z.enum(["production", "sandbox"]),
  tokenLifetimeSeconds: tokenLifetimeSeconds.default(3_600),
});
export type CreateClient = z.output<typeof createClientSchema>;

export const setTokenLifetimeSchema = z.object({ clientId: id, tokenLifetimeSeconds });
export const rotateSecretSchema = z.object({
  clientId: id,
  /** For how long the secret at hand goes on, in milliseconds; 0 revokes it, and the tokens that were got with it. */
  overlapMs: z.int().min(0).max(MAX_OVERLAP_MS, "The old secret can go on for at most 30 days"),
});
export const revokeSecretSchema = z.object({ clientId: id, secretId: id });
export const revokeClientSchema = z.object({ clientId: id });

/** A secret as its owner sees it: never the secret itself. */
export type ClientSecret = {
  readonly id: string;
  /** Its first characters. */
  readonly prefix: string;
  readonly createdAt: Date;
  /** Until when it still gets tokens, once another has taken its place; null of the one that goes on. */
  readonly expiresAt: Date | null;
};

/** A client as its owner sees it. */
export type OAuthClient = {
  /** The client_id. */
  readonly id: string;
  readonly name: string;
  readonly environment: "production" | "sandbox";
  readonly tokenLifetimeSeconds: number;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly lastUsedFrom: string | null;
  /** Newest first. */
  readonly secrets: readonly ClientSecret[];
};
