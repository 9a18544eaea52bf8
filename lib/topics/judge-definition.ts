// The one judge of a definition: form, editor and deployment accept exactly what it finds no error in. The document is
// checked as AsyncAPI, its topics by the schema of the form, their policies by the schema of the gateway.
import { type ChannelModel, listChannels } from "#lib/asyncapi/channel-model.ts";
import { type Definition, type ParsedDefinition, parseDefinition } from "#lib/asyncapi/definition.ts";
import type { Finding } from "#lib/asyncapi/definition-checks.ts";
import type { Diagnostic, Mend } from "#lib/asyncapi/diagnostic.ts";
import { URI_MAPPING } from "#lib/asyncapi/gateway-extensions.ts";
import { type JsonObject, type Path, textAt } from "#lib/asyncapi/json-value.ts";
import { refFindings } from "#lib/asyncapi/ref-checks.ts";
import type { YamlSourceResult } from "#lib/asyncapi/yaml-source.ts";
import { topicOf } from "#lib/topics/read-topics.ts";
import { SharedAddresses } from "#lib/topics/shared-addresses.ts";
import { type Topic, topicsSchema } from "#lib/topics/topic.ts";
import { topicPolicyFindings } from "#lib/topics/topic-policy.ts";
import { whyUnserved } from "#lib/topics/unserved-channels.ts";

const TOPIC_CODES: ReadonlySet<string> = new Set(["topic", "topics"]);
const POLICY_CODE = "policy";

/** Reads and judges a definition. With any diagnostic of severity `error` it is neither saved nor deployed. */
export function judgeDefinition(text: string, read?: YamlSourceResult): ParsedDefinition {
  return parseDefinition(text, checksOf, read);
}

function checksOf(definition: Definition): Finding[] {
  return [...refFindings(definition.data), ...topicFindings(definition), ...topicPolicyFindings(definition)];
}

/** What an error is about: the Topics page mends topics, the editor everything; forms need a sound document. */
export function subjectOf({ code }: Diagnostic): "document" | "topics" | "policies" {
  if (TOPIC_CODES.has(code)) return "topics";
  return code === POLICY_CODE ? "policies" : "document";
}

function topicFindings({ data }: Definition): Finding[] {
  const channels = listChannels(data);
  const topics = channels.flatMap((channel) => {
    const topic = topicOf(data, channel);
    return topic === null ? [] : [{ channel, topic }];
  });
  const slashMends = slashMendsOf(topics.map(({ channel }) => channel));
  const issues = topicsSchema.safeParse(topics.map(({ topic }) => topic)).error?.issues ?? [];
  const shared = new SharedAddresses(data, topics);
  const refused = issues.flatMap((issue): Finding | Finding[] => {
    const { message } = issue;
    const [index, ...within] = issue.path;
    const place = typeof index === "number" ? topics[index] : undefined;
    if (place === undefined) {
      // Where there is no channel at all, that is said already.
      if (topics.length === 0) return channels.length === 0 ? [] : noTopic;
      return { severity: "error", code: "topics", message, path: ["channels"] };
    }
    const { channel, topic } = place;
    if (issue.code === "custom" && issue.params?.isShared === true) {
      const path = placeOf(channel, topic, within);
      return shared.findings(topic.address, { severity: "error", code: "topic", message, path });
    }
    if (topic.types.length === 0 && within[0] === "types") return unusedChannel(channel);
    const isNamed = topic.address.length > 1 && message.includes(topic.address);
    const told = isNamed ? message : `Topic ${topic.address}: ${message}`;
    const mend = within[0] === "address" ? slashMends.get(channel.key) : undefined;
    const finding = {
      severity: "error",
      code: "topic",
      message: told,
      path: placeOf(channel, topic, within),
    } as const;
    return mend === undefined ? finding : { ...finding, mend };
  });
  return [...refused, ...unservedFindings(data, channels)];
}

const noTopic: Finding = {
  severity: "warning",
  code: "topics",
  message: "No channel can be served by the gateway. The document is kept; to deploy it, add a topic.",
  path: ["channels"],
};

/** Channels that the gateway does not serve are kept as they are; one without an address is told of already. */
function unservedFindings(root: JsonObject, channels: readonly ChannelModel[]): Finding[] {
  return channels.flatMap((channel): Finding[] => {
    const { key, address, path } = channel;
    const reason = address === null ? null : whyUnserved(root, channel);
    if (reason === null) return [];
    const message = `The channel of ${address || key} is kept, but not served by the gateway. ${reason}`;
    return [{ severity: "warning", code: "not-served", message, path: [...path, "address"] }];
  });
}

/** The form wants a type of every topic; a document may have channels that no operation uses (AsyncAPI 3.0.0, Channel Object). */
function unusedChannel({ address, path }: ChannelModel): Finding {
  const message = `No operation uses the channel of ${address}: the gateway passes nothing there until the topic has a type. Choose it on the Topics page, or add an operation.`;
  return { severity: "warning", code: "channel-unused", message, path };
}

/**
 * By channel: addresses that start without a slash, as documents of other protocols have them. The first mends all, so that
 * one click is enough for a document that somebody brings.
 */
function slashMendsOf(channels: readonly ChannelModel[]): ReadonlyMap<string, Mend> {
  const edits = channels.flatMap(({ key, path, address }) =>
    address === null || address === "" || address.startsWith("/")
      ? []
      : [{ key, edit: { op: "set", path: [...path, "address"], value: `/${address}` } as const }],
  );
  return new Map(
    edits.map(({ key, edit }, index): [string, Mend] =>
      index === 0 && edits.length > 1
        ? [key, { label: `Start all ${edits.length} with a slash`, edits: edits.map((one) => one.edit) }]
        : [key, { label: "Start it with a slash", edits: [edit] }],
    ),
  );
}

/** Where a field of the form stands in the document; the channel where the text does not have it. */
function placeOf(channel: ChannelModel, topic: Topic, [field, index]: readonly PropertyKey[]): Path {
  const within = (...steps: string[]): Path => [...channel.path, ...steps];
  if (field === "uriMapping") {
    const holder = [channel, ...channel.operations].find(
      ({ value }) => textAt(value, [URI_MAPPING]) === topic.uriMapping,
    );
    return [...(holder ?? channel).path, URI_MAPPING];
  }
  if (field === "parameters") {
    const name = topic.parameters[Number(index)]?.name;
    return name === undefined ? within("parameters") : within("parameters", name);
  }
  return field === "address" || field === "description" ? within(field) : within();
}
