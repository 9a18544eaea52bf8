// The edits that bring the scopes which a channel requires from what they are to what they should be: name by name, where they
// stand. Pure planning, no text here.
import type { ChannelModel, OperationModel } from "#lib/asyncapi/channel-model.ts";
import { SCOPES } from "#lib/asyncapi/gateway-extensions.ts";
import type { JsonObject, Path } from "#lib/asyncapi/json-value.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { namedScopes, requiredFor, scopesOf, UNREADABLE } from "#lib/asyncapi/required-scopes.ts";
import { ACTION_BY_TYPE, TOPIC_TYPES, type Topic, type TopicType } from "./topic.ts";
import { isSameScopes, NO_SCOPES, type TopicScopes } from "./topic-scopes.ts";

export type ScopePlan = {
  /** Of the channel and the operations that it has. */
  readonly edits: readonly SourceEdit[];
  /** What an operation names that is added for a direction. */
  readonly ofNew: TopicScopes;
};

type Direction = {
  readonly type: TopicType;
  readonly operations: readonly OperationModel[];
  readonly wanted: readonly string[];
  /** False where it goes by the list of its channel. */
  readonly hasOwn: boolean;
  readonly isChanged: boolean;
};

/** Scopes are written at the operations of a direction; a channel's own list stays as long as it says what is wanted. */
export function planScopes(channel: ChannelModel, wanted: Topic): ScopePlan {
  const directions = TOPIC_TYPES.filter((type) => wanted.types.includes(type)).map((type) =>
    directionOf(channel, type, wanted.scopes),
  );
  const inherited = namedScopes(channel.value);
  const [first] = directions;
  if (inherited.length > 0 && first !== undefined) {
    const moveTogether = directions.every(
      (one) => one.isChanged && !one.hasOwn && isSameScopes(one.wanted, first.wanted),
    );
    if (moveTogether)
      return { edits: listEdits(channel.value, channel.path, first.wanted), ofNew: NO_SCOPES };
    // A direction that names none goes by its channel: for one to be free, the channel's list has to go.
    if (directions.some((one) => one.isChanged && one.wanted.length === 0)) {
      const own = atOperations(directions.filter((one) => one.isChanged || !one.hasOwn));
      return { ...own, edits: [...listEdits(channel.value, channel.path, []), ...own.edits] };
    }
  }
  return atOperations(directions.filter((one) => one.isChanged));
}

function directionOf(channel: ChannelModel, type: TopicType, scopes: TopicScopes | undefined): Direction {
  const places = new Map(
    channel.operations
      .filter(({ action }) => action === ACTION_BY_TYPE[type])
      .map((operation) => [operation.path.join("\n"), operation]),
  );
  const operations = [...places.values()];
  const present = requiredFor(channel, ACTION_BY_TYPE[type]);
  const wanted = scopes?.[type] ?? present;
  return {
    ...{ type, operations, wanted },
    hasOwn: operations.some((operation) => scopesOf(operation).length > 0),
    isChanged: !isSameScopes(present, wanted),
  };
}

function atOperations(directions: readonly Direction[]): ScopePlan {
  const ofNew = { ...NO_SCOPES };
  for (const { type, operations, wanted } of directions)
    if (operations.length === 0) ofNew[type] = [...wanted];
  return { edits: directions.flatMap(ownEdits), ofNew };
}

/** Each operation keeps what it names of the wanted ones; what no operation names is added to the first. */
function ownEdits({ operations, wanted }: Direction): SourceEdit[] {
  const named = new Set(operations.flatMap(scopesOf));
  const added = wanted.filter((name) => !named.has(name));
  return operations.flatMap((operation, index) => {
    const kept = scopesOf(operation).filter((name) => wanted.includes(name));
    return operationEdits(operation, index === 0 ? [...kept, ...added] : kept);
  });
}

/** A trait is others' too: what it names is overruled at the operation, with an empty list where none is wanted. */
function operationEdits(operation: OperationModel, wanted: readonly string[]): SourceEdit[] {
  const { path, value, traits } = operation;
  if (!traits.some((trait) => trait[SCOPES] !== undefined)) return listEdits(value, path, wanted);
  if (isSameScopes(scopesOf(operation), wanted)) return [];
  return [{ op: "set", path: [...path, SCOPES], value: [...wanted] }];
}

/** Name by name, so that the others keep their place and comments. */
function listEdits(holder: JsonObject, place: Path, wanted: readonly string[]): SourceEdit[] {
  const path = [...place, SCOPES];
  const old = namedScopes(holder);
  if (wanted.length === 0) return old.length === 0 ? [] : [{ op: "delete", path }];
  if (old.length === 0 || old.includes(UNREADABLE)) return [{ op: "set", path, value: [...wanted] }];
  const added = wanted.filter((name) => !old.includes(name));
  const gone = old.flatMap((name, index) => (wanted.includes(name) ? [] : [index])).toReversed();
  return [
    ...added.map((value, index): SourceEdit => ({ op: "set", path: [...path, old.length + index], value })),
    ...gone.map((index): SourceEdit => ({ op: "delete", path: [...path, index] })),
  ];
}
