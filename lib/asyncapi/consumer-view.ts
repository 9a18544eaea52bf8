// The document a consumer gets: the design, served by the gateway. It names no backend and no URL mapping.
import { stringify } from "yaml";
import {
  type AcceptedCredentials,
  hasOpenChannel,
  securedOperationPaths,
  securityRequirement,
  securitySchemes,
} from "#lib/asyncapi/consumer-security.ts";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { INTERNAL_EXTENSIONS } from "#lib/asyncapi/gateway-extensions.ts";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  objectFrom,
} from "#lib/asyncapi/json-value.ts";
import { editValue } from "#lib/asyncapi/plain-edit.ts";
import { PLAIN_YAML } from "#lib/asyncapi/source-style.ts";

/** The API's own settings, which a consumer's document follows. */
export type ConsumerSettings = {
  readonly title: string;
  /** Shown instead of the title where it is not empty. */
  readonly displayName?: string | null;
  readonly version: string;
  /** Replaces the description of the text where it is not empty. */
  readonly description?: string | null;
  /** The gateway's addresses: `ws://` or `wss://` URLs that end in the API's base path. */
  readonly servers: readonly { readonly name: string; readonly url: string }[];
  readonly security: AcceptedCredentials;
};

/** Components that name backends, or credentials that backends ask for. */
const BACKEND_COMPONENTS = ["servers", "serverVariables", "serverBindings", "securitySchemes"];

/**
 * The consumer's document of a definition, as plain data. Throws for a text that cannot be read: texts are checked
 * before they are stored.
 */
export function consumerView(text: string, settings: ConsumerSettings): JsonObject {
  const { definition, diagnostics } = parseDefinition(text);
  if (definition === null)
    throw new Error(`The definition cannot be read: ${diagnostics[0]?.message ?? "no reason"}`);
  const schemes = securitySchemes(settings.security);
  const requirement = securityRequirement(schemes);
  const isPartlyOpen = hasOpenChannel(definition.data);
  const bare = withoutBackend(definition.data);
  const { asyncapi, id, info, ...rest } = isPartlyOpen ? withOperationSecurity(bare, requirement) : bare;
  const components = {
    ...objectAt(rest, ["components"]),
    ...(requirement.length > 0 ? { securitySchemes: schemes } : {}),
  };
  const document = {
    asyncapi: asyncapi ?? definition.asyncapi,
    ...(id === undefined ? {} : { id }),
    info: managedInfo(isJsonObject(info) ? info : {}, settings),
    servers: gatewayServers(settings, isPartlyOpen ? [] : requirement),
    ...rest,
    ...(Object.keys(components).length > 0 ? { components } : {}),
  };
  return withoutInternals(document);
}

/** YAML of a document: keys in their order, long texts unbroken. */
export function definitionToYaml(document: JsonObject): string {
  return stringify(document, PLAIN_YAML);
}

/** JSON of a document, indented by two spaces, with a line break at the end. */
export function definitionToJson(document: JsonObject): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

function managedInfo(
  info: JsonObject,
  { title, displayName, version, description }: ConsumerSettings,
): JsonObject {
  return { ...info, title: displayName || title, version, ...(description ? { description } : {}) };
}

function gatewayServers({ servers }: ConsumerSettings, security: JsonObject[]): JsonObject {
  const taken = new Set<string>();
  return objectFrom(
    servers.map(({ name, url }) => {
      const { protocol, host, pathname } = new URL(url);
      const server: JsonObject = {
        host,
        ...(pathname === "/" ? {} : { pathname }),
        protocol: protocol.replace(":", ""),
        ...(security.length > 0 ? { security } : {}),
      };
      return [serverKey(name, taken), server];
    }),
  );
}

/** A key that AsyncAPI allows, used once. */
function serverKey(name: string, taken: Set<string>): string {
  const base = name.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "") || "server";
  let key = base;
  for (let number = 2; taken.has(key); number += 1) key = `${base}-${number}`;
  taken.add(key);
  return key;
}

/** The document without servers, references to them, and the security that belongs to backends. */
function withoutBackend(data: JsonObject): JsonObject {
  const document = without(data, ["servers"]);
  const components = document.components;
  return {
    ...document,
    ...strippedMembers(document),
    ...(isJsonObject(components)
      ? { components: { ...without(components, BACKEND_COMPONENTS), ...strippedMembers(components) } }
      : {}),
  };
}

function strippedMembers(holder: JsonObject): JsonObject {
  const stripBySection: Record<string, (member: JsonObject) => JsonObject> = {
    channels: (channel) => without(channel, ["servers"]),
    operations: withoutSecurity,
    operationTraits: withoutSecurity,
  };
  const sections = Object.entries(stripBySection).flatMap(([name, strip]) => {
    const section = holder[name];
    return isJsonObject(section) ? [[name, mapMembers(section, strip)] as const] : [];
  });
  return objectFrom(sections);
}

function withoutSecurity(operation: JsonObject): JsonObject {
  const bare = without(operation, ["security"]);
  if (!Array.isArray(bare.traits)) return bare;
  return {
    ...bare,
    traits: bare.traits.map((trait) => (isJsonObject(trait) ? without(trait, ["security"]) : trait)),
  };
}

function withOperationSecurity(document: JsonObject, security: JsonObject[]): JsonObject {
  if (security.length === 0) return document;
  const secured = securedOperationPaths(document).reduce<JsonValue>(
    (value, path) => editValue(value, { op: "set", path: [...path, "security"], value: security }) ?? value,
    document,
  );
  return isJsonObject(secured) ? secured : document;
}

function withoutInternals(holder: JsonObject): JsonObject {
  const clean = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(clean);
    return isJsonObject(value) ? withoutInternals(value) : value;
  };
  const kept = Object.entries(holder).filter(([key]) => !INTERNAL_EXTENSIONS.has(key));
  return objectFrom(kept.map(([key, member]) => [key, clean(member)]));
}

function mapMembers(holder: JsonObject, change: (member: JsonObject) => JsonValue): JsonObject {
  return objectFrom(
    Object.entries(holder).map(([key, member]) => [key, isJsonObject(member) ? change(member) : member]),
  );
}

function without(value: JsonObject, names: readonly string[]): JsonObject {
  return objectFrom(Object.entries(value).filter(([key]) => !names.includes(key)));
}
