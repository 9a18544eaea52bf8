// The Runtime form: what its fields hold, and how that becomes the runtime settings the server checks. Pure.
import { z } from "zod";
import { type SaveRuntime, saveRuntimeSchema } from "#lib/apis/api-fields.ts";
import { quantityRule, wholeNumberRule } from "./number-rules.ts";
import { type OriginFields, originFields, originFieldsRule, originSummary } from "./origin-values.ts";
import { type Quantity, quantityOf, sizeUnits, timeUnits } from "./quantity.ts";
import { type RateLimitRow, rateLimitRows, rateLimitsRule, rateLimitsSummary } from "./rate-limit-values.ts";
import { limitRules } from "./runtime-rules.ts";
import {
  type TopicPolicyRow,
  topicPoliciesRule,
  topicPolicyRow,
  topicPolicySummary,
} from "./topic-policy-values.ts";

export type RuntimeValues = {
  readonly access: "credentials" | "open";
  readonly apiKey: boolean;
  readonly oauth2: boolean;
  readonly webPages: OriginFields;
  readonly backendTimeout: Quantity;
  readonly idleTimeout: Quantity;
  readonly maxAge: Quantity;
  readonly heartbeatInterval: Quantity;
  readonly heartbeatTimeout: Quantity;
  readonly maxMessage: Quantity;
  readonly maxBackendMessage: Quantity;
  readonly maxConnections: string;
  readonly maxPerAddress: string;
  readonly maxNewPerSecond: string;
  readonly maxControlFrames: string;
  readonly rateLimits: RateLimitRow[];
  readonly enforcesTypes: boolean;
  readonly enforcesHandshake: boolean;
  readonly tellsThrottled: boolean;
  readonly topics: TopicPolicyRow[];
};

export function runtimeValues({ security, limits, topics, ...enforced }: SaveRuntime): RuntimeValues {
  const isOpen = !security.apiKey && !security.oauth2;
  return {
    access: isOpen ? "open" : "credentials",
    apiKey: security.apiKey,
    oauth2: security.oauth2,
    webPages: originFields(security.originRule),
    backendTimeout: quantityOf(limits.backendTimeoutMs, timeUnits),
    idleTimeout: quantityOf(limits.idleTimeoutMs, timeUnits),
    maxAge: quantityOf(limits.maxConnectionAgeMs, timeUnits),
    heartbeatInterval: quantityOf(limits.heartbeatIntervalMs, timeUnits),
    heartbeatTimeout: quantityOf(limits.heartbeatTimeoutMs, timeUnits),
    maxMessage: quantityOf(limits.maxMessageBytes, sizeUnits),
    maxBackendMessage: quantityOf(limits.maxBackendMessageBytes, sizeUnits),
    maxConnections: String(limits.maxConnections),
    maxPerAddress: String(limits.maxConnectionsPerAddress),
    maxNewPerSecond: String(limits.maxNewConnectionsPerSecond),
    maxControlFrames: String(limits.maxControlFramesPerSecond),
    rateLimits: rateLimitRows(limits.rateLimits),
    ...enforced,
    topics: topics.map(topicPolicyRow),
  };
}

const fieldRules = z
  .object({
    access: z.enum(["credentials", "open"]),
    apiKey: z.boolean(),
    oauth2: z.boolean(),
    webPages: originFieldsRule,
    backendTimeout: quantityRule(limitRules.backendTimeout),
    idleTimeout: quantityRule(limitRules.idleTimeout),
    maxAge: quantityRule(limitRules.maxAge),
    heartbeatInterval: quantityRule(limitRules.heartbeatInterval),
    heartbeatTimeout: quantityRule(limitRules.heartbeatTimeout),
    maxMessage: quantityRule(limitRules.maxMessage),
    maxBackendMessage: quantityRule(limitRules.maxMessage),
    maxConnections: wholeNumberRule(limitRules.connections),
    maxPerAddress: wholeNumberRule(limitRules.connections),
    maxNewPerSecond: wholeNumberRule(limitRules.perSecond),
    maxControlFrames: wholeNumberRule(limitRules.perSecond),
    rateLimits: rateLimitsRule,
    enforcesTypes: z.boolean(),
    enforcesHandshake: z.boolean(),
    tellsThrottled: z.boolean(),
    topics: topicPoliciesRule,
  })
  .refine(({ access, apiKey, oauth2 }) => access === "open" || apiKey || oauth2, {
    path: ["access"],
    message: "Choose at least one kind of credential, or open the API to everyone.",
  });

/** From the fields to the settings. */
export const runtimeFormSchema: z.ZodType<SaveRuntime, RuntimeValues> = fieldRules
  .transform(
    ({
      access,
      apiKey,
      oauth2,
      webPages,
      enforcesTypes,
      enforcesHandshake,
      tellsThrottled,
      topics,
      rateLimits,
      ...fields
    }): z.input<typeof saveRuntimeSchema> => ({
      security: {
        ...(access === "open" ? { apiKey: false, oauth2: false } : { apiKey, oauth2 }),
        originRule: webPages,
      },
      limits: {
        backendTimeoutMs: fields.backendTimeout,
        idleTimeoutMs: fields.idleTimeout,
        maxConnectionAgeMs: fields.maxAge,
        heartbeatIntervalMs: fields.heartbeatInterval,
        heartbeatTimeoutMs: fields.heartbeatTimeout,
        maxMessageBytes: fields.maxMessage,
        maxBackendMessageBytes: fields.maxBackendMessage,
        maxConnections: fields.maxConnections,
        maxConnectionsPerAddress: fields.maxPerAddress,
        maxNewConnectionsPerSecond: fields.maxNewPerSecond,
        maxControlFramesPerSecond: fields.maxControlFrames,
        rateLimits,
      },
      enforcesTypes,
      enforcesHandshake,
      tellsThrottled,
      topics,
    }),
  )
  .pipe(saveRuntimeSchema);

/** A field in a few words: what somebody else put there. */
export function runtimeFieldText(field: keyof RuntimeValues, values: RuntimeValues): string {
  if (field === "rateLimits") return rateLimitsSummary(values.rateLimits);
  if (field === "webPages") return originSummary(values.webPages);
  if (field === "topics") {
    return values.topics.map((row) => `${row.address}: ${row.mode}, ${topicPolicySummary(row)}`).join("; ");
  }
  const value = values[field];
  if (field === "enforcesTypes" || field === "enforcesHandshake" || field === "tellsThrottled") {
    return value ? "on" : "off";
  }
  return typeof value === "object" ? `${value.amount} ${value.unit}` : String(value);
}
