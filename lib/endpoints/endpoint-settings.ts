// An endpoint as its page edits it: all of its pool, with marks in the place of secrets. What is stored never leaves for
// a browser; what comes back says for each secret whether to keep it. Pure.
import { z } from "zod";
import { endpointSchema } from "#lib/apis/api-fields.ts";
import { done, type FieldErrors, type Outcome } from "#lib/kernel/outcome.ts";
import {
  backendSchema,
  backendTlsSchema,
  type EndpointOptions,
  healthCheckSchema,
  LEAST_CHECK_INTERVAL_MS,
  MAX_BACKEND_HEADERS,
  MAX_BACKENDS,
  poolOptionsSchema,
} from "#lib/routes/endpoint-pool.ts";
import { headerNameProblem, headerValueProblem } from "./backend-header.ts";

/**
 * A secret on its way to a page or back: `keep` stands for what is stored (of a header: under the name `of`), `none` for
 * no secret, `new` brings one.
 */
export const secretSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("keep"), of: z.string().max(100) }),
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("new"), value: z.string().max(100_000) }),
]);
export type Secret = z.infer<typeof secretSchema>;

const backendUrlSchema = endpointSchema.refine(
  (url) => url !== "",
  "Enter the backend's ws:// or wss:// URL, or remove this backend",
);

/** The backends in their order; the first is what the API's pages call the endpoint. */
export const backendsSchema = z
  .array(backendSchema.extend({ url: backendUrlSchema }))
  .max(MAX_BACKENDS, `An endpoint can have at most ${MAX_BACKENDS} backends`)
  .superRefine((backends, issues) => {
    for (const [index, { url }] of backends.entries()) {
      if (backends.findIndex((other) => other.url === url) === index) continue;
      const message = "This backend is in the list already: raise its weight instead";
      issues.addIssue({ code: "custom", path: [index, "url"], message });
    }
  });

const headerSchema = z
  .object({
    name: z.string().trim().max(100, "A header's name has at most 100 characters"),
    secret: secretSchema,
  })
  .superRefine(({ name, secret }, issues) => {
    const add = (path: string, message: string | null) => {
      if (message !== null) issues.addIssue({ code: "custom", path: [path], message });
    };
    add("name", headerNameProblem(name));
    if (secret.kind === "none") add("secret", "Enter the header's value");
    if (secret.kind !== "new") return;
    add("secret", headerValueProblem(secret.value));
    if (secret.value.length > 8_000) add("secret", "A header's value has at most 8,000 characters");
  });

/** Header fields for the handshake with a backend, each name once. */
export const headersSchema = z
  .array(headerSchema)
  .max(MAX_BACKEND_HEADERS, `At most ${MAX_BACKEND_HEADERS} headers`)
  .superRefine((headers, issues) => {
    for (const [index, { name }] of headers.entries()) {
      const first = headers.findIndex((other) => other.name.toLowerCase() === name.toLowerCase());
      if (first !== index) {
        issues.addIssue({ code: "custom", path: [index, "name"], message: `${name} is in the list already` });
      }
    }
  });

const hostName = /^(?!-)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*\.?$/;

export const tlsSettingsSchema = backendTlsSchema.extend({
  key: secretSchema.refine(
    (key) => key.kind !== "new" || key.value.trim() !== "",
    "Paste the private key, or keep the stored one",
  ),
  serverName: z
    .string()
    .trim()
    .max(253)
    .refine((name) => name === "" || hostName.test(name), "Enter a host name like backend.example.com"),
});

/** What a health check appends to a backend's URL. */
export const healthPathSchema = z
  .string()
  .trim()
  .max(500, "The path has at most 500 characters")
  .refine(
    (path) => path === "" || (/^[/?][!-~]*$/.test(path) && !path.includes("#")),
    "Begin with / or ?, without spaces: /health",
  );

/** Unlike one that is stored, an interval that is entered too short is refused, so that nobody wonders. */
const checkIntervalSchema = z
  .int()
  .max(3_600_000, "Check at least once an hour, or not at all")
  .refine((ms) => ms === 0 || ms >= LEAST_CHECK_INTERVAL_MS, "Leave at least 1 second between two checks")
  .default(10_000);

export const endpointSettingsSchema = poolOptionsSchema.extend({
  backends: backendsSchema,
  health: healthCheckSchema.extend({ intervalMs: checkIntervalSchema, path: healthPathSchema }),
  headers: headersSchema,
  tls: tlsSettingsSchema,
});
export type EndpointSettings = z.output<typeof endpointSettingsSchema>;

export const endpointsSchema = z.object({
  production: endpointSettingsSchema,
  sandbox: endpointSettingsSchema,
});
export type Endpoints = z.output<typeof endpointsSchema>;

/** What a page may see of a stored endpoint; an empty URL is an endpoint without backends. */
export function maskEndpoint(url: string, options: EndpointOptions): EndpointSettings {
  const { first, others, headers, tls, ...pool } = options;
  return {
    ...pool,
    backends: url === "" ? [] : [{ url, ...first }, ...others],
    headers: headers.map(({ name }) => ({ name, secret: { kind: "keep", of: name } })),
    tls: { ...tls, key: tls.key === "" ? { kind: "none" } : { kind: "keep", of: "" } },
  };
}

/** What is stored of an endpoint: its first URL, and the rest. */
export type StoredEndpoint = { readonly url: string; readonly options: EndpointOptions };

/**
 * Puts the kept secrets back in. Refuses with `secret_gone` where one is to be kept that is not stored; the paths of its
 * fields start at the endpoint.
 */
export function mergeEndpoint(settings: EndpointSettings, stored: EndpointOptions): Outcome<StoredEndpoint> {
  const { backends, headers, tls, ...pool } = settings;
  const [main, ...others] = backends;
  const kept = new Map(stored.headers.map(({ name, value }) => [name, value]));
  const values = headers.map(({ secret }) => revealed(secret, (of) => kept.get(of)));
  const key = revealed(tls.key, () => stored.tls.key || undefined);
  const gone = [
    ...values.flatMap((value, index) => (value === undefined ? [`headers.${index}.secret`] : [])),
    ...(key === undefined ? ["tls.key"] : []),
  ];
  if (gone.length > 0) return secretGone(gone);
  const { url, ...first } = main ?? { url: "", weight: 1, maxConnections: 0 };
  return done({
    url,
    options: {
      ...pool,
      first,
      others,
      headers: headers.map(({ name }, index) => ({ name, value: values[index] ?? "" })),
      tls: { ...tls, key: key ?? "" },
    },
  });
}

function revealed(secret: Secret, stored: (of: string) => string | undefined): string | undefined {
  if (secret.kind === "keep") return stored(secret.of);
  return secret.kind === "new" ? secret.value : "";
}

function secretGone(paths: readonly string[]): Outcome<never> {
  const message = "Nothing is stored here any more: enter the value anew.";
  const fields: FieldErrors = Object.fromEntries(paths.map((path) => [path, [message]]));
  return { ok: false, code: "secret_gone", message, fields };
}
