// A consumer's document as plain, serialisable data for a page that a person reads: references followed, directions
// in the client's words. It takes the consumer view, never the design text, so nothing internal can show.
import { addressParameters } from "#lib/asyncapi/channel-address.ts";
import { type ChannelModel, channelPlaces, listChannels } from "#lib/asyncapi/channel-model.ts";
import { SCOPES } from "#lib/asyncapi/gateway-extensions.ts";
import { type JsonObject, objectAt, type Path, textAt, valueAt } from "#lib/asyncapi/json-value.ts";
import { pathOfRef, refOf, resolveObject, resolvePath } from "#lib/asyncapi/local-ref.ts";
import { affordable, NodeBudget, VIEW_NODES } from "#lib/asyncapi/node-budget.ts";
import { type ReadingAbout, readAbout, readExtensions } from "./about.ts";
import { type ReadingHandshake, readHandshake } from "./handshake.ts";
import { type ReadingMessage, readMessage } from "./message.ts";
import { type ReadingOperation, readOperation } from "./operation.ts";
import { withNames } from "./operation-names.ts";
import { type ReadingParameter, readParameter } from "./parameter.ts";
import { descriptionOf, inSection, type Reading, readEach, textsOf } from "./reading.ts";
import { type SchemaEntry, schemaEntries } from "./schema-entries.ts";
import type { SchemaNode } from "./schema-node.ts";
import { schemasUsed } from "./schema-use.ts";
import { sectionCount } from "./section-count.ts";
import { type ReadingScheme, type ReadingServer, readScheme, readServer } from "./server.ts";

/** Texts that the document does not give are empty. */
export type ReadingView = {
  /** Version of the AsyncAPI specification. */
  readonly asyncapi: string;
  readonly info: ReadingInfo;
  readonly servers: readonly ReadingServer[];
  readonly securitySchemes: readonly ReadingScheme[];
  readonly channels: readonly ReadingChannel[];
  /** The document's schemas that messages use. */
  readonly schemas: readonly SchemaEntry[];
  /** True where the document goes on beyond what one page shows. */
  readonly hasMore: boolean;
  /** How many topics, messages and other parts that were read a page has no room for; see page-limit.ts. */
  readonly leftOut?: number;
};

export type ReadingInfo = {
  /** Of the application, as a URI; empty where it has none. */
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly termsOfService: string;
  readonly contact: { readonly name: string; readonly url: string; readonly email: string };
  readonly license: { readonly name: string; readonly url: string };
  /** Its extensions are those of the document, its components, the contact and the license, too. */
  readonly about: ReadingAbout;
};

export type ReadingChannel = {
  readonly key: string;
  /** Where it stands in the document. */
  readonly place: Path;
  /** Empty where it is not known before run time. */
  readonly address: string;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly about: ReadingAbout;
  /** Null where the document says nothing of it. */
  readonly handshake: ReadingHandshake | null;
  /** Keys of the servers that it is on; empty where it is on all. */
  readonly servers: readonly string[];
  /** True where a client needs no credentials. */
  readonly isOpen: boolean;
  readonly parameters: readonly ReadingParameter[];
  readonly operations: readonly ReadingOperation[];
  /** Messages of the channel that none of its operations names: nothing says who sends them. */
  readonly others: readonly ReadingMessage[];
  /** See sections.ts. */
  readonly laterHeight?: number;
};

/** Prepares a consumer's document for reading. Missing or malformed parts are left empty; it never throws. */
export function readingView(document: JsonObject, nodes = VIEW_NODES): ReadingView {
  const places = channelPlaces(document);
  const listed = listChannels(document);
  const used = schemasUsed(document);
  const budget = NodeBudget.ofSections(nodes, sectionCount(document, listed) + used.size);
  const entries = new NodeBudget(nodes);
  const reading = { document, places, budget, entries };
  const keysOf = (...path: string[]) => affordable(entries, Object.keys(objectAt(document, path)));
  const view = {
    asyncapi: textAt(document, ["asyncapi"]) ?? "",
    info: readInfo(reading),
    servers: keysOf("servers").map((key) => readServer(reading, key)),
    securitySchemes: keysOf("components", "securitySchemes").map((key) =>
      readScheme(reading, key, valueAt(document, ["components", "securitySchemes", key])),
    ),
    channels: readEach(entries, listed, (channel) => readChannel(inSection(reading), channel)),
  };
  const schemas = schemaEntries(reading, treesOf(view.channels), used);
  return { ...view, schemas, hasMore: budget.hasLeftOut || entries.hasLeftOut };
}

/** The trees of handshakes and messages; null for what a message has none of. */
export function treesOf(channels: readonly ReadingChannel[]): (SchemaNode | null)[] {
  const messages = channels.flatMap(({ operations, others }) => [...messagesOf(operations), ...others]);
  const handshakes = channels.flatMap(({ handshake }) => (handshake === null ? [] : [handshake]));
  return [
    ...handshakes.flatMap(({ query, headers }) => [query, headers]),
    ...messages.flatMap(({ headers, payload }) => [headers, payload]),
  ];
}

function readInfo(reading: Reading): ReadingInfo {
  const info = objectAt(reading.document, ["info"]);
  const text = textsOf(reading.budget, info);
  const about = readAbout(reading, info);
  const extensions = [
    ...about.extensions,
    ...readExtensions(reading, reading.document, "the document"),
    ...readExtensions(reading, objectAt(reading.document, ["components"]), "the components"),
    ...readExtensions(reading, objectAt(info, ["contact"]), "the contact"),
    ...readExtensions(reading, objectAt(info, ["license"]), "the license"),
  ];
  return {
    id: textsOf(reading.budget, reading.document)("id"),
    title: text("title"),
    version: text("version"),
    description: text("description"),
    termsOfService: text("termsOfService"),
    contact: { name: text("contact", "name"), url: text("contact", "url"), email: text("contact", "email") },
    license: { name: text("license", "name"), url: text("license", "url") },
    about: { ...about, extensions },
  };
}

function readChannel(reading: Reading, channel: ChannelModel): ReadingChannel {
  const { document, budget, entries } = reading;
  const servers = Object.values(objectAt(document, ["servers"])).map((server) =>
    resolveObject(document, server),
  );
  const holders = [...servers, ...channel.operations.map((operation) => operation.value)];
  const text = textsOf(budget, channel.value);
  const value = valueAt(document, ["channels", channel.key]);
  const parameters = [...channel.path, "parameters"];
  const declared = resolvePath(document, parameters) ?? parameters;
  const handshake = readHandshake(reading, channel.value, channel.path);
  const operations = withNames(
    readEach(entries, channel.operations, (operation) => readOperation(reading, channel, operation)),
  );
  // The handshake is shown as such, and scopes with the operations that need them.
  const isAside = (name: string) => (name === "ws" ? handshake === null : name !== SCOPES);
  return {
    key: channel.key,
    place: channel.path,
    address: channel.address ?? "",
    title: text("title"),
    summary: text("summary"),
    description: descriptionOf(reading, value, channel.value),
    about: readAbout(reading, channel.value, isAside),
    handshake,
    servers: serversNamed(reading, channel.value),
    isOpen: !holders.some(({ security }) => Array.isArray(security) && security.length > 0),
    parameters: readEach(budget, addressParameters(channel.address ?? ""), (name) =>
      readParameter(reading, name, [...declared, name]),
    ),
    operations,
    others: readOthers(reading, channel, operations),
  };
}

/** Those of the document, each once; one that is referred to elsewhere has no key here. */
function serversNamed({ document, budget }: Reading, { servers }: JsonObject): string[] {
  if (!Array.isArray(servers)) return [];
  const keys = readEach(budget, servers, (value) => {
    const [root, key = "", ...more] = pathOfRef(refOf(value) ?? "") ?? [];
    const isKnown = root === "servers" && more.length === 0 && valueAt(document, [root, key]) !== undefined;
    return isKnown ? [key] : [];
  });
  return [...new Set(keys.flat())];
}

function readOthers(
  reading: Reading,
  { path, value }: ChannelModel,
  operations: readonly ReadingOperation[],
): ReadingMessage[] {
  const named = new Set(messagesOf(operations).map(({ place }) => JSON.stringify(place)));
  const others = Object.keys(objectAt(value, ["messages"])).flatMap((key) => {
    const own = [...path, "messages", key];
    const place = resolvePath(reading.document, own);
    return place === null || named.has(JSON.stringify(place)) ? [] : [{ key, own }];
  });
  return readEach(reading.entries, others, ({ key, own }) => readMessage(inSection(reading), key, own));
}

function messagesOf(operations: readonly ReadingOperation[]): ReadingMessage[] {
  return operations.flatMap(({ messages, reply }) => [...messages, ...(reply?.messages ?? [])]);
}
