// The Runtime form: what its fields hold, and how that becomes the runtime settings the server checks. Pure.
import { z } from "zod";
import { type Runtime, runtimeSchema } from "#lib/apis/api-fields.ts";
import { countOf, type Quantity, quantityOf, sizeUnits, timeUnits } from "./quantity.ts";

export type RuntimeValues = {
  readonly access: "credentials" | "open";
  readonly apiKey: boolean;
  readonly oauth2: boolean;
  readonly backendTimeout: Quantity;
  readonly idleTimeout: Quantity;
  readonly maxAge: Quantity;
  readonly maxMessage: Quantity;
};

export function runtimeValues({ security, limits }: Runtime): RuntimeValues {
  const isOpen = !security.apiKey && !security.oauth2;
  return {
    access: isOpen ? "open" : "credentials",
    apiKey: security.apiKey,
    oauth2: security.oauth2,
    backendTimeout: quantityOf(limits.backendTimeoutMs, timeUnits),
    idleTimeout: quantityOf(limits.idleTimeoutMs, timeUnits),
    maxAge: quantityOf(limits.maxConnectionAgeMs, timeUnits),
    maxMessage: quantityOf(limits.maxMessageBytes, sizeUnits),
  };
}

type LimitRule = { readonly min: number; readonly max: number; readonly message: string };

/** The same bounds as `runtimeLimitsSchema`, told in the units of the form. */
const rules = {
  backendTimeout: { min: 100, max: 120_000, message: "Enter between 0.1 seconds and 2 minutes." },
  idleTimeout: { min: 0, max: 86_400_000, message: "Enter 0 (off) or at most 24 hours." },
  maxAge: { min: 0, max: 604_800_000, message: "Enter 0 (off) or at most 168 hours (7 days)." },
  maxMessage: { min: 0, max: 1_073_741_824, message: "Enter 0 (off) or at most 1024 MB." },
} as const satisfies Record<string, LimitRule>;

const quantity = ({ min, max, message }: LimitRule) =>
  z.custom<Quantity>().transform((typed, context) => {
    const count = countOf(typed);
    if (count !== null && count >= min && count <= max) return count;
    context.addIssue({
      code: "custom",
      message: count === null ? "Enter a number, for example 30." : message,
    });
    return z.NEVER;
  });

/** From the fields to the settings. */
export const runtimeFormSchema: z.ZodType<Runtime, RuntimeValues> = z
  .object({
    access: z.enum(["credentials", "open"]),
    apiKey: z.boolean(),
    oauth2: z.boolean(),
    backendTimeout: quantity(rules.backendTimeout),
    idleTimeout: quantity(rules.idleTimeout),
    maxAge: quantity(rules.maxAge),
    maxMessage: quantity(rules.maxMessage),
  })
  .refine(({ access, apiKey, oauth2 }) => access === "open" || apiKey || oauth2, {
    path: ["access"],
    message: "Choose at least one kind of credential, or open the API to everyone.",
  })
  .transform(({ access, apiKey, oauth2, backendTimeout, idleTimeout, maxAge, maxMessage }) => ({
    security: access === "open" ? { apiKey: false, oauth2: false } : { apiKey, oauth2 },
    limits: {
      backendTimeoutMs: backendTimeout,
      idleTimeoutMs: idleTimeout,
      maxConnectionAgeMs: maxAge,
      maxMessageBytes: maxMessage,
    },
  }))
  .pipe(runtimeSchema);
