// Envelope encryption of secrets: AES-256-GCM under a data key, which is itself encrypted under a wrapping key.
// Every text has a nonce of its own, and is tied to what it belongs to: moved elsewhere it does not open. Pure but for
// randomness, which is never the caller's to choose.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { Keyring, WrappingKey } from "#lib/kernel/keyring.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** A data key in the clear: only ever in memory. */
export type DataKey = { readonly id: string; readonly bytes: Uint8Array };

/** A data key as it is stored and as it travels. */
export type WrappedDataKey = { readonly id: string; readonly wrappedBy: string; readonly wrapped: string };

/** The wrapping key that is made of the bytes of SLUICE_SECRETS_KEY (HKDF, RFC 5869); its id tells nothing of it. */
export function wrappingKey(secret: Uint8Array): WrappingKey {
  const derive = (info: string, length: number) =>
    new Uint8Array(hkdfSync("sha256", secret, new Uint8Array(), info, length));
  const id = Buffer.from(derive("sluice secrets: key id", 8)).toString("hex");
  return { id, bytes: derive("sluice secrets: wrapping key", KEY_BYTES) };
}

/** A keyring of keys nobody has: for what is to be forgotten with the process. */
export function randomKeyring(): Keyring {
  return { current: wrappingKey(randomBytes(KEY_BYTES)), former: [] };
}

export function newDataKey(id: string): DataKey {
  return { id, bytes: new Uint8Array(randomBytes(KEY_BYTES)) };
}

export function wrapDataKey({ id, bytes }: DataKey, { current }: Keyring): WrappedDataKey {
  return {
    id,
    wrappedBy: current.id,
    wrapped: encrypt(current.bytes, Buffer.from(bytes), dataKeyBinding(id)),
  };
}

/** Null where no key of the ring opens it, or it was tampered with. */
export function unwrapDataKey({ id, wrappedBy, wrapped }: WrappedDataKey, keyring: Keyring): DataKey | null {
  const key = [keyring.current, ...keyring.former].find((candidate) => candidate.id === wrappedBy);
  const bytes = key && decrypt(key.bytes, wrapped, dataKeyBinding(id));
  return bytes?.length === KEY_BYTES ? { id, bytes: new Uint8Array(bytes) } : null;
}

/** Encrypts a text; `binding` is not stored with it and has to be the same when it is opened. */
export function sealText(dataKey: DataKey, text: string, binding: readonly string[]): string {
  return encrypt(dataKey.bytes, Buffer.from(text, "utf8"), textBinding(dataKey.id, binding));
}

/** Null where the key or the binding is another one, or a bit was changed. */
export function openText(dataKey: DataKey, sealed: string, binding: readonly string[]): string | null {
  return decrypt(dataKey.bytes, sealed, textBinding(dataKey.id, binding))?.toString("utf8") ?? null;
}

function dataKeyBinding(id: string): string {
  return JSON.stringify(["sluice data key", 1, id]);
}

function textBinding(keyId: string, binding: readonly string[]): string {
  return JSON.stringify(["sluice secret", 1, keyId, ...binding]);
}

function encrypt(key: Uint8Array, text: Uint8Array, associated: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(associated, "utf8"));
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString("base64");
}

function decrypt(key: Uint8Array, sealed: string, associated: string): Buffer | null {
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
