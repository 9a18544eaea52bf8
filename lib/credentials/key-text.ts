// How keys look: a prefix that secret scanners find, and 32 random bytes.

/** `slt_` marks a test key, `slk_` an application's key, `slc_` the secret of an OAuth client. */
export type KeyPrefix = "slt" | "slk" | "slc";

/** A new key for 32 random bytes. */
export function formatKey(prefix: KeyPrefix, random: Uint8Array): string {
  return `${prefix}_${btoa(String.fromCharCode(...random))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "")}`;
}
