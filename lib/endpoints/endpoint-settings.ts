// An endpoint as its page edits it: all of its pool, with marks in the place of secrets. What is stored never leaves for
// a browser; what comes back says for each secret whether to keep it. Pure.
import { z } from "zod";
import { done, type FieldErrors, type Outcome, type Refusal } from "#lib/kernel/outcome.ts";
import {
  backendSchema,
  backendsOf,
  backendTlsSchema,
  type EndpointOptions,
  healthCheckSchema,
  LEAST_CHECK_INTERVAL_MS,
  MAX_BACKEND_HEADERS,
  MAX_BACKENDS,
  poolOptionsSchema,
} from "#lib/routes/endpoint-pool.ts";
import { handshakeRulesSchema } from "#lib/routes/pass-rules.ts";
import {
  boundMessage,
  isBoundTo,
  type NewSecret,
  originsOf,
  type SecretFacts,
  type SecretKind,
} from "#lib/secrets/secret.ts";
import { headerNameProblem, headerValueProblem } from "./backend-header.ts";
import { endpointSchema } from "./endpoint-url.ts";

/**
 * A secret on its way to a page or back: `keep` stands for what is stored (of a header: under the name `of`), `none` for
 * no secret, `new` brings one. The `origins` it was entered for let a form say early that it has to be entered again;
 * what counts is what is stored.
 */
export const secretSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("keep"),
    of: z.string().max(100),
    origins: z.array(z.string().max(300)).max(MAX_BACKENDS).optional(),
  }),
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

export const endpointSettingsSchema = poolOptionsSchema
  .extend({
    backends: backendsSchema,
    health: healthCheckSchema.extend({ intervalMs: checkIntervalSchema, path: healthPathSchema }),
    headers: headersSchema,
    tls: tlsSettingsSchema,
  })
  .superRefine(({ backends, headers, tls }, issues) => {
    const check = (secret: Secret, path: (string | number)[]) => {
      if (secret.kind !== "keep" || secret.origins === undefined) return;
      if (isBoundTo(secret.origins, urlsOf(backends))) return;
      issues.addIssue({ code: "custom", path, message: boundMessage(secret.origins) });
    };
    for (const [index, { secret }] of headers.entries()) check(secret, ["headers", index, "secret"]);
    check(tls.key, ["tls", "key"]);
  });
export type EndpointSettings = z.output<typeof endpointSettingsSchema>;

export const endpointsSchema = z.object({
  production: endpointSettingsSchema,
  sandbox: endpointSettingsSchema,
  /** What is stored stays where it is left out. */
  handshake: handshakeRulesSchema.optional(),
});
export type Endpoints = z.output<typeof endpointsSchema>;

function urlsOf(backends: readonly { readonly url: string }[]): string[] {
  return backends.map(({ url }) => url);
}

type Facts = ReadonlyMap<string, SecretFacts>;

/** What a page may see of a stored endpoint; an empty URL is an endpoint without backends. */
export function maskEndpoint(url: string, options: EndpointOptions, facts: Facts): EndpointSettings {
  const { first: _first, others: _others, headers, tls, ...pool } = options;
  const { keySecretId, ...trust } = tls;
  const kept = (of: string, id: string): Secret => ({
    kind: "keep",
    of,
    origins: [...(facts.get(id)?.origins ?? [])],
  });
  return {
    ...pool,
    backends: backendsOf(url, options),
    headers: headers.map(({ name, secretId }) => ({ name, secret: kept(name, secretId) })),
    tls: { ...trust, key: keySecretId === "" ? { kind: "none" } : kept("", keySecretId) },
  };
}

/** What is stored of an endpoint: its first URL, and the rest. */
export type StoredEndpoint = { readonly url: string; readonly options: EndpointOptions };

/** The same with the secrets that are still to be stored. */
export type MergedEndpoint = StoredEndpoint & { readonly added: readonly NewSecret[] };

/**
 * Names the kept secrets by their ids, and gives ids to the new ones. Refuses with `secret_gone` where one is to be kept
 * that is not stored, and with `secret_bound` where one was entered for other backends; the paths of the fields start at
 * the endpoint.
 */
export function mergeEndpoint(
  settings: EndpointSettings,
  stored: EndpointOptions,
  { facts, newId }: { readonly facts: Facts; readonly newId: () => string },
): Outcome<MergedEndpoint> {
  const { backends, headers, tls, ...pool } = settings;
  const [main, ...others] = backends;
  const merging = new Merging(facts, newId, urlsOf(backends));
  const idOf = new Map(stored.headers.map(({ name, secretId }) => [name, secretId]));
  const named = headers.map(({ name, secret }, index) => {
    const storedId = secret.kind === "keep" ? idOf.get(secret.of) : undefined;
    return { name, secretId: merging.idOf(secret, "header", storedId, `headers.${index}.secret`) };
  });
  const { key, ...trust } = tls;
  const keySecretId = merging.idOf(key, "tls_key", stored.tls.keySecretId || undefined, "tls.key");
  if (merging.refusal !== null) return merging.refusal;
  const { url, ...first } = main ?? { url: "", weight: 1, maxConnections: 0 };
  const options = { ...pool, first, others, headers: named, tls: { ...trust, keySecretId } };
  return done({ url, options, added: merging.added });
}

/** One merge: what it adds, and the first reason why it cannot be. */
class Merging {
  readonly added: NewSecret[] = [];
  readonly #facts: Facts;
  readonly #newId: () => string;
  readonly #urls: readonly string[];
  readonly #gone: Record<string, string[]> = {};
  readonly #bound: Record<string, string[]> = {};

  constructor(facts: Facts, newId: () => string, urls: readonly string[]) {
    this.#facts = facts;
    this.#newId = newId;
    this.#urls = urls;
  }

  get refusal(): Refusal | null {
    const code = Object.keys(this.#gone).length > 0 ? "secret_gone" : "secret_bound";
    const fields: FieldErrors = { ...this.#bound, ...this.#gone };
    const [first] = Object.values(code === "secret_gone" ? this.#gone : this.#bound);
    return first === undefined ? null : { ok: false, code, message: first[0] ?? "", fields };
  }

  /** Id of the secret at a field; empty where there is none, or it is refused. */
  idOf(secret: Secret, kind: SecretKind, storedId: string | undefined, path: string): string {
    if (secret.kind === "none") return "";
    if (secret.kind === "new") {
      const id = this.#newId();
      this.added.push({ id, kind, value: secret.value, origins: originsOf(this.#urls), publicKey: null });
      return id;
    }
    const facts = storedId === undefined ? undefined : this.#facts.get(storedId);
    if (storedId === undefined || facts?.kind !== kind) {
      this.#gone[path] = ["Nothing is stored here any more: enter the value anew."];
      return "";
    }
    if (!isBoundTo(facts.origins, this.#urls)) this.#bound[path] = [boundMessage(facts.origins)];
    return storedId;
  }
}
