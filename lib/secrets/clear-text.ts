// Secrets in the clear, as versions before 0009 stored them: found in a design, in a route and in a gateway's file, and
// put behind references. Only for what is read once, when an installation is brought up to date. Pure.
import { z } from "zod";
import type { SealedSecret } from "#lib/routes/sealed-secret.ts";
import { originsOf, type SecretKind } from "./secret.ts";

/** A secret that was found, bound to the backends that it stood beside. */
export type ClearSecret = {
  readonly kind: SecretKind;
  readonly value: string;
  readonly origins: readonly string[];
};

const backendsSchema = z.array(z.looseObject({ url: z.string() })).default([]);
const clearHeaders = z.array(z.looseObject({ name: z.string(), value: z.string().optional() }));
const clearTls = z.looseObject({ key: z.unknown().optional() });

/** An endpoint's options; the pool of a route has the same shape, less `others`. */
const clearOptions = z.looseObject({
  headers: clearHeaders.optional(),
  tls: clearTls.optional(),
  others: backendsSchema,
});
const clearPool = z.looseObject({
  headers: clearHeaders.optional(),
  tls: clearTls.optional(),
  backends: backendsSchema,
});

/** Endpoint options with ids in the place of secrets; what has none comes back as it was. `store` gives the id. */
export function referClearOptions(
  options: unknown,
  url: string,
  store: (secret: ClearSecret) => string,
): unknown {
  if (options === undefined) return undefined;
  const { headers, tls, ...rest } = clearOptions.parse(options);
  const urls = url === "" ? [] : [url, ...rest.others.map((backend) => backend.url)];
  const origins = originsOf(urls);
  const { key, ...trust } = tls ?? {};
  return {
    ...rest,
    ...(headers && {
      headers: headers.map(({ value, ...header }) =>
        value === undefined ? header : { ...header, secretId: store({ kind: "header", value, origins }) },
      ),
    }),
    ...(tls && {
      tls:
        typeof key === "string" && key !== ""
          ? { ...trust, keySecretId: store({ kind: "tls_key", value: key, origins }) }
          : trust,
    }),
  };
}

type Seal = (apiId: string, secret: ClearSecret) => SealedSecret;

/** The record of a route, as JSON, with its secrets encrypted. */
export function sealClearRecord(record: unknown, seal: Seal): unknown {
  const route = z
    .looseObject({
      apiId: z.string(),
      endpoints: z.looseObject({ production: z.unknown(), sandbox: z.unknown() }),
    })
    .safeParse(record);
  if (!route.success) return record; // nothing that a gateway could use
  const { apiId, endpoints } = route.data;
  const sealPool = (pool: unknown) => {
    const found = clearPool.safeParse(pool);
    if (!found.success) return pool; // null, or a single URL
    const { headers, tls, ...rest } = found.data;
    const origins = originsOf(rest.backends.map(({ url }) => url));
    const { key, ...trust } = tls ?? {};
    return {
      ...rest,
      ...(headers && {
        headers: headers.map(({ value, ...header }) =>
          value === undefined
            ? header
            : { ...header, secret: seal(apiId, { kind: "header", value, origins }) },
        ),
      }),
      ...(tls && {
        tls: {
          ...trust,
          key:
            typeof key === "string" && key !== ""
              ? seal(apiId, { kind: "tls_key", value: key, origins })
              : (key ?? ""),
        },
      }),
    };
  };
  return {
    ...route.data,
    endpoints: {
      ...endpoints,
      production: sealPool(endpoints.production),
      sandbox: sealPool(endpoints.sandbox),
    },
  };
}

/** The same for an entry of a gateway's file. */
export function sealClearRoute(entry: unknown, seal: Seal): unknown {
  const route = z.looseObject({ kind: z.literal("route"), record: z.unknown() }).safeParse(entry);
  return route.success ? { ...route.data, record: sealClearRecord(route.data.record, seal) } : entry;
}
