// The edits of a definition that bring one topic from what it is to what it should be. Pure planning, no text here.
import { addressParameters } from "#lib/asyncapi/channel-address.ts";
import type { ChannelModel } from "#lib/asyncapi/channel-model.ts";
import {
  AUTH_TYPE,
  OPEN_AUTH_TYPE,
  SCOPES,
  SECURED_AUTH_TYPE,
  URI_MAPPING,
  uriMappingOf,
} from "#lib/asyncapi/gateway-extensions.ts";
import {
  type JsonObject,
  type JsonValue,
  objectAt,
  objectFrom,
  type Path,
} from "#lib/asyncapi/json-value.ts";
import { refOf, refToPath, resolveObject } from "#lib/asyncapi/local-ref.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { newChannelKey, newOperationKey } from "#lib/topics/channel-key.ts";
import { handshakeEdits, newBindings } from "#lib/topics/handshake-edits.ts";
import { planScopes } from "#lib/topics/scope-edits.ts";
import { ACTION_BY_TYPE, TOPIC_TYPES, type Topic, type TopicType } from "#lib/topics/topic.ts";
import { NO_SCOPES, type TopicScopes } from "#lib/topics/topic-scopes.ts";

/** Keys in use; adding a channel or operation adds its key. */
export type TakenKeys = { readonly channels: Set<string>; readonly operations: Set<string> };

/** A channel with the topic it stands for now. */
export type TopicChannel = { readonly channel: ChannelModel; readonly topic: Topic };

/** Edits that add a topic as a new channel with its operations. */
export function additionEdits(topic: Topic, taken: TakenKeys): SourceEdit[] {
  const key = newChannelKey(topic.address, taken.channels);
  taken.channels.add(key);
  const names = addressParameters(topic.address);
  const bindings = newBindings(topic.handshake);
  const channel = objectFrom([
    ["address", topic.address],
    ...optional("description", topic.description),
    ...(names.length > 0 ? [["parameters", declarations(topic, names)] as const] : []),
    ...(bindings === null ? [] : [["bindings", bindings] as const]),
    ...optional(URI_MAPPING, topic.uriMapping ?? ""),
    ...optional(AUTH_TYPE, topic.isSecured ? "" : OPEN_AUTH_TYPE),
  ]);
  const added: SourceEdit = { op: "set", path: ["channels", key], value: channel };
  const ref = refToPath(["channels", key]);
  const types = TOPIC_TYPES.filter((type) => topic.types.includes(type));
  const on = { key, ref, scopes: topic.scopes ?? NO_SCOPES, taken };
  return [added, ...types.map((type) => operationEdit(type, on))];
}

/** Edits that remove a topic: its channel and the operations on it, nothing else. */
export function removalEdits({ channel }: TopicChannel): SourceEdit[] {
  const operations = channel.operations.map((operation) => deletion(["operations", operation.key]));
  return [...operations, deletion(["channels", channel.key])];
}

/** Edits that change a topic in place; none where it is as wanted. */
export function changeEdits(
  root: JsonValue,
  current: TopicChannel,
  wanted: Topic,
  taken: TakenKeys,
): SourceEdit[] {
  const { channel, topic } = current;
  const edits = [
    ...textEdits([...channel.path, "address"], topic.address, wanted.address),
    ...textEdits([...channel.path, "description"], topic.description, wanted.description),
    ...parameterEdits(root, current, wanted),
    ...handshakeEdits(channel.value, channel.path, topic.handshake, wanted.handshake),
    ...mappingEdits(channel, wanted),
    ...securityEdits(current, wanted),
  ];
  const scopes = planScopes(channel, wanted);
  return [...edits, ...scopes.edits, ...typeEdits(current, wanted, scopes.ofNew, taken)];
}

function parameterEdits(root: JsonValue, { channel, topic }: TopicChannel, wanted: Topic): SourceEdit[] {
  const path = [...channel.path, "parameters"];
  const declared = objectAt(channel.value, ["parameters"]);
  const names = addressParameters(wanted.address);
  const isOutdated = (name: string) => Object.hasOwn(declared, name) && !names.includes(name);
  const outdated =
    topic.address === wanted.address ? [] : addressParameters(topic.address).filter(isOutdated);
  const missing = names.filter((name) => !Object.hasOwn(declared, name));
  const isTouched =
    topic.address !== wanted.address ||
    names.some((name) => descriptionOf(topic, name) !== descriptionOf(wanted, name));
  if (!isTouched) return [];
  if (names.length === 0 && outdated.length === Object.keys(declared).length && outdated.length > 0)
    return [deletion(path)];
  // As many new names as old ones: the parameters were renamed, and keep what else is said about them.
  const isRenaming = outdated.length === missing.length;
  const oldNames = new Map(isRenaming ? missing.map((name, index) => [name, outdated[index] ?? name]) : []);
  const renames = [...oldNames].map(
    ([name, old]): SourceEdit => ({ op: "rename", path: [...path, old], key: name }),
  );
  const deletions = isRenaming ? [] : outdated.map((name) => deletion([...path, name]));
  const descriptions = names.flatMap((name) => {
    const value = declared[oldNames.get(name) ?? name];
    return parameterTextEdits(root, [...path, name], value, descriptionOf(wanted, name));
  });
  return [...renames, ...descriptions, ...deletions];
}

/** Declares a parameter or changes its description. One that refers to a shared component gets a copy of its own. */
function parameterTextEdits(
  root: JsonValue,
  path: Path,
  value: JsonValue | undefined,
  description: string,
): SourceEdit[] {
  if (value === undefined)
    return [{ op: "set", path, value: objectFrom(optional("description", description)) }];
  const parameter = resolveObject(root, value);
  const old = typeof parameter.description === "string" ? parameter.description : "";
  if (old === description) return [];
  if (refOf(value) === null) return textEdits([...path, "description"], old, description);
  const copy = Object.entries(parameter).filter(([name]) => name !== "description");
  return [{ op: "set", path, value: objectFrom([...copy, ...optional("description", description)]) }];
}

/** The mapping belongs to the channel: where it changes, those on operations (as WSO2 writes them) go. */
function mappingEdits(channel: ChannelModel, wanted: Topic): SourceEdit[] {
  const remaining = channel.operations.filter(({ action }) =>
    wanted.types.some((type) => ACTION_BY_TYPE[type] === action),
  );
  const mapping = wanted.uriMapping || null;
  const path = [...channel.path, URI_MAPPING];
  if (
    uriMappingOf(
      channel.value,
      remaining.map((operation) => operation.value),
    ) === mapping
  )
    return [];
  const moved = remaining.filter((operation) => Object.hasOwn(operation.value, URI_MAPPING));
  const own: SourceEdit = mapping === null ? deletion(path) : { op: "set", path, value: mapping };
  return [own, ...moved.map((operation) => deletion([...operation.path, URI_MAPPING]))];
}

function securityEdits({ channel, topic }: TopicChannel, wanted: Topic): SourceEdit[] {
  if (topic.isSecured === wanted.isSecured) return [];
  const value = wanted.isSecured ? SECURED_AUTH_TYPE : OPEN_AUTH_TYPE;
  return [{ op: "set", path: [...channel.path, AUTH_TYPE], value }];
}

function typeEdits(
  { channel, topic }: TopicChannel,
  wanted: Topic,
  scopes: TopicScopes,
  taken: TakenKeys,
): SourceEdit[] {
  const { key } = channel;
  const ref = channel.operations[0] ? refOf(channel.operations[0].value.channel) : null;
  return TOPIC_TYPES.flatMap((type) => {
    if (topic.types.includes(type) === wanted.types.includes(type)) return [];
    if (wanted.types.includes(type)) {
      return [operationEdit(type, { key, ref: ref ?? refToPath(["channels", key]), scopes, taken })];
    }
    const removed = channel.operations.filter((operation) => operation.action === ACTION_BY_TYPE[type]);
    return removed.map((operation) => deletion(["operations", operation.key]));
  });
}

/** Where a new operation belongs: the key of its channel, the reference to it, what it requires. */
type OperationPlace = {
  readonly key: string;
  readonly ref: string;
  readonly scopes: TopicScopes;
  readonly taken: TakenKeys;
};

function operationEdit(type: TopicType, { key: channelKey, ref, scopes, taken }: OperationPlace): SourceEdit {
  const action = ACTION_BY_TYPE[type];
  const key = newOperationKey(action, channelKey, taken.operations);
  taken.operations.add(key);
  const required = scopes[type].length === 0 ? {} : { [SCOPES]: [...scopes[type]] };
  return { op: "set", path: ["operations", key], value: { action, channel: { $ref: ref }, ...required } };
}

function declarations(topic: Topic, names: readonly string[]): JsonObject {
  return objectFrom(
    names.map((name) => [name, objectFrom(optional("description", descriptionOf(topic, name)))]),
  );
}

function descriptionOf(topic: Topic, name: string): string {
  return topic.parameters.find((parameter) => parameter.name === name)?.description ?? "";
}

function textEdits(path: Path, old: string, text: string): SourceEdit[] {
  if (old === text) return [];
  return text === "" ? [deletion(path)] : [{ op: "set", path, value: text }];
}

function deletion(path: Path): SourceEdit {
  return { op: "delete", path };
}

function optional(name: string, text: string): [string, JsonValue][] {
  return text === "" ? [] : [[name, text]];
}
