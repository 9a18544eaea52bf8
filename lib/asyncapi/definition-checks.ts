// The checks a definition must pass before the gateway can run it. They look at structure, not at style;
// full validation against the AsyncAPI schema is the parser's business, in a worker.
import { addressParameters } from "#lib/asyncapi/channel-address.ts";
import {
  type ChannelPlaces,
  channelKeyOf,
  channelPlaces,
  listChannels,
} from "#lib/asyncapi/channel-model.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { uriMappingsOf } from "#lib/asyncapi/gateway-extensions.ts";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  type Path,
} from "#lib/asyncapi/json-value.ts";
import { refOf, resolveValue } from "#lib/asyncapi/local-ref.ts";

/** A diagnostic before its place in the text is known. */
export type Finding = Pick<Diagnostic, "severity" | "code" | "message" | "mend"> & { readonly path: Path };

/** Findings, and whether there is a document of AsyncAPI 3 at all. */
export type CheckResult = { readonly isReadable: boolean; readonly findings: readonly Finding[] };

const PROTOTYPE_KEY = "__proto__";
/** The reference parser takes channel keys for addresses, which have neither query nor fragment. */
const NOT_IN_CHANNEL_KEYS = /[?#]/;

/** Checks the data of a document. */
export function checkDefinition(data: JsonValue): CheckResult {
  if (data === null) {
    return unreadable("empty", "There is nothing in the text yet. Start it with: asyncapi: 3.0.0", []);
  }
  if (!isJsonObject(data)) {
    return unreadable("not-an-object", "This is no AsyncAPI document. Start it with: asyncapi: 3.0.0", []);
  }
  const poisoned = findKey(data, PROTOTYPE_KEY, []);
  if (poisoned !== null)
    return unreadable("prototype-key", `Rename the key ${PROTOTYPE_KEY}: it is not allowed.`, poisoned);
  const version = checkVersion(data);
  if (version !== null) return { isReadable: false, findings: [version] };
  const channels = data.channels ?? {};
  if (!isJsonObject(channels)) {
    return unreadable("channels", "Make channels an object: one key for each channel.", ["channels"]);
  }
  const none = warning("channels-missing", "Add a channel: an API without topics cannot be deployed.", [
    "channels",
  ]);
  const findings = [
    ...(Object.keys(channels).length > 0 ? [] : [none]),
    ...checkInfo(data),
    ...checkChannels(data, channels),
    ...checkOperations(data),
  ];
  return { isReadable: true, findings };
}

function checkVersion(data: JsonObject): Finding | null {
  const version = data.asyncapi;
  const path = ["asyncapi"];
  if (version === undefined)
    return error("version-missing", "Add the version of AsyncAPI: asyncapi: 3.0.0", path);
  if (typeof version === "string" && /^3\.\d+\.\d+(-[\w.]+)?$/.test(version)) return null;
  if (/^2\./.test(String(version))) {
    return error(
      "version-2",
      `AsyncAPI ${version} must be converted to 3.0.0 first. Import the document instead.`,
      path,
    );
  }
  return error(
    "version",
    `AsyncAPI ${JSON.stringify(version)} is not supported. Use 3.0.0, in quotes or plain.`,
    path,
  );
}

function checkInfo(data: JsonObject): Finding[] {
  const info = data.info;
  if (!isJsonObject(info)) return [error("info", "Add an info object with title and version.", ["info"])];
  return ["title", "version"].flatMap((name) => {
    const value = info[name];
    if (typeof value === "string" && value !== "") return [];
    const advice =
      value === undefined || value === null || value === ""
        ? `Add info.${name}.`
        : `Put info.${name} in quotes.`;
    return [error(`info-${name}`, advice, ["info", name])];
  });
}

function checkChannels(data: JsonObject, channels: JsonObject): Finding[] {
  const shapes = Object.entries(channels).flatMap(([key, value]) => [
    ...checkChannelKey(key),
    ...checkChannelShape(data, key, value),
  ]);
  const models = listChannels(data).flatMap((channel): Finding[] => {
    const path = ["channels", channel.key];
    const mappings = uriMappingsOf(
      channel.value,
      channel.operations.map((operation) => operation.value),
    );
    const conflict = `The channel ${channel.key} has several URL mappings (${mappings.join(", ")}). Only ${mappings[0]} is used.`;
    return [
      ...checkParameters(channel.address, channel.value, path),
      ...(mappings.length > 1 ? [warning("uri-mapping-conflict", conflict, path)] : []),
    ];
  });
  return [...shapes, ...models];
}

function checkChannelKey(key: string): Finding[] {
  if (!NOT_IN_CHANNEL_KEYS.test(key)) return [];
  const advice = `Rename the channel ${key} here and in what refers to it: its key may have no ? and no #.`;
  return [error("channel-key", advice, ["channels", key])];
}

function checkChannelShape(data: JsonObject, key: string, value: JsonValue): Finding[] {
  const path = ["channels", key];
  const channel = resolveValue(data, value);
  const ref = refOf(value);
  if (ref !== null && channel === undefined) {
    if (!ref.startsWith("#"))
      return [warning("external-ref", `The channel ${key} is in another document and is not served.`, path)];
    return [error("ref", `${ref} points to nothing. Correct the $ref of channel ${key}.`, [...path, "$ref"])];
  }
  if (!isJsonObject(channel))
    return [error("channel", `Make the channel ${key} an object with an address.`, path)];
  const address = channel.address;
  if (typeof address === "string") return [];
  if (address === undefined || address === null) {
    return [warning("address-missing", `The channel ${key} has no address and is not served.`, path)];
  }
  return [
    error("address", `Put the address of channel ${key} in quotes: it must be text.`, [...path, "address"]),
  ];
}

function checkParameters(address: string | null, channel: JsonObject, path: Path): Finding[] {
  if (address === null) return [];
  const declared = Object.keys(objectAt(channel, ["parameters"]));
  const used = addressParameters(address);
  return [
    ...used
      .filter((name) => !declared.includes(name))
      .map((name) =>
        warning("parameter-undeclared", `Declare the parameter {${name}} under parameters.`, [
          ...path,
          "parameters",
        ]),
      ),
    ...declared
      .filter((name) => !used.includes(name))
      .map((name) =>
        warning("parameter-unused", `The parameter ${name} is not in the address ${address}.`, [
          ...path,
          "parameters",
          name,
        ]),
      ),
  ];
}

function checkOperations(data: JsonObject): Finding[] {
  const operations = data.operations;
  if (operations === undefined || operations === null) return [];
  if (!isJsonObject(operations)) {
    return [error("operations", "Make operations an object: one key for each operation.", ["operations"])];
  }
  const places = channelPlaces(data);
  return Object.entries(operations).flatMap(([key, value]) => checkOperation(data, places, key, value));
}

function checkOperation(data: JsonObject, places: ChannelPlaces, key: string, value: JsonValue): Finding[] {
  const path = ["operations", key];
  const operation = resolveValue(data, value);
  const own = refOf(value);
  if (operation === undefined && own !== null) {
    if (!own.startsWith("#"))
      return [
        warning("external-ref", `The operation ${key} is in another document and is not served.`, path),
      ];
    return [
      error("ref", `${own} points to nothing. Correct the $ref of operation ${key}.`, [...path, "$ref"]),
    ];
  }
  if (!isJsonObject(operation))
    return [error("operation", `Make ${key} an object with action and channel.`, path)];
  const findings: Finding[] = [];
  const action = operation.action;
  if (action !== "send" && action !== "receive") {
    findings.push(error("action", `Set the action of ${key} to send or receive.`, [...path, "action"]));
  }
  const ref = refOf(operation.channel);
  if (ref === null) {
    findings.push(
      error("operation-channel", `Name the channel of ${key}: channel: { $ref: '#/channels/KEY' }`, path),
    );
  } else if (ref.startsWith("#") && channelKeyOf(places, operation) === null) {
    findings.push(
      error("operation-channel", `${ref} is no channel of this document.`, [...path, "channel", "$ref"]),
    );
  }
  return findings;
}

function findKey(value: JsonValue, key: string, path: Path): Path | null {
  if (isJsonObject(value) && Object.hasOwn(value, key)) return [...path, key];
  const members = Array.isArray(value) ? value.entries() : Object.entries(isJsonObject(value) ? value : {});
  for (const [step, member] of members) {
    const found = findKey(member, key, [...path, step]);
    if (found !== null) return found;
  }
  return null;
}

function unreadable(code: string, message: string, path: Path): CheckResult {
  return { isReadable: false, findings: [error(code, message, path)] };
}

function error(code: string, message: string, path: Path): Finding {
  return { severity: "error", code, message, path };
}

function warning(code: string, message: string, path: Path): Finding {
  return { severity: "warning", code, message, path };
}
