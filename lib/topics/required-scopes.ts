// Reads which scopes a definition requires: `x-scopes`, as WSO2 writes it, on an operation for its direction, or on the
// channel for both. Not `security` of the operation: its schemes are alternatives of which one is OAuth 2, and a scope is
// required here of keys as well. Pure.
import { z } from "zod";
import { type ChannelModel, listChannels } from "#lib/asyncapi/channel-model.ts";
import type { Definition } from "#lib/asyncapi/definition.ts";
import { SCOPES } from "#lib/asyncapi/gateway-extensions.ts";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import type { RequiredScopes } from "#lib/routes/route-record.ts";
import { ACTION_BY_TYPE } from "#lib/topics/read-topics.ts";
import type { TopicType } from "#lib/topics/topic.ts";

/** What stands for a list that is none: no scope has such a name, so that nothing is open by mistake. */
const UNREADABLE = "";

const scopesSchema = z.array(z.string()).max(50);

/** By the address of the topic; topics that require none are left out. A list that cannot be read names a scope that is none. */
export function readRequiredScopes(definition: Definition): Map<string, RequiredScopes> {
  const found = new Map<string, RequiredScopes>();
  for (const channel of listChannels(definition.data)) {
    if (channel.address === null) continue;
    const subscribe = scopesOf(channel, "subscribe");
    const publish = scopesOf(channel, "publish");
    if (subscribe.length + publish.length > 0) found.set(channel.address, { subscribe, publish });
  }
  return found;
}

/** All that a direction names: having one of them is enough. */
function scopesOf({ value, operations }: ChannelModel, type: TopicType): string[] {
  const ofType = operations.filter(({ action }) => action === ACTION_BY_TYPE[type]);
  const own = ofType.flatMap((operation) => listIn(operation.value));
  return [...new Set(own.length > 0 ? own : listIn(value))];
}

function listIn(holder: JsonObject): string[] {
  const value = holder[SCOPES];
  if (value === undefined || value === null) return [];
  return scopesSchema.safeParse(value).data ?? [UNREADABLE];
}

/** Required names that are no scope of the API, each with its topic. */
export function listUnknownScopes(
  required: ReadonlyMap<string, RequiredScopes>,
  known: ReadonlySet<string>,
): { readonly address: string; readonly scope: string }[] {
  return [...required].flatMap(([address, { subscribe, publish }]) =>
    [...new Set([...subscribe, ...publish])]
      .filter((scope) => !known.has(scope))
      .map((scope) => ({ address, scope })),
  );
}
