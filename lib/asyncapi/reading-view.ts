// A consumer's document as plain, serialisable data for a page that a person reads: references followed, directions
// in the client's words. It takes the consumer view, never the design text, so nothing internal can show.
import { addressParameters } from "#lib/asyncapi/channel-address.ts";
import { type ChannelModel, listChannels, type OperationModel } from "#lib/asyncapi/channel-model.ts";
import { type JsonObject, type JsonValue, objectAt, textAt } from "#lib/asyncapi/json-value.ts";
import { pathOfRef, refOf, resolveObject, resolveValue } from "#lib/asyncapi/local-ref.ts";
import { type ReadingMessage, readMessage } from "#lib/asyncapi/reading-message.ts";

/** Texts that the document does not give are empty. */
export type ReadingView = {
  /** Version of the AsyncAPI specification. */
  readonly asyncapi: string;
  readonly info: ReadingInfo;
  readonly servers: readonly ReadingServer[];
  readonly securitySchemes: readonly ReadingScheme[];
  readonly channels: readonly ReadingChannel[];
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

/** In the client's words: what the API sends (`send`), the client can receive. */
export type ReadingOperation = {
  readonly key: string;
  readonly direction: "You can receive" | "You can send";
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly messages: readonly ReadingMessage[];
};

/** Prepares a consumer's document for reading. Missing or malformed parts are left empty; it never throws. */
export function readingView(document: JsonObject): ReadingView {
  return {
    asyncapi: textAt(document, ["asyncapi"]) ?? "",
    info: readInfo(document),
    servers: Object.keys(objectAt(document, ["servers"])).map((key) => readServer(document, key)),
    securitySchemes: Object.keys(objectAt(document, ["components", "securitySchemes"])).map((key) =>
      readScheme(document, key),
    ),
    channels: listChannels(document).map((channel) => readChannel(document, channel)),
  };
}

function readInfo(document: JsonObject): ReadingInfo {
  const text = (...steps: string[]) => textAt(document, ["info", ...steps]) ?? "";
  const tags = objectAt(document, ["info"]).tags;
  return {
    title: text("title"),
    version: text("version"),
    description: text("description"),
    termsOfService: text("termsOfService"),
    contact: { name: text("contact", "name"), url: text("contact", "url"), email: text("contact", "email") },
    license: { name: text("license", "name"), url: text("license", "url") },
    tags: Array.isArray(tags)
      ? tags.flatMap((tag) => textAt(resolveObject(document, tag), ["name"]) ?? [])
      : [],
  };
}

function readServer(document: JsonObject, key: string): ReadingServer {
  const server = resolveObject(document, objectAt(document, ["servers"])[key]);
  const text = (name: string) => textAt(server, [name]) ?? "";
  return {
    key,
    url: `${text("protocol")}://${text("host")}${text("pathname")}`,
    description: text("description"),
  };
}

function readScheme(document: JsonObject, key: string): ReadingScheme {
  const scheme = resolveObject(document, objectAt(document, ["components", "securitySchemes"])[key]);
  const text = (name: string) => textAt(scheme, [name]) ?? "";
  const summary = [text("in"), text("name"), text("scheme")].filter((part) => part !== "").join(" ");
  return { key, type: text("type"), summary, description: text("description") };
}

function readChannel(document: JsonObject, channel: ChannelModel): ReadingChannel {
  const servers = Object.values(objectAt(document, ["servers"])).map((server) =>
    resolveObject(document, server),
  );
  const holders = [...servers, ...channel.operations.map((operation) => operation.value)];
  return {
    key: channel.key,
    address: channel.address ?? "",
    title: textAt(channel.value, ["title"]) ?? "",
    description: textAt(channel.value, ["description"]) ?? textAt(channel.value, ["summary"]) ?? "",
    isOpen: !holders.some(({ security }) => Array.isArray(security) && security.length > 0),
    parameters: addressParameters(channel.address ?? "").map((name) =>
      readParameter(document, channel, name),
    ),
    operations: channel.operations.map((operation) => readOperation(document, channel, operation)),
  };
}

function readParameter(document: JsonObject, channel: ChannelModel, name: string): ReadingParameter {
  const declared = objectAt(channel.value, ["parameters"]);
  const parameter = Object.hasOwn(declared, name) ? resolveObject(document, declared[name]) : {};
  return {
    name,
    description: textAt(parameter, ["description"]) ?? "",
    values: texts(parameter.enum),
    preset: textAt(parameter, ["default"]) ?? "",
    examples: texts(parameter.examples),
  };
}

function readOperation(
  document: JsonObject,
  channel: ChannelModel,
  { key, action, value }: OperationModel,
): ReadingOperation {
  return {
    key,
    direction: action === "send" ? "You can receive" : "You can send",
    title: textAt(value, ["title"]) ?? "",
    summary: textAt(value, ["summary"]) ?? "",
    description: textAt(value, ["description"]) ?? "",
    messages: readMessages(document, channel, value),
  };
}

/** An operation names some of its channel's messages; one that names none uses them all. */
function readMessages(document: JsonObject, channel: ChannelModel, operation: JsonObject): ReadingMessage[] {
  if (!Array.isArray(operation.messages)) {
    const messages = Object.entries(objectAt(channel.value, ["messages"]));
    return messages.map(([key, message]) => readMessage(document, key, message));
  }
  return operation.messages.flatMap((message) => {
    if (resolveValue(document, message) === undefined) return [];
    const ref = refOf(message);
    return [readMessage(document, (ref && pathOfRef(ref)?.at(-1)) ?? "message", message)];
  });
}

function texts(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
