// Reads which scopes a definition requires: `x-scopes`, as WSO2 writes it, on an operation for its direction, or on the
// channel for both. Not `security` of the operation: its schemes are alternatives of which one is OAuth 2, and a scope is
// required here of keys as well. Pure.
import { type ChannelModel, listChannels } from "#lib/asyncapi/channel-model.ts";
import type { Definition } from "#lib/asyncapi/definition.ts";
import { requiredFor } from "#lib/asyncapi/required-scopes.ts";
import type { RequiredScopes } from "#lib/routes/route-record.ts";
import { ACTION_BY_TYPE } from "#lib/topics/topic.ts";

/** By the address of the topic; topics that require none are left out. A list that cannot be read names a scope that is none. */
export function readRequiredScopes(definition: Definition): Map<string, RequiredScopes> {
  const found = new Map<string, RequiredScopes>();
  for (const channel of listChannels(definition.data)) {
    if (channel.address === null) continue;
    const required = requiredScopesOf(channel);
    if (required !== null) found.set(channel.address, required);
  }
  return found;
}

/** What each direction of one channel requires; null where neither requires anything. */
export function requiredScopesOf(channel: ChannelModel): RequiredScopes | null {
  const subscribe = requiredFor(channel, ACTION_BY_TYPE.subscribe);
  const publish = requiredFor(channel, ACTION_BY_TYPE.publish);
  return subscribe.length + publish.length > 0 ? { subscribe, publish } : null;
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
