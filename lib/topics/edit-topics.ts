// Patches a list of topics into the text of a definition: what differs is edited, everything else stays byte for byte.
import { addressParameters } from "#lib/asyncapi/channel-address.ts";
import { listChannels } from "#lib/asyncapi/channel-model.ts";
import { type Definition, parseDefinition } from "#lib/asyncapi/definition.ts";
import { type JsonValue, objectAt } from "#lib/asyncapi/json-value.ts";
import { listRefs, pathOfRef, resolveValue } from "#lib/asyncapi/local-ref.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { editSource, type SourceEditResult } from "#lib/asyncapi/source-edit.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { handshakeFingerprint } from "#lib/topics/handshake-form.ts";
import { readTopics, topicOf } from "#lib/topics/read-topics.ts";
import type { Topic } from "#lib/topics/topic.ts";
import {
  additionEdits,
  changeEdits,
  removalEdits,
  type TakenKeys,
  type TopicChannel,
} from "#lib/topics/topic-edits.ts";
import { isSameScopes, NO_SCOPES } from "#lib/topics/topic-scopes.ts";

type Assignment = { readonly wanted: Topic; readonly current: TopicChannel | null };

/**
 * The text with its topics made like `topics`, which have passed `topicsSchema`. Topics missing from the list are
 * removed with their operations. Doing it twice changes nothing the second time; the order of the list is not kept.
 *
 * Refusals: `definition_invalid` (the text cannot be read), `channel_gone` (a topic's channel is no longer in the
 * text), `still_referenced` (something else in the text refers to what would go), `edit_failed` (where in the text stands
 * as `line:column message` in the field `text`).
 */
export function applyTopics(text: string, topics: readonly Topic[]): Outcome<string> {
  const { definition, diagnostics } = parseDefinition(text);
  if (definition === null) {
    const where = diagnostics[0] ? ` Line ${diagnostics[0].line}: ${diagnostics[0].message}` : "";
    return refuse("definition_invalid", `The definition has to be mended first.${where}`);
  }
  const planned = planEdits(definition, topics);
  if (!planned.ok) return planned;
  if (planned.value.length === 0) return done(text);
  const edited = editSource(text, planned.value);
  if (!edited.ok) return editRefused(edited);
  return checkResult(definition, edited.text, topics);
}

function planEdits(definition: Definition, topics: readonly Topic[]): Outcome<SourceEdit[]> {
  const root = definition.data;
  const channels = listChannels(root).flatMap((channel): TopicChannel[] => {
    const topic = topicOf(root, channel);
    return topic === null ? [] : [{ channel, topic }];
  });
  const assigned = assign(channels, topics);
  if (!assigned.ok) return assigned;
  const taken = {
    channels: new Set(Object.keys(objectAt(root, ["channels"]))),
    operations: new Set(Object.keys(objectAt(root, ["operations"]))),
  };
  const kept = new Set(assigned.value.map(({ current }) => current));
  const removed = channels.filter((channel) => !kept.has(channel));
  return done([
    ...assigned.value.flatMap((assignment) => assignmentEdits(root, channels, assignment, taken)),
    ...removed.flatMap(removalEdits),
  ]);
}

/** Finds the channel of each wanted topic. One without a key takes over a channel of the same address, if it is free. */
function assign(channels: readonly TopicChannel[], topics: readonly Topic[]): Outcome<Assignment[]> {
  const keys = new Set(topics.map((topic) => topic.channelKey));
  const free = channels.filter(({ channel }) => !keys.has(channel.key));
  const assignments: Assignment[] = [];
  for (const wanted of topics) {
    const { channelKey, address } = wanted;
    const current =
      channelKey === null
        ? free.find(({ topic }) => topic.address === address)
        : channels.find(({ channel }) => channel.key === channelKey);
    if (channelKey !== null && current === undefined) return channelGone(wanted);
    assignments.push({ wanted, current: current ?? null });
  }
  return done(assignments);
}

function assignmentEdits(
  root: JsonValue,
  channels: readonly TopicChannel[],
  { wanted, current }: Assignment,
  taken: TakenKeys,
): SourceEdit[] {
  if (current === null) return additionEdits(wanted, taken);
  const { channel } = current;
  const place = channel.path.join("\n");
  const isShared = channels.filter((other) => other.channel.path.join("\n") === place).length > 1;
  if (!isShared) return changeEdits(root, current, wanted, taken);
  // Several channels refer to one object: a change gives this one an object of its own.
  const path = ["channels", channel.key];
  const edits = changeEdits(root, { ...current, channel: { ...channel, path } }, wanted, taken);
  return edits.length === 0 ? [] : [{ op: "set", path, value: channel.value }, ...edits];
}

/** Holds the new text against what was wanted; a text that reads differently is never returned. */
function checkResult(before: Definition, text: string, topics: readonly Topic[]): Outcome<string> {
  const { definition } = parseDefinition(text);
  if (definition === null || !hasTopics(definition, topics)) {
    return refuse(
      "edit_failed",
      "The topics cannot be written into this definition. Change them in its text instead.",
    );
  }
  const broken = newlyBrokenRef(before.data, definition.data);
  if (broken === null) return done(text);
  return refuse(
    "still_referenced",
    `${broken.holder} refers to ${broken.ref}, which would go. Change that in the text first.`,
  );
}

function newlyBrokenRef(before: JsonValue, after: JsonValue): { holder: string; ref: string } | null {
  const isBroken = (root: JsonValue, ref: string) =>
    pathOfRef(ref) !== null && resolveValue(root, { $ref: ref }) === undefined;
  const broken = listRefs(after).find(({ ref }) => isBroken(after, ref) && !isBroken(before, ref));
  return broken === undefined ? null : { holder: broken.path.join("."), ref: broken.ref };
}

function hasTopics(definition: Definition, topics: readonly Topic[]): boolean {
  const actual = readTopics(definition).map((topic) => ({ text: comparable(topic), topic }));
  const isThere = (wanted: Topic, text: string) =>
    actual.some((it) => it.text === text && hasHandshake(it.topic, wanted) && hasScopes(it.topic, wanted));
  return actual.length === topics.length && topics.every((wanted) => isThere(wanted, comparable(wanted)));
}

/** A topic that says nothing of its handshake leaves the one it has. */
function hasHandshake({ handshake }: Topic, wanted: Topic): boolean {
  return (
    wanted.handshake === undefined ||
    handshakeFingerprint(handshake) === handshakeFingerprint(wanted.handshake)
  );
}

/** In the directions that it has; a topic that says nothing of scopes leaves those it has. */
function hasScopes({ scopes = NO_SCOPES }: Topic, wanted: Topic): boolean {
  const { types, scopes: required } = wanted;
  return required === undefined || types.every((type) => isSameScopes(scopes[type], required[type]));
}

/** Everything of a topic that a definition keeps but its handshake and scopes, as text; the key is chosen here and may be new. */
function comparable({ address, types, description, parameters, uriMapping, isSecured }: Topic): string {
  const described = addressParameters(address).map(
    (name) => parameters.find((parameter) => parameter.name === name)?.description ?? "",
  );
  return JSON.stringify([address, [...types].sort(), description, described, uriMapping || null, isSecured]);
}

function editRefused({ message, line, column }: Extract<SourceEditResult, { ok: false }>): Refusal {
  const words = `The topics cannot be written into this definition. ${message}`;
  return {
    ok: false,
    code: "edit_failed",
    message: words,
    fields: { text: [`${line}:${column} ${message}`] },
  };
}

function channelGone(topic: Topic): Refusal {
  return refuse(
    "channel_gone",
    `The topic ${topic.address} is no longer in the definition. Reload the page to see its present state.`,
  );
}
