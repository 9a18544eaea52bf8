// The policy of a topic (limits of its own, inspected or not) as it stands in the definition text: `x-sluice-policy` on
// the channel, a view of the one text like all of a topic (DESIGN.md section 4). Read from it, and patched into it.
import { type ChannelModel, listChannels } from "#lib/asyncapi/channel-model.ts";
import { type Definition, parseDefinition } from "#lib/asyncapi/definition.ts";
import type { Finding } from "#lib/asyncapi/definition-checks.ts";
import { TOPIC_POLICY } from "#lib/asyncapi/gateway-extensions.ts";
import {
  isJsonObject,
  isSameValue,
  type JsonObject,
  type JsonValue,
  objectFrom,
  type Path,
} from "#lib/asyncapi/json-value.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { editSource } from "#lib/asyncapi/source-edit.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { defaultTopicPolicy, type TopicPolicy, topicPolicySchema } from "#lib/routes/limits.ts";
import { whyUnserved } from "#lib/topics/unserved-channels.ts";

/**
 * The policy of each topic by its address; topics without one are left out. Refuses with `policy_invalid` and the
 * channel's key where the text holds something else than a policy.
 */
export function readTopicPolicies(definition: Definition): Outcome<ReadonlyMap<string, TopicPolicy>> {
  const policies = new Map<string, TopicPolicy>();
  for (const channel of listChannels(definition.data)) {
    const policy = policyOfChannel(channel);
    if (!policy.ok) return policy;
    if (channel.address !== null && policy.value !== null) policies.set(channel.address, policy.value);
  }
  return done(policies);
}

/** The policy of one topic. */
export function policyOf(policies: ReadonlyMap<string, TopicPolicy>, address: string): TopicPolicy {
  return policies.get(address) ?? defaultTopicPolicy;
}

/** A topic's policy for a page: what stands in the text, or why that is none. */
export type TopicPolicyEntry = {
  readonly address: string;
  readonly policy: TopicPolicy;
  /** Why the text's policy cannot be used; null where it can. */
  readonly problem: string | null;
};

/** Every topic that is served with its policy, in the order of the document. */
export function listTopicPolicies(definition: Definition): TopicPolicyEntry[] {
  return listChannels(definition.data).flatMap((channel): TopicPolicyEntry[] => {
    const { address } = channel;
    if (address === null || whyUnserved(definition.data, channel) !== null) return [];
    const policy = policyOfChannel(channel);
    if (!policy.ok) return [{ address, policy: defaultTopicPolicy, problem: policy.message }];
    return [{ address, policy: policy.value ?? defaultTopicPolicy, problem: null }];
  });
}

/** Policies that are none, each at the member that is wrong. */
export function topicPolicyFindings(definition: Definition): Finding[] {
  return listChannels(definition.data).flatMap((channel): Finding[] => {
    const read = readPolicy(channel);
    if (read.ok) return [];
    const path = [...channel.path, ...read.within];
    return [{ severity: "error", code: "policy", message: `${read.message}.`, path }];
  });
}

/** Null for a channel that has none. */
function policyOfChannel(channel: ChannelModel): Outcome<TopicPolicy | null> {
  const read = readPolicy(channel);
  return read.ok ? done(read.policy) : refuse("policy_invalid", read.message);
}

type ReadPolicy =
  | { readonly ok: true; readonly policy: TopicPolicy | null }
  | { readonly ok: false; readonly within: Path; readonly message: string };

function readPolicy(channel: ChannelModel): ReadPolicy {
  const value = channel.value[TOPIC_POLICY];
  if (channel.address === null || value === undefined) return { ok: true, policy: null };
  const parsed = topicPolicySchema.safeParse(value);
  if (parsed.success) return { ok: true, policy: parsed.data };
  const issue = parsed.error.issues[0];
  const within = [
    TOPIC_POLICY,
    ...(issue?.path ?? []).map((step) => (typeof step === "number" ? step : String(step))),
  ];
  const message = `Channel ${channel.key}: ${within.join(".")}: ${issue?.message ?? "malformed"}`;
  return { ok: false, within, message };
}

/**
 * The text with the policies of the named topics made like `wanted`; other topics keep theirs. What says the same
 * already stays byte for byte, and a topic that goes back to the default loses the key.
 *
 * Refusals: `definition_invalid` (the text cannot be read), `channel_gone` (a topic is no longer in it), `edit_failed`.
 */
export function applyTopicPolicies(
  text: string,
  wanted: readonly { readonly address: string; readonly policy: TopicPolicy }[],
): Outcome<string> {
  if (wanted.length === 0) return done(text);
  const { definition } = parseDefinition(text);
  if (definition === null) {
    return refuse(
      "definition_invalid",
      "The AsyncAPI definition cannot be read. Mend it on the AsyncAPI Definition page.",
    );
  }
  const channels = listChannels(definition.data);
  const edits: SourceEdit[] = [];
  for (const { address, policy } of wanted) {
    const holders = channels.filter((channel) => channel.address === address);
    if (holders.length === 0) return channelGone(address);
    edits.push(...holders.flatMap((channel) => policyEdits(channels, channel, policy)));
  }
  const edited = editSource(text, edits);
  if (edited.ok) return done(edited.text);
  return refuse(
    "edit_failed",
    `The policies cannot be written into this definition: change them in its text. ${edited.message}`,
  );
}

function policyEdits(
  channels: readonly ChannelModel[],
  channel: ChannelModel,
  policy: TopicPolicy,
): SourceEdit[] {
  const present = policyOfChannel(channel);
  const current = present.ok ? (present.value ?? defaultTopicPolicy) : null;
  if (current !== null && isSameValue(asJson(current), asJson(policy))) return [];
  const place = channel.path.join("\n");
  const isShared = channels.filter((other) => other.path.join("\n") === place).length > 1;
  if (!isShared)
    return valueEdits([...channel.path, TOPIC_POLICY], channel.value[TOPIC_POLICY], asJson(policy));
  // Several channels refer to one object: a change gives this one an object of its own.
  const { [TOPIC_POLICY]: _old, ...rest } = channel.value;
  const own = asJson(policy);
  const value = Object.keys(own).length === 0 ? rest : { ...rest, [TOPIC_POLICY]: own };
  return [{ op: "set", path: ["channels", channel.key], value }];
}

/** Key by key, so that comments and members that are not ours stay. */
function valueEdits(path: SourceEdit["path"], old: JsonValue | undefined, wanted: JsonObject): SourceEdit[] {
  if (!isJsonObject(old)) return [{ op: "set", path, value: wanted }];
  const names = Object.keys(topicPolicySchema.shape);
  const foreign = Object.keys(old).filter((name) => !names.includes(name));
  if (foreign.length === 0 && Object.keys(wanted).length === 0) return [{ op: "delete", path }];
  return names.flatMap((name): SourceEdit[] => {
    const value = wanted[name];
    if (value !== undefined) return [{ op: "set", path: [...path, name], value }];
    return Object.hasOwn(old, name) ? [{ op: "delete", path: [...path, name] }] : [];
  });
}

/** The policy as it is written: what is the default is left out. */
function asJson({ inspect, rateLimits, ...limits }: TopicPolicy): JsonObject {
  const own = Object.entries(limits).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return objectFrom([
    ...(inspect ? [["inspect", true] as const] : []),
    ...own,
    ...(rateLimits.length > 0 ? [["rateLimits", rateLimits.map((limit) => ({ ...limit }))] as const] : []),
  ]);
}

function channelGone(address: string) {
  return refuse(
    "channel_gone",
    `The topic ${address} is no longer in the definition. Reload the page to see its present state.`,
  );
}
