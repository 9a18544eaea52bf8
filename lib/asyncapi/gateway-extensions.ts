// The extensions of a definition that the gateway acts on, compatible with WSO2's.
// They stand on a channel; WSO2 writes the URL mapping on operations, which is read and reported where it differs.
import { type JsonObject, textAt } from "#lib/asyncapi/json-value.ts";

/** What is appended to the endpoint URL for a channel. Never shown to a consumer. */
export const URI_MAPPING = "x-uri-mapping";

/** `None` opens a channel to everyone; anything else asks for the API's credentials. */
export const AUTH_TYPE = "x-auth-type";

/** Limits of a channel and whether its messages are read; see lib/topics/topic-policy.ts. */
export const TOPIC_POLICY = "x-sluice-policy";

/** Scopes one of which is required: on an operation, or on a channel for both directions. Consumers are shown them. */
export const SCOPES = "x-scopes";

export const OPEN_AUTH_TYPE = "None";
export const SECURED_AUTH_TYPE = "Any";

const OWN_PREFIX = "x-sluice-";
const INTERNAL = new Set([URI_MAPPING, AUTH_TYPE, TOPIC_POLICY, "x-scopes-bindings", "x-throttling-tier"]);

/** Extensions for the portal and the gateway alone: a consumer's document carries none of them. */
export function isInternalExtension(name: string): boolean {
  return INTERNAL.has(name) || name.startsWith(OWN_PREFIX);
}

/** The URL mapping of a channel: its own, else the first of its operations'. */
export function uriMappingOf(channel: JsonObject, operations: readonly JsonObject[]): string | null {
  return uriMappingsOf(channel, operations)[0] ?? null;
}

/** All different URL mappings of a channel and its operations; more than one is a conflict. */
export function uriMappingsOf(channel: JsonObject, operations: readonly JsonObject[]): string[] {
  const mappings = [channel, ...operations].map((holder) => textAt(holder, [URI_MAPPING]) ?? "");
  return [...new Set(mappings.filter((mapping) => mapping !== ""))];
}

/** False where a channel is open to everyone. */
export function isChannelSecured(channel: JsonObject): boolean {
  return textAt(channel, [AUTH_TYPE])?.toLowerCase() !== OPEN_AUTH_TYPE.toLowerCase();
}
