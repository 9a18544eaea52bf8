// The Endpoints form: what its fields hold, and how that becomes the endpoints the server checks. Pure.
import { z } from "zod";
import { type NumberRule, quantityRule, wholeNumberRule } from "#components/runtime/number-rules.ts";
import { type Quantity, quantityOf, timeUnits } from "#components/runtime/quantity.ts";
import {
  backendsSchema,
  type EndpointSettings,
  type Endpoints,
  endpointsSchema,
  headersSchema,
  healthPathSchema,
  type Secret,
  tlsSettingsSchema,
} from "#lib/endpoints/endpoint-settings.ts";
import { balancingStrategies } from "#lib/routes/endpoint-pool.ts";
import { type HandshakeRules, handshakeRulesSchema } from "#lib/routes/pass-rules.ts";

export type BackendRow = {
  /** Tells rows apart while they are moved about; the server does not get it. */
  readonly id: string;
  readonly url: string;
  readonly weight: string;
  readonly maxConnections: string;
};

export type HeaderRow = { readonly id: string; readonly name: string; readonly secret: Secret };

/** One endpoint in its fields. */
export type EndpointValues = {
  readonly backends: BackendRow[];
  readonly strategy: EndpointSettings["strategy"];
  readonly health: {
    readonly isOn: boolean;
    readonly checksAlone: boolean;
    readonly interval: Quantity;
    readonly timeout: Quantity;
    readonly path: string;
    readonly healthyAfter: string;
    readonly unhealthyAfter: string;
  };
  readonly passive: { readonly isOn: boolean; readonly failures: string; readonly eject: Quantity };
  readonly connectTimeout: Quantity;
  readonly slowStart: Quantity;
  readonly headers: HeaderRow[];
  readonly tls: EndpointSettings["tls"];
};

export const endpointEnvironments = ["production", "sandbox"] as const;
export type EndpointEnvironment = (typeof endpointEnvironments)[number];

/** What holds for the handshakes of both endpoints. */
export type HandshakeValues = {
  readonly "handshake.backendRefusals": HandshakeRules["backendRefusals"];
  readonly "handshake.encodedSlashes": HandshakeRules["encodedSlashes"];
};

/** Both endpoints, field by field, so that two people who change different fields do not meet. */
export type EndpointsValues = HandshakeValues & {
  readonly [Field in `${EndpointEnvironment}.${keyof EndpointValues}`]: Field extends `${string}.${infer Part extends
    keyof EndpointValues}`
    ? EndpointValues[Part]
    : never;
};

const defaultIntervalMs = 10_000;
const defaultFailures = 5;

/** Fields of a row that does not say anything yet. */
export function emptyBackend(id: string): BackendRow {
  return { id, url: "", weight: "1", maxConnections: "0" };
}

function endpointValues(settings: EndpointSettings): EndpointValues {
  const { health, passive } = settings;
  const rows = settings.backends.map(({ url, weight, maxConnections }, index) => ({
    id: `saved-${index}`,
    url,
    weight: String(weight),
    maxConnections: String(maxConnections),
  }));
  return {
    backends: rows.length > 0 ? rows : [emptyBackend("saved-0")],
    strategy: settings.strategy,
    health: {
      isOn: health.intervalMs > 0,
      checksAlone: health.checksAlone,
      interval: quantityOf(health.intervalMs || defaultIntervalMs, timeUnits),
      timeout: quantityOf(health.timeoutMs, timeUnits),
      path: health.path,
      healthyAfter: String(health.healthyAfter),
      unhealthyAfter: String(health.unhealthyAfter),
    },
    passive: {
      isOn: passive.failures > 0,
      failures: String(passive.failures || defaultFailures),
      eject: quantityOf(passive.ejectMs, timeUnits),
    },
    connectTimeout: quantityOf(settings.connectTimeoutMs, timeUnits),
    slowStart: quantityOf(settings.slowStartMs, timeUnits),
    headers: settings.headers.map((header, index) => ({ id: `saved-${index}`, ...header })),
    tls: settings.tls,
  };
}

/** The fields of both endpoints under their full names. */
export function endpointsValues(saved: Endpoints): EndpointsValues {
  const named = endpointEnvironments.flatMap((environment) =>
    Object.entries(endpointValues(saved[environment])).map(([part, value]) => [
      `${environment}.${part}`,
      value,
    ]),
  );
  const { backendRefusals, encodedSlashes } = saved.handshake ?? handshakeRulesSchema.parse({});
  const fields = {
    ...Object.fromEntries(named),
    "handshake.backendRefusals": backendRefusals,
    "handshake.encodedSlashes": encodedSlashes,
  };
  return fields as EndpointsValues; // both environments and all parts were just named
}

/** The fields of one endpoint. */
export function valuesOf(values: EndpointsValues, environment: EndpointEnvironment): EndpointValues {
  const prefix = `${environment}.`;
  const own = Object.entries(values).filter(([field]) => field.startsWith(prefix));
  return Object.fromEntries(
    own.map(([field, value]) => [field.slice(prefix.length), value]),
  ) as EndpointValues; // the counterpart of `endpointsValues`
}

/** Fields of one endpoint under their full names. */
export function namedFor(
  environment: EndpointEnvironment,
  patch: Partial<EndpointValues>,
): Partial<EndpointsValues> {
  return Object.fromEntries(Object.entries(patch).map(([part, value]) => [`${environment}.${part}`, value]));
}

/** The values less the secrets that were typed: what a browser may keep. */
export function withoutSecrets(values: EndpointsValues): EndpointsValues {
  const emptied = (secret: Secret): Secret => (secret.kind === "new" ? { kind: "new", value: "" } : secret);
  const bare = (environment: EndpointEnvironment) => {
    const { headers, tls } = valuesOf(values, environment);
    return namedFor(environment, {
      headers: headers.map((header) => ({ ...header, secret: emptied(header.secret) })),
      tls: { ...tls, key: emptied(tls.key) },
    });
  };
  return { ...values, ...bare("production"), ...bare("sandbox") };
}

/** The same bounds as `endpointPoolSchema`, told in the units of the form. */
const rules = {
  weight: { min: 1, max: 100, message: "Enter a weight between 1 and 100." },
  maxConnections: { min: 0, max: 1_000_000, message: "Enter 0 (no limit) or at most 1,000,000." },
  interval: { min: 1_000, max: 3_600_000, message: "Enter between 1 second and 1 hour." },
  timeout: { min: 100, max: 60_000, message: "Enter between 0.1 and 60 seconds." },
  inARow: { min: 1, max: 100, message: "Enter between 1 and 100." },
  failures: { min: 1, max: 1_000, message: "Enter between 1 and 1,000." },
  eject: { min: 100, max: 3_600_000, message: "Enter between 0.1 seconds and 1 hour." },
  connectTimeout: { min: 50, max: 60_000, message: "Enter between 0.05 and 60 seconds." },
  slowStart: { min: 0, max: 3_600_000, message: "Enter 0 (at once) or at most 1 hour." },
} as const satisfies Record<string, NumberRule>;

function withoutId<Row extends { readonly id: string }>({ id: _id, ...rest }: Row): Omit<Row, "id"> {
  return rest;
}

/** One row without an address says that there is no endpoint. */
const backendsRule = z
  .custom<BackendRow[]>()
  .transform((rows) => (rows.length === 1 && rows[0]?.url.trim() === "" ? [] : rows.map(withoutId)))
  .pipe(
    z.array(
      z.object({
        url: z.string(),
        weight: wholeNumberRule(rules.weight),
        maxConnections: wholeNumberRule(rules.maxConnections),
      }),
    ),
  )
  .transform((rows): z.input<typeof backendsSchema> => rows)
  .pipe(backendsSchema);

const healthRule = z
  .object({
    isOn: z.boolean(),
    checksAlone: z.boolean(),
    interval: quantityRule(rules.interval),
    timeout: quantityRule(rules.timeout),
    path: healthPathSchema,
    healthyAfter: wholeNumberRule(rules.inARow),
    unhealthyAfter: wholeNumberRule(rules.inARow),
  })
  .transform(({ isOn, interval, timeout, ...rest }) => ({
    ...rest,
    intervalMs: isOn ? interval : 0,
    timeoutMs: timeout,
  }));

const passiveRule = z
  .object({ isOn: z.boolean(), failures: wholeNumberRule(rules.failures), eject: quantityRule(rules.eject) })
  .transform(({ isOn, failures, eject }) => ({ failures: isOn ? failures : 0, ejectMs: eject }));

const partRules = {
  backends: backendsRule,
  strategy: z.enum(balancingStrategies),
  health: healthRule,
  passive: passiveRule,
  connectTimeout: quantityRule(rules.connectTimeout),
  slowStart: quantityRule(rules.slowStart),
  headers: headersSchema,
  tls: tlsSettingsSchema,
};

const endpointRule = z.object(partRules).transform(({ connectTimeout, slowStart, ...rest }) => ({
  ...rest,
  connectTimeoutMs: connectTimeout,
  slowStartMs: slowStart,
}));

const bothRule = z.object({
  production: endpointRule,
  sandbox: endpointRule,
  handshake: handshakeRulesSchema,
});

const inputOf = (values: EndpointValues) => ({ ...values, headers: values.headers.map(withoutId) });

/** From the fields to the endpoints; the paths of its issues are the fields' full names. */
export const endpointsFormSchema: z.ZodType<Endpoints, EndpointsValues> = z
  .custom<EndpointsValues>()
  .transform(
    (values): z.input<typeof bothRule> => ({
      production: inputOf(valuesOf(values, "production")),
      sandbox: inputOf(valuesOf(values, "sandbox")),
      handshake: {
        backendRefusals: values["handshake.backendRefusals"],
        encodedSlashes: values["handshake.encodedSlashes"],
      },
    }),
  )
  .pipe(bothRule)
  .transform((endpoints): z.input<typeof endpointsSchema> => endpoints)
  .pipe(endpointsSchema);
