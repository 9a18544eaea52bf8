// The policies of topics in the fields of a form: what is left empty is the API's. Pure.
import { z } from "zod";
import { type TopicPolicy, topicPolicySchema } from "#lib/routes/limits.ts";
import { optionalQuantityRule } from "./number-rules.ts";
import { type Quantity, quantityOf, sizeUnits, timeUnits } from "./quantity.ts";
import { type RateLimitRow, rateLimitRows, rateLimitsRule } from "./rate-limit-values.ts";
import { limitRules } from "./runtime-rules.ts";

export type TopicPolicyRow = {
  readonly address: string;
  readonly mode: "passthrough" | "inspected";
  /** An empty amount stands for the API's limit. */
  readonly maxMessage: Quantity;
  readonly maxBackendMessage: Quantity;
  readonly idleTimeout: Quantity;
  readonly rateLimits: RateLimitRow[];
};

type Entry = { readonly address: string; readonly policy: TopicPolicy };

export function topicPolicyRow({ address, policy }: Entry): TopicPolicyRow {
  const size = (bytes: number | undefined): Quantity =>
    bytes === undefined ? { amount: "", unit: "MB" } : quantityOf(bytes, sizeUnits);
  const { idleTimeoutMs } = policy;
  return {
    address,
    mode: policy.inspect ? "inspected" : "passthrough",
    maxMessage: size(policy.maxMessageBytes),
    maxBackendMessage: size(policy.maxBackendMessageBytes),
    idleTimeout:
      idleTimeoutMs === undefined ? { amount: "", unit: "minutes" } : quantityOf(idleTimeoutMs, timeUnits),
    rateLimits: rateLimitRows(policy.rateLimits),
  };
}

const rowRule = z
  .object({
    address: z.string(),
    mode: z.enum(["passthrough", "inspected"]),
    maxMessage: optionalQuantityRule(limitRules.maxMessage),
    maxBackendMessage: optionalQuantityRule(limitRules.maxMessage),
    idleTimeout: optionalQuantityRule(limitRules.idleTimeout),
    rateLimits: rateLimitsRule,
  })
  .transform(({ address, mode, maxMessage, maxBackendMessage, idleTimeout, rateLimits }) => ({
    address,
    policy: topicPolicySchema.parse({
      inspect: mode === "inspected",
      ...(maxMessage === undefined ? {} : { maxMessageBytes: maxMessage }),
      ...(maxBackendMessage === undefined ? {} : { maxBackendMessageBytes: maxBackendMessage }),
      ...(idleTimeout === undefined ? {} : { idleTimeoutMs: idleTimeout }),
      rateLimits,
    }),
  }));

/** From the rows to the policies by address. */
export const topicPoliciesRule = z.array(rowRule);

/** What a topic has of its own, in a few words. */
export function topicPolicySummary(row: TopicPolicyRow): string {
  const own = (label: string, { amount, unit }: Quantity) =>
    amount.trim() === "" ? [] : [`${label} ${amount} ${unit}`];
  const parts = [
    ...own("from clients", row.maxMessage),
    ...own("from the backend", row.maxBackendMessage),
    ...own("idle", row.idleTimeout),
    ...(row.rateLimits.length > 0
      ? [row.rateLimits.length === 1 ? "1 rate limit" : `${row.rateLimits.length} rate limits`]
      : []),
  ];
  return parts.length === 0 ? "the API's limits" : parts.join(", ");
}
