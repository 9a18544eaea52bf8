// The keys that wrap the data keys of stored secrets (SLUICE_SECRETS_KEY): their text, and what a process holds. Pure.

/** A key as bytes, with the id by which a wrapped data key names it. */
export type WrappingKey = { readonly id: string; readonly bytes: Uint8Array };

/** The key that wraps, and those that are only opened with: the ones before a rotation. */
export type Keyring = { readonly current: WrappingKey; readonly former: readonly WrappingKey[] };

export const LEAST_SECRETS_KEY_BYTES = 32;

/** What an operator is told of a key that is missing or cannot be one. */
export const secretsKeyAdvice =
  "at least 32 random bytes as base64 or hex, for example from `openssl rand -base64 32`; keep it where backups are not";

/** The bytes of a key written as hex, base64 or base64url; null where it is none of them, or too short. */
export function decodeSecretsKey(text: string): Uint8Array | null {
  const bytes = /^([0-9a-f]{2})+$/i.test(text)
    ? Buffer.from(text, "hex")
    : /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)
      ? Buffer.from(text, "base64url")
      : null;
  return bytes !== null && bytes.length >= LEAST_SECRETS_KEY_BYTES ? new Uint8Array(bytes) : null;
}
