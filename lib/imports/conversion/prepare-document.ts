// A document of AsyncAPI 2 made ready for the converter, which throws at what it does not expect and loses some parts.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  type Path,
  textAt,
} from "#lib/asyncapi/json-value.ts";
import { refOf, resolveObject, resolveValue } from "#lib/asyncapi/local-ref.ts";
import type { ConversionNotes } from "./conversion-note.ts";
import type { ExactPlain } from "./exact-plain.ts";
import { hide } from "./marked-parts.ts";
import { messageTrait, prepareMessage, prepareMessages } from "./prepare-messages.ts";

export type Preparation = {
  readonly document: JsonObject;
  readonly plain: ExactPlain;
  readonly notes: ConversionNotes;
  /** Query and fragment of servers' URLs, by the server's key: AsyncAPI 3 has no place for them. */
  readonly queryByServer: Map<string, string>;
};

/** Changes the document. */
export function prepareDocument(preparation: Preparation): void {
  const { document } = preparation;
  // The versions before say the same; the converter knows a few by their whole number only.
  document.asyncapi = "2.6.0";
  prepareInfo(preparation);
  for (const name of ["components", "channels", "servers"]) dropUnlessObject(preparation, document, name, []);
  document.channels ??= {};
  prepareServers(preparation, ["servers"]);
  prepareChannels(preparation, ["channels"]);
  prepareComponents(preparation);
}

function prepareInfo({ document, plain }: Preparation): void {
  const info = isJsonObject(document.info) ? document.info : {};
  document.info = info;
  for (const name of ["title", "version"]) {
    const text = plain.textOf(info[name]);
    if (text !== null) info[name] = text;
  }
}

function prepareServers(preparation: Preparation, path: Path): void {
  for (const [name, server] of objectEntries(preparation, path)) {
    if (refOf(server) !== null) continue;
    const place = [...path, name];
    const url = preparation.plain.textOf(server.url) ?? "";
    const [, bare = url, query = ""] = /^([^?#]*)([?#][\s\S]*)$/.exec(url) ?? [];
    server.url = bare;
    if (query !== "") {
      const message = `AsyncAPI 3 has no place for ${query.slice(0, 100)} in a server's URL. Keep it in the endpoint.`;
      preparation.notes.warning("server-query", message, [...place, "url"]);
      if (path.length === 1) preparation.queryByServer.set(name, query);
    }
    hide(server, "security", place);
  }
}

function prepareChannels(preparation: Preparation, path: Path): void {
  const { document, notes } = preparation;
  const channels = objectAt(document, path);
  for (const [name, value] of Object.entries(channels)) {
    if (value === null) channels[name] = {};
    else if (path.length === 1 && refOf(value) !== null) {
      // AsyncAPI 2 gives a channel its address by its key here, not by the key of what it refers to.
      const target = resolveValue(document, value);
      if (isJsonObject(target)) channels[name] = structuredClone(target);
    }
  }
  for (const [name, channel] of objectEntries(preparation, path)) {
    if (refOf(channel) !== null) continue;
    const place = [...path, name];
    dropUnlessObject(preparation, channel, "parameters", place);
    hide(channel, "parameters", place);
    if (Array.isArray(channel.servers)) {
      channel.servers = channel.servers.filter((server) => typeof server === "string");
    }
    for (const kind of ["publish", "subscribe"]) {
      const operation = channel[kind];
      if (isJsonObject(operation)) prepareOperation(preparation, operation, [...place, kind]);
      else if (operation !== undefined) {
        delete channel[kind];
        notes.warning("operation", `There is no operation under ${kind}: it is left out.`, [...place, kind]);
      }
    }
  }
}

function prepareOperation(preparation: Preparation, operation: JsonObject, path: Path): void {
  const { document, notes } = preparation;
  prepareMessages(document, operation, path, notes);
  hide(operation, "security", path);
  if (!Array.isArray(operation.traits)) return;
  const traits = operation.traits.filter(isJsonObject);
  takeOperationId(preparation, operation, traits, path);
  operation.traits = traits.map((trait) => operationTrait(trait, path));
}

/** In AsyncAPI 3 no trait gives an operation its id: it becomes the operation's own, of several the last. */
function takeOperationId(
  { document, notes }: Preparation,
  operation: JsonObject,
  traits: readonly JsonObject[],
  path: Path,
): void {
  const given = traits.flatMap((trait) => textAt(resolveObject(document, trait), ["operationId"]) ?? []);
  const id = textAt(operation, ["operationId"]) ?? given.at(-1);
  if (id === undefined) return;
  operation.operationId = id;
  for (const other of new Set(given)) {
    if (other === id) continue;
    const message = `The operationId ${other} of a trait is left out: the operation is ${id}.`;
    notes.info("trait-operation-id", message, [...path, "traits"]);
  }
}

function operationTrait({ operationId: _id, ...trait }: JsonObject, path: Path): JsonObject {
  hide(trait, "security", path);
  return trait;
}

function prepareComponents(preparation: Preparation): void {
  const { document, notes } = preparation;
  const components = objectAt(document, ["components"]);
  for (const kind of Object.keys(components)) {
    if (!kind.startsWith("x-")) dropUnlessObject(preparation, components, kind, ["components"]);
  }
  // Before the traits that its operations and messages take something from.
  prepareChannels(preparation, ["components", "channels"]);
  const messages = objectEntries(preparation, ["components", "messages"]);
  // Each operation got the messages among which these let choose.
  const choices = messages.filter(([, message]) => Array.isArray(resolveObject(document, message).oneOf));
  for (const [name, message] of messages) {
    prepareMessage(document, message, ["components", "messages", name], notes);
  }
  for (const [name] of choices) delete objectAt(components, ["messages"])[name];
  mapMembers(preparation, "messageTraits", messageTrait);
  mapMembers(preparation, "operationTraits", operationTrait);
  objectEntries(preparation, ["components", "securitySchemes"]);
  prepareServers(preparation, ["components", "servers"]);
  if (document.components !== undefined) hide(components, "parameters", ["components"]);
}

function mapMembers(
  preparation: Preparation,
  kind: string,
  mapped: (member: JsonObject, path: Path) => JsonValue,
): void {
  const path = ["components", kind];
  const members = objectAt(preparation.document, path);
  for (const [name, member] of objectEntries(preparation, path)) {
    members[name] = mapped(member, [...path, name]);
  }
}

function dropUnlessObject({ notes }: Preparation, holder: JsonObject, name: string, path: Path): void {
  if (holder[name] === undefined || isJsonObject(holder[name])) return;
  delete holder[name];
  notes.warning("not-an-object", `${name} is no object, and is left out.`, [...path, name]);
}

/** Members that are objects; others are taken out, and said. */
function objectEntries({ document, notes }: Preparation, path: Path): [string, JsonObject][] {
  const holder = objectAt(document, path);
  return Object.entries(holder).flatMap(([name, member]): [string, JsonObject][] => {
    if (isJsonObject(member)) return [[name, member]];
    if (name.startsWith("x-")) return [];
    delete holder[name];
    notes.warning("not-an-object", `${name} is not described here, and is left out.`, [...path, name]);
    return [];
  });
}

/** The channels of components that channels refer to, before the document is prepared. */
export function usedComponentChannels(document: JsonObject): ReadonlySet<string> {
  const refs = Object.values(objectAt(document, ["channels"])).map((channel) => refOf(channel) ?? "");
  const start = "#/components/channels/";
  return new Set(refs.filter((ref) => ref.startsWith(start)).map((ref) => ref.slice(start.length)));
}
