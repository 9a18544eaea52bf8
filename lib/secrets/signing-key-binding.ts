// What the ciphertext of a private signing key is tied to, so that it opens nowhere else. Pure.

export function signingKeyBinding(keyId: string, issuer: string): string[] {
  return [keyId, "signing_key", issuer];
}
