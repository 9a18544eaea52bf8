// The policy of a topic (limits of its own, inspected or not) as it stands in the definition text: `x-sluice-policy` on
// the channel, a view of the one text like all of a topic (DESIGN.md section 4).
import { listChannels } from "#lib/asyncapi/channel-model.ts";
import type { Definition } from "#lib/asyncapi/definition.ts";
import { TOPIC_POLICY } from "#lib/asyncapi/gateway-extensions.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { defaultTopicPolicy, type TopicPolicy, topicPolicySchema } from "#lib/routing/limits.ts";

/**
 * The policy of each topic by its address; topics without one are left out. Refuses with `policy_invalid` and the
 * channel's key where the text holds something else than a policy.
 */
export function readTopicPolicies(definition: Definition): Outcome<ReadonlyMap<string, TopicPolicy>> {
  const policies = new Map<string, TopicPolicy>();
  for (const channel of listChannels(definition.data)) {
    const value = channel.value[TOPIC_POLICY];
    if (channel.address === null || value === undefined) continue;
    const parsed = topicPolicySchema.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const where = [TOPIC_POLICY, ...(issue?.path ?? [])].join(".");
      return refuse("policy_invalid", `Channel ${channel.key}: ${where}: ${issue?.message ?? "malformed"}`);
    }
    policies.set(channel.address, parsed.data);
  }
  return done(policies);
}

/** The policy of one topic. */
export function policyOf(policies: ReadonlyMap<string, TopicPolicy>, address: string): TopicPolicy {
  return policies.get(address) ?? defaultTopicPolicy;
}
