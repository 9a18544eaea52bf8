// A consumer's document as plain, serialisable data for a page that a person reads: references followed, directions
// in the client's words. It takes the consumer view, never the design text, so nothing internal can show.
import { addressParameters } from "#lib/asyncapi/channel-address.ts";
import { type ChannelModel, channelPlaces, listChannels } from "#lib/asyncapi/channel-model.ts";
import { type JsonObject, type JsonValue, objectAt, textAt } from "#lib/asyncapi/json-value.ts";
import { resolveObject } from "#lib/asyncapi/local-ref.ts";
import { affordable, NodeBudget, VIEW_NODES } from "#lib/asyncapi/node-budget.ts";
import { type Reading, type ReadingOperation, readOperation } from "./operation.ts";
import { readEach } from "./read-each.ts";

/** Texts that the document does not give are empty. */
export type ReadingView = {
  /** Version of the AsyncAPI specification. */
  readonly asyncapi: string;
  readonly info: ReadingInfo;
  readonly servers: readonly ReadingServer[];
  readonly securitySchemes: readonly ReadingScheme[];
  readonly channels: readonly ReadingChannel[];
  /** True where the document goes on beyond what one page shows. */
  readonly hasMore: boolean;
};

export type ReadingInfo = {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly termsOfService: string;
  readonly contact: { readonly name: string; readonly url: string; readonly email: string };
  readonly license: { readonly name: string; readonly url: string };
  readonly tags: readonly string[];
};

export type ReadingServer = { readonly key: string; readonly url: string; readonly description: string };

/** A way to authenticate. `summary` says where it goes: `header apikey`, `query apikey`, `bearer`. */
export type ReadingScheme = {
  readonly key: string;
  readonly type: string;
  readonly summary: string;
  readonly description: string;
};

export type ReadingChannel = {
  readonly key: string;
  /** Empty where it is not known before run time. */
  readonly address: string;
  readonly title: string;
  readonly description: string;
  /** True where a client needs no credentials. */
  readonly isOpen: boolean;
  readonly parameters: readonly ReadingParameter[];
  readonly operations: readonly ReadingOperation[];
};

export type ReadingParameter = {
  readonly name: string;
  readonly description: string;
  readonly values: readonly string[];
  readonly preset: string;
  readonly examples: readonly string[];
};

/** Prepares a consumer's document for reading. Missing or malformed parts are left empty; it never throws. */
export function readingView(document: JsonObject): ReadingView {
  const budget = new NodeBudget(VIEW_NODES);
  const reading = { document, places: channelPlaces(document), budget };
  const keysOf = (...path: string[]) => affordable(budget, Object.keys(objectAt(document, path)));
  const view = {
    asyncapi: textAt(document, ["asyncapi"]) ?? "",
    info: readInfo(reading),
    servers: keysOf("servers").map((key) => readServer(reading, key)),
    securitySchemes: keysOf("components", "securitySchemes").map((key) => readScheme(reading, key)),
    channels: readEach(budget, listChannels(document), (channel) => readChannel(reading, channel)),
  };
  return { ...view, hasMore: budget.isOverdrawn };
}

function readInfo({ document, budget }: Reading): ReadingInfo {
  const text = (...steps: string[]) => budget.text(textAt(document, ["info", ...steps]) ?? "");
  const tags = objectAt(document, ["info"]).tags;
  return {
    title: text("title"),
    version: text("version"),
    description: text("description"),
    termsOfService: text("termsOfService"),
    contact: { name: text("contact", "name"), url: text("contact", "url"), email: text("contact", "email") },
    license: { name: text("license", "name"), url: text("license", "url") },
    tags: Array.isArray(tags)
      ? affordable(budget, tags).flatMap((tag) => textAt(resolveObject(document, tag), ["name"]) ?? [])
      : [],
  };
}

function readServer({ document, budget }: Reading, key: string): ReadingServer {
  const server = resolveObject(document, objectAt(document, ["servers"])[key]);
  const text = (name: string) => budget.text(textAt(server, [name]) ?? "");
  return {
    key,
    url: `${text("protocol")}://${text("host")}${text("pathname")}`,
    description: text("description"),
  };
}

function readScheme({ document, budget }: Reading, key: string): ReadingScheme {
  const scheme = resolveObject(document, objectAt(document, ["components", "securitySchemes"])[key]);
  const text = (name: string) => budget.text(textAt(scheme, [name]) ?? "");
  const summary = [text("in"), text("name"), text("scheme")].filter((part) => part !== "").join(" ");
  return { key, type: text("type"), summary, description: text("description") };
}

function readChannel(reading: Reading, channel: ChannelModel): ReadingChannel {
  const { document, budget } = reading;
  const servers = Object.values(objectAt(document, ["servers"])).map((server) =>
    resolveObject(document, server),
  );
  const holders = [...servers, ...channel.operations.map((operation) => operation.value)];
  const description = textAt(channel.value, ["description"]) ?? textAt(channel.value, ["summary"]) ?? "";
  return {
    key: channel.key,
    address: channel.address ?? "",
    title: budget.text(textAt(channel.value, ["title"]) ?? ""),
    description: budget.text(description),
    isOpen: !holders.some(({ security }) => Array.isArray(security) && security.length > 0),
    parameters: readEach(budget, addressParameters(channel.address ?? ""), (name) =>
      readParameter(reading, channel, name),
    ),
    operations: readEach(budget, channel.operations, (operation) =>
      readOperation(reading, channel, operation),
    ),
  };
}

function readParameter({ document, budget }: Reading, channel: ChannelModel, name: string): ReadingParameter {
  const declared = objectAt(channel.value, ["parameters"]);
  const parameter = Object.hasOwn(declared, name) ? resolveObject(document, declared[name]) : {};
  return {
    name,
    description: budget.text(textAt(parameter, ["description"]) ?? ""),
    values: texts(budget, parameter.enum),
    preset: budget.text(textAt(parameter, ["default"]) ?? ""),
    examples: texts(budget, parameter.examples),
  };
}

function texts(budget: NodeBudget, value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? affordable(budget, value).map((item) => budget.text(String(item))) : [];
}
