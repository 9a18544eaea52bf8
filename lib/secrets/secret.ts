// What a secret of a backend is: the value of a header or a private key, bound to where it was entered for. Its value
// appears in no type but the one that brings it in. Pure; browsers load this too.
import { parseEndpoint } from "#lib/routes/backend-url.ts";

export type SecretKind = "header" | "tls_key";

/** What is known of a stored secret without opening it. */
export type SecretFacts = {
  readonly kind: SecretKind;
  /** Where it may be sent: {@link originsOf} the backends it was entered for. */
  readonly origins: readonly string[];
  /** SHA-256 of the public key that belongs to a private key, hex; null where it has none. */
  readonly publicKey: string | null;
};

/** A secret that somebody has just entered. */
export type NewSecret = SecretFacts & { readonly id: string; readonly value: string };

/** Scheme, host and port of a backend, as the gateway dials it: `wss://host:443`; null where it cannot. */
function originOf(url: string): string | null {
  const endpoint = parseEndpoint(url);
  if (endpoint === null) return null;
  const host = endpoint.hostname.includes(":") ? `[${endpoint.hostname}]` : endpoint.hostname;
  return `${endpoint.isTls ? "wss" : "ws"}://${host}:${endpoint.port}`;
}

/** The origins of backends, each once, in a fixed order. */
export function originsOf(urls: readonly string[]): string[] {
  return [...new Set(urls.flatMap((url) => originOf(url) ?? []))].sort();
}

/** True where a secret was entered for every one of these backends; other paths of them make no difference. */
export function isBoundTo(origins: readonly string[], urls: readonly string[]): boolean {
  return urls.every((url) => {
    const origin = originOf(url);
    return origin !== null && origins.includes(origin);
  });
}

/** What a person is told whose kept secret would go somewhere else. */
export function boundMessage(origins: readonly string[]): string {
  const where = origins.length === 0 ? "without a backend" : `for ${origins.join(", ")}`;
  return `This was entered ${where}, and these backends are others: enter it again.`;
}

/** What ciphertext is tied to, so that it opens nowhere else. */
export function bindingOf(
  apiId: string,
  kind: SecretKind,
  { id, origins }: { readonly id: string; readonly origins: readonly string[] },
): string[] {
  return [id, apiId, kind, ...origins];
}
