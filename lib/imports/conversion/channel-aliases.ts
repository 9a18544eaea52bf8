// Names of channels while the converter works. It takes every reference that begins with a channel's old name for one to that
// channel, also those with new keys: `#/channels/orderPlaced` beside a channel `order`.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  objectFrom,
} from "#lib/asyncapi/json-value.ts";

/** Where channels stand in a document, as its references begin. */
const PLACES = ["#/channels/", "#/components/channels/"] as const;

export class ChannelAliases {
  readonly #names: string[] = [];

  /** Gives every channel an alias, which is no part of a key or of another alias; references to it follow. Changes the document. */
  enter(document: JsonObject): void {
    const aliasByRef = new Map<string, string>();
    for (const place of PLACES) {
      const holder = place === "#/channels/" ? document : objectAt(document, ["components"]);
      if (!isJsonObject(holder.channels)) continue;
      const entries = Object.entries(holder.channels).map(([name, channel]) => {
        const alias = `\0${this.#names.push(name) - 1}\0`;
        aliasByRef.set(place + name.replaceAll("~", "~0").replaceAll("/", "~1"), place + alias);
        return [alias, channel] as const;
      });
      holder.channels = objectFrom(entries);
    }
    renameRefs(document, aliasByRef);
  }

  /** The name that an alias stands for; any other step of a path as it is. */
  nameOf<Step extends string | number | undefined>(step: Step): Step | string {
    const index = typeof step === "string" ? /^\0(\d+)\0$/.exec(step)?.[1] : undefined;
    return index === undefined ? step : (this.#names[Number(index)] ?? step);
  }
}

/** References are in the converter's spelling; what follows the channel stays. */
function renameRefs(value: JsonValue, aliasByRef: ReadonlyMap<string, string>): void {
  if (Array.isArray(value)) for (const item of value) renameRefs(item, aliasByRef);
  if (!isJsonObject(value)) return;
  const { $ref: ref } = value;
  const place = typeof ref === "string" ? PLACES.find((start) => ref.startsWith(start)) : undefined;
  if (typeof ref === "string" && place !== undefined) {
    const end = ref.indexOf("/", place.length);
    const channel = end < 0 ? ref : ref.slice(0, end);
    value.$ref = (aliasByRef.get(channel) ?? channel) + ref.slice(channel.length);
  }
  for (const member of Object.values(value)) renameRefs(member, aliasByRef);
}
