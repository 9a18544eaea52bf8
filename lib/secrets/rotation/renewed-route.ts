// What a rotation does to a route that is deployed: the same secrets, under other keys. Pure.
import type { SealedPool } from "#lib/routes/endpoint-pool.ts";
import type { SealedRoute } from "#lib/routes/route-record.ts";
import type { SealedSecret } from "#lib/routes/sealed-secret.ts";

/** The route with each of its secrets replaced; one that is not known stays as it is. */
export function withSecrets(route: SealedRoute, secrets: ReadonlyMap<string, SealedSecret>): SealedRoute {
  const renewed = (secret: SealedSecret): SealedSecret => secrets.get(secret.id) ?? secret;
  const pool = (old: SealedPool): SealedPool => ({
    ...old,
    headers: old.headers.map((header) => ({ ...header, secret: renewed(header.secret) })),
    tls: { ...old.tls, key: old.tls.key === "" ? "" : renewed(old.tls.key) },
  });
  const { production, sandbox } = route.endpoints;
  return { ...route, endpoints: { production: pool(production), sandbox: sandbox && pool(sandbox) } };
}

/** Ids of the secrets of a route. */
export function secretsOf(route: SealedRoute): string[] {
  const { production, sandbox } = route.endpoints;
  return [production, sandbox].flatMap((pool) => {
    if (pool === null) return [];
    const { headers, tls } = pool;
    return [...headers.map(({ secret }) => secret.id), ...(tls.key === "" ? [] : [tls.key.id])];
  });
}
