// The topics of a text read a second way, for tests: straight from the plain data, with none of the product's readers.
import { parse } from "yaml";
import { whyNoPath } from "#lib/topics/unserved-channels.ts";

export type PlainTopic = {
  readonly key: string;
  readonly address: string;
  readonly types: readonly string[];
  readonly description: string;
  readonly parameters: readonly (readonly [string, string])[];
  readonly uriMapping: string | null;
  readonly isSecured: boolean;
  readonly scopes: { readonly subscribe: readonly string[]; readonly publish: readonly string[] };
};

type Data = Record<string, unknown>;

/** Channels that the gateway serves, in the order of the document. */
export function plainTopics(text: string): PlainTopic[] {
  const root: unknown = parse(text, { merge: true, schema: "core", uniqueKeys: false, maxAliasCount: -1 });
  const channels = object(object(root).channels);
  const operations = Object.values(object(object(root).operations)).map((it) => followed(root, it));
  return Object.keys(channels).flatMap((key): PlainTopic[] => {
    const channel = followed(root, channels[key]);
    if (typeof channel.address !== "string" || whyNoPath(channel.address) !== null) return [];
    if (!/^\/|[?#]/.test(channel.address) && isOfOtherProtocol(root, channel)) return [];
    const own = operations.filter((it) => channelKey(root, channels, it.channel) === key);
    const holders = [channel, ...own].map((it) => it["x-uri-mapping"]);
    const declared = object(channel.parameters);
    const names = [...new Set([...channel.address.matchAll(/\{([^{}]*)\}/g)].map((it) => it[1] ?? ""))];
    return [
      {
        key,
        address: channel.address,
        types: [
          ...(own.some((it) => it.action === "send") ? ["subscribe"] : []),
          ...(own.some((it) => it.action === "receive") ? ["publish"] : []),
        ],
        description: words(channel.description),
        parameters: names.map((name) => [name, words(followed(root, declared[name]).description)]),
        uriMapping: holders.find((it): it is string => typeof it === "string" && it !== "") ?? null,
        isSecured: String(channel["x-auth-type"]).toLowerCase() !== "none",
        scopes: { subscribe: scopes(own, "send", channel), publish: scopes(own, "receive", channel) },
      },
    ];
  });
}

function isOfOtherProtocol(root: unknown, { servers }: Data): boolean {
  const named: unknown[] = Array.isArray(servers) ? servers : [];
  const own = named.length > 0 ? named : Object.values(object(object(root).servers));
  const read = own.map((it) => followed(root, it));
  return read.length > 0 && read.every((it) => it.$ref === undefined && !/^wss?$/i.test(words(it.protocol)));
}

/** Names of the operations of a direction, else of the channel; an empty name stands for a list that is none. */
function scopes(operations: readonly Data[], action: string, channel: Data): string[] {
  const names = (holder: Data): string[] => {
    const list: unknown = holder["x-scopes"] ?? [];
    return Array.isArray(list) && list.every((name) => typeof name === "string") ? list : [""];
  };
  const own = operations.filter((it) => it.action === action).flatMap(names);
  return [...new Set(own.length > 0 ? own : names(channel))];
}

function channelKey(root: unknown, channels: Data, named: unknown): string | null {
  const steps = pointer(object(named).$ref);
  if (steps === null) return null;
  if (steps.length === 2 && steps[0] === "channels") return steps[1] ?? null;
  const target = JSON.stringify(steps);
  return (
    Object.keys(channels).find((key) => JSON.stringify(lastPointer(root, channels[key])) === target) ?? null
  );
}

function lastPointer(root: unknown, value: unknown): string[] | null {
  const steps = pointer(object(value).$ref);
  return steps === null ? null : (lastPointer(root, at(root, steps)) ?? steps);
}

function followed(root: unknown, value: unknown): Data {
  const steps = lastPointer(root, value);
  return object(steps === null ? value : at(root, steps));
}

function at(root: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((value, step) => Object(value)[step], root);
}

function pointer(ref: unknown): string[] | null {
  if (typeof ref !== "string" || !ref.startsWith("#/")) return null;
  return ref
    .slice(2)
    .split("/")
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));
}

function object(value: unknown): Data {
  return typeof value === "object" && value !== null ? (value as Data) : {}; // a test's reading of any data
}

function words(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export type PlainMessage = {
  readonly channel: string;
  readonly key: string;
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** Of the payload, where it is a plain schema of its own. */
  readonly properties: readonly string[];
  readonly required: unknown;
  readonly examples: number;
};

/** Messages of all channels, in the order of the document; those that a reference takes from elsewhere are left out. */
export function plainMessages(text: string): PlainMessage[] {
  const root: unknown = parse(text, { merge: true, schema: "core", uniqueKeys: false, maxAliasCount: -1 });
  return Object.entries(object(object(root).channels)).flatMap(([channel, value]) =>
    Object.entries(object(followed(root, value).messages)).flatMap(([key, named]): PlainMessage[] => {
      const message = followed(root, named);
      if (message.$ref !== undefined) return [];
      const payload = object(message.payload);
      const examples = Array.isArray(message.examples) ? message.examples : [];
      return [
        {
          ...{ channel, key, name: typeof message.name === "string" ? message.name : key },
          ...{ title: words(message.title), summary: words(message.summary) },
          properties: Object.keys(object(payload.properties)),
          required: payload.required,
          examples: examples.filter((example) => object(example) === example && !Array.isArray(example))
            .length,
        },
      ];
    }),
  );
}
