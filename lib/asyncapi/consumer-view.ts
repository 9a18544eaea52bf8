// The document a consumer gets: the design, served by the gateway. It names no backend and no URL mapping, and has none of
// the design's comments, which speak to its authors. All else is as the text has it: keys in order, numbers as written.

import {
  type AcceptedCredentials,
  hasOpenChannel,
  securedOperationPaths,
  securityRequirement,
  securitySchemes,
} from "#lib/asyncapi/consumer-security.ts";
import { type Definition, type ParsedDefinition, parseDefinition } from "#lib/asyncapi/definition.ts";
import {
  type ExactMap,
  type ExactValue,
  exactFrom,
  exactValue,
  isExactList,
  isExactMap,
  withExact,
} from "#lib/asyncapi/exact-value.ts";
import { isInternalExtension } from "#lib/asyncapi/gateway-extensions.ts";
import { type JsonObject, type JsonValue, objectFrom, type Path } from "#lib/asyncapi/json-value.ts";

/** Which document of an API: the design with its own servers, or the one a consumer gets. */
export type DocumentOf = "design" | "consumer";

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

/** The consumer's document of a text. Throws for one that cannot be read: texts are checked before they are stored. */
export function consumerView(text: string, settings: ConsumerSettings): ExactMap {
  return consumerOf(parseDefinition(text), settings);
}

/** The same of a text that was parsed. */
export function consumerOf(
  { definition, diagnostics }: ParsedDefinition,
  settings: ConsumerSettings,
): ExactMap {
  const document = definition === null ? null : consumerDocument(definition, settings);
  if (document === null)
    throw new Error(`The definition cannot be read: ${diagnostics[0]?.message ?? "no reason"}`);
  return document;
}

/** The consumer's document of a definition that was read; null where it is no object. */
export function consumerDocument(definition: Definition, settings: ConsumerSettings): ExactMap | null {
  const design = exactValue(definition.source);
  return isExactMap(design) ? consumerOfDesign(design, definition.data, settings) : null;
}

/** The same of a design that is at hand in both forms. */
export function consumerOfDesign(design: ExactMap, data: JsonObject, settings: ConsumerSettings): ExactMap {
  const schemes = securitySchemes(settings.security);
  const requirement = securityRequirement(schemes);
  const isPartlyOpen = hasOpenChannel(data);
  const paths = isPartlyOpen ? securedOperationPaths(data) : [];
  const { members } = withOperationSecurity(withoutBackend(design), requirement, paths);
  const components = new Map(mapAt(members, "components").members);
  if (requirement.length > 0) components.set("securitySchemes", exactFrom(schemes));
  const document = new Map<string, ExactValue>([
    ...only(members, ["asyncapi", "id"]),
    ["info", managedInfo(mapAt(members, "info"), settings)],
    ["servers", exactFrom(gatewayServers(settings, isPartlyOpen ? [] : requirement))],
    ...without({ members, isFlow: false }, ["asyncapi", "id", "info", "components"]).members,
    ...(components.size > 0 ? [["components", { members: components, isFlow: false }] as const] : []),
  ]);
  return withoutInternals({ members: document, isFlow: false });
}

function managedInfo(
  info: ExactMap,
  { title, displayName, version, description }: ConsumerSettings,
): ExactMap {
  const managed = { title: displayName || title, version, ...(description ? { description } : {}) };
  const entries = Object.entries(managed).map(([key, value]) => [key, exactFrom(value)] as const);
  return { members: new Map([...info.members, ...entries]), isFlow: false };
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
function withoutBackend(design: ExactMap): ExactMap {
  const document = without(strippedMembers(design), ["servers"]);
  return withMember(document, "components", (components) =>
    without(strippedMembers(components), BACKEND_COMPONENTS),
  );
}

function strippedMembers(holder: ExactMap): ExactMap {
  const stripBySection: Record<string, (member: ExactMap) => ExactMap> = {
    channels: (channel) => without(channel, ["servers"]),
    operations: withoutSecurity,
    operationTraits: withoutSecurity,
  };
  return Object.entries(stripBySection).reduce(
    (result, [name, strip]) => withMember(result, name, (section) => mapMembers(section, strip)),
    holder,
  );
}

function withoutSecurity(operation: ExactMap): ExactMap {
  const bare = without(operation, ["security"]);
  const traits = bare.members.get("traits");
  if (!isExactList(traits)) return bare;
  const items = traits.items.map((trait) => (isExactMap(trait) ? without(trait, ["security"]) : trait));
  return { ...bare, members: new Map([...bare.members, ["traits", { ...traits, items }]]) };
}

function withOperationSecurity(document: ExactMap, security: JsonValue[], paths: readonly Path[]): ExactMap {
  if (security.length === 0) return document;
  const secured = paths.reduce<ExactValue>(
    (value, path) => withExact(value, [...path, "security"], exactFrom(security)),
    document,
  );
  return isExactMap(secured) ? secured : document;
}

function withoutInternals({ members, isFlow }: ExactMap): ExactMap {
  const clean = (value: ExactValue): ExactValue => {
    if (isExactList(value)) return { ...value, items: value.items.map(clean) };
    return isExactMap(value) ? withoutInternals(value) : value;
  };
  const kept = [...members].filter(([key]) => !isInternalExtension(key));
  return { members: new Map(kept.map(([key, member]) => [key, clean(member)])), isFlow };
}

function mapAt(members: ReadonlyMap<string, ExactValue>, key: string): ExactMap {
  const found = members.get(key);
  return isExactMap(found) ? found : { members: new Map(), isFlow: false };
}

function withMember(holder: ExactMap, key: string, change: (member: ExactMap) => ExactMap): ExactMap {
  const member = holder.members.get(key);
  if (!isExactMap(member)) return holder;
  return { ...holder, members: new Map([...holder.members, [key, change(member)]]) };
}

function mapMembers(holder: ExactMap, change: (member: ExactMap) => ExactMap): ExactMap {
  const changed = [...holder.members].map(
    ([key, member]) => [key, isExactMap(member) ? change(member) : member] as const,
  );
  return { ...holder, members: new Map(changed) };
}

function only(members: ReadonlyMap<string, ExactValue>, names: readonly string[]): [string, ExactValue][] {
  return [...members].filter(([key]) => names.includes(key));
}

function without(value: ExactMap, names: readonly string[]): ExactMap {
  return { ...value, members: new Map([...value.members].filter(([key]) => !names.includes(key))) };
}
