// The credentials a consumer needs, in AsyncAPI's words.
//
// In AsyncAPI 3 a server's security must always be met, and an operation's comes on top of it. So where every channel
// asks for credentials they stand on the servers; where some channels are open they stand on the operations of the
// others, because an operation cannot relax what its server demands.
import { listChannels } from "#lib/asyncapi/channel-model.ts";
import { isChannelSecured } from "#lib/asyncapi/gateway-extensions.ts";
import type { JsonObject, Path } from "#lib/asyncapi/json-value.ts";
import { refToPath } from "#lib/asyncapi/local-ref.ts";

/** Kinds of credentials an API takes; with both false it is open. */
export type AcceptedCredentials = { readonly apiKey: boolean; readonly oauth2: boolean };

const API_KEY_SCHEMES: JsonObject = {
  apiKeyHeader: {
    type: "httpApiKey",
    name: "apikey",
    in: "header",
    description: "An API key in the header `apikey` of the handshake.",
  },
  apiKeyQuery: {
    type: "httpApiKey",
    name: "apikey",
    in: "query",
    description: "An API key in the query of the URL, for clients that cannot set headers, such as browsers.",
  },
};

const BEARER_SCHEMES: JsonObject = {
  bearer: {
    type: "http",
    scheme: "bearer",
    description: "An access token in the header `Authorization` of the handshake.",
  },
};

/** The `components.securitySchemes` of an API. */
export function securitySchemes({ apiKey, oauth2 }: AcceptedCredentials): JsonObject {
  return { ...(apiKey ? API_KEY_SCHEMES : {}), ...(oauth2 ? BEARER_SCHEMES : {}) };
}

/** References to all schemes, one of which a client has to satisfy: the value of `security`. */
export function securityRequirement(schemes: JsonObject): JsonObject[] {
  return Object.keys(schemes).map((name) => ({ $ref: refToPath(["components", "securitySchemes", name]) }));
}

/** True where at least one channel is open, so that servers cannot demand credentials. */
export function hasOpenChannel(document: JsonObject): boolean {
  return listChannels(document).some((channel) => !isChannelSecured(channel.value));
}

/** Where the operations of channels that ask for credentials stand. */
export function securedOperationPaths(document: JsonObject): Path[] {
  return listChannels(document)
    .filter((channel) => isChannelSecured(channel.value))
    .flatMap((channel) => channel.operations.map((operation) => operation.path));
}
