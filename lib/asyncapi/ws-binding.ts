// The WebSockets binding of a channel (asyncapi/bindings, websockets): method, query and headers of its handshake.
import type { JsonObject, JsonValue } from "#lib/asyncapi/json-value.ts";
import { resolveObject } from "#lib/asyncapi/local-ref.ts";

/** The `ws` binding of a channel, references followed; an empty object where it has none. */
export function wsBindingOf(root: JsonValue, channel: JsonObject): JsonObject {
  return resolveObject(root, resolveObject(root, channel.bindings).ws);
}
