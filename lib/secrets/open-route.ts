// From a route as it is stored to a route as the data plane uses it: opens the secrets of its pools. Pure.
import type { EndpointPool, SealedPool } from "#lib/routes/endpoint-pool.ts";
import type { RouteRecord, SealedRoute } from "#lib/routes/route-record.ts";
import type { SealedSecret } from "#lib/routes/sealed-secret.ts";
import { bindingOf, isBoundTo, type SecretKind } from "./secret.ts";

/** Opens one ciphertext; null where it does not open. */
export type OpenSecret = (secret: SealedSecret, binding: readonly string[]) => string | null;

/** A route, and why some of its secrets could not be opened; never what they are. */
export type OpenedRoute = { readonly record: RouteRecord; readonly problems: readonly string[] };

/**
 * A pool with a secret that does not open, or that was entered for other backends, has no backend left: without the
 * header that the gateway should set, a client's own would reach the backend. A record without secrets is handed back
 * as it is.
 */
export function openRoute(sealed: SealedRoute, open: OpenSecret): OpenedRoute {
  const problems: string[] = [];
  const { production, sandbox } = sealed.endpoints;
  if (isPlain(production) && (sandbox === null || isPlain(sandbox))) {
    return { record: sealed as unknown as RouteRecord, problems }; // without secrets both forms are the same
  }
  const endpoints = {
    production: openPool(sealed.apiId, production, open, problems),
    sandbox: sandbox && openPool(sealed.apiId, sandbox, open, problems),
  };
  return { record: { ...sealed, endpoints }, problems };
}

function isPlain({ headers, tls }: SealedPool): boolean {
  return headers.length === 0 && tls.key === "";
}

function openPool(apiId: string, pool: SealedPool, open: OpenSecret, problems: string[]): EndpointPool {
  const urls = pool.backends.map(({ url }) => url);
  const { isOpen, ...opened } = openDial(apiId, urls, pool, open);
  problems.push(...opened.problems);
  const { headers, tls } = opened;
  return isOpen
    ? { ...pool, headers, tls }
    : { ...pool, backends: [], headers: [], tls: { ...pool.tls, key: "" } };
}

/** What is sent and trusted beyond an address, its secrets as ciphertext. */
export type SealedDial = Pick<SealedPool, "headers" | "tls">;

/** The same in clear; where not all of it opens, the values of what does not are empty. */
export type OpenedDial = Pick<EndpointPool, "headers" | "tls"> & {
  readonly isOpen: boolean;
  readonly problems: readonly string[];
};

/** Opens what the backends at `urls` are dialled with, and nothing that was entered for others. */
export function openDial(
  apiId: string,
  urls: readonly string[],
  dial: SealedDial,
  open: OpenSecret,
): OpenedDial {
  const problems: string[] = [];
  const textOf = (kind: SecretKind, secret: SealedSecret): string => {
    const isBound = isBoundTo(secret.origins, urls);
    const value = isBound ? open(secret, bindingOf(apiId, kind, secret)) : null;
    if (value !== null) return value;
    problems.push(
      isBound
        ? `secret ${secret.id} does not open with this SLUICE_SECRETS_KEY`
        : `secret ${secret.id} was entered for other backends`,
    );
    return "";
  };
  const headers = dial.headers.map(({ name, secret }) => ({ name, value: textOf("header", secret) }));
  const { key, ...trust } = dial.tls;
  const tls = { ...trust, key: key === "" ? "" : textOf("tls_key", key) };
  return { headers, tls, isOpen: problems.length === 0, problems };
}
