// Envelope encryption of secrets: AES-256-GCM under a data key, which is itself encrypted under a wrapping key.
// Every text has a nonce of its own, and is tied to what it belongs to: moved elsewhere it does not open. Pure but for
// randomness, which is never the caller's to choose.
import { hkdfSync, randomBytes } from "node:crypto";
import type { Keyring, WrappingKey } from "#lib/kernel/keyring.ts";
import { decrypt, encrypt, textBinding } from "./cipher.ts";

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

function dataKeyBinding(id: string): string {
  return JSON.stringify(["sluice data key", 1, id]);
}
