// AES-256-GCM as all ciphertext of Sluice has it: a random nonce for each text, and associated data that are not stored
// with it. Pure but for randomness.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Nonce, ciphertext and tag, base64. */
export function encrypt(key: Uint8Array, text: Uint8Array, associated: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(associated, "utf8"));
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString("base64");
}

/** Null where the key or the associated data are others, or a bit was changed. */
export function decrypt(key: Uint8Array, sealed: string, associated: string): Buffer | null {
  const bytes = Buffer.from(sealed, "base64");
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(associated, "utf8"));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null; // the tag does not fit
  }
}

/** What the ciphertext of a text is tied to, beside its key. */
export function textBinding(keyId: string, binding: readonly string[]): string {
  return JSON.stringify(["sluice secret", 1, keyId, ...binding]);
}
