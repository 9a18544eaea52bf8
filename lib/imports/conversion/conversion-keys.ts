// Keys of channels, operations and messages of a converted document: those the document gives, made unlike each other.
import { type JsonValue, textAt } from "#lib/asyncapi/json-value.ts";
import { refOf } from "#lib/asyncapi/local-ref.ts";
import { newChannelKey, newOperationKey } from "#lib/topics/channel-key.ts";
import { normalizeTopicName } from "#lib/topics/topic-name.ts";
import type { ChannelAliases } from "./channel-aliases.ts";
import type { ConversionNotes } from "./conversion-note.ts";
import { messageName } from "./message-name.ts";

/** What the converter tells of a thing it needs a key for. */
type Keyed = {
  readonly asyncapi: JsonValue;
  readonly kind: "channel" | "operation" | "message";
  readonly key: string | number | undefined;
  readonly path: readonly (string | number)[];
  readonly object: JsonValue;
  readonly parentId?: string;
};

type KeyChoices = {
  readonly isSwapped: boolean;
  readonly aliases: ChannelAliases;
  /** By references to them; the converter moves messages while it asks. */
  readonly messageNames: ReadonlyMap<string, string | null>;
};

const LEGAL_KEY = /^[A-Za-z0-9_.-]+$/;

export class ConversionKeys {
  readonly #notes: ConversionNotes;
  readonly #choices: KeyChoices;
  /** Keys that are taken, by the map they stand in. */
  readonly #takenByMap = new Map<string, Set<string>>();
  readonly #messageKeys = new Map<string, string>();

  constructor(notes: ConversionNotes, choices: KeyChoices) {
    this.#notes = notes;
    this.#choices = choices;
  }

  /** Asked by the converter, once for each thing. */
  keyFor(asked: Keyed): string {
    const path = asked.path.map((step) => this.#choices.aliases.nameOf(step));
    const keyed = { ...asked, path, key: this.#choices.aliases.nameOf(asked.key) };
    const place = keyed.path[0] === "components" ? "components/" : "";
    if (keyed.kind === "channel") return this.#channelKey(place, keyed);
    if (keyed.kind === "operation") return this.#operationKey(place, keyed);
    return this.#messageKey(keyed);
  }

  #channelKey(place: string, { key, object }: Keyed): string {
    const name = String(key);
    // What stands in components is not addressed by its key.
    const taken = this.#taken(`${place}channels`);
    const given = place === "" ? textAt(object, ["x-channelId"]) : name;
    const found = isFree(given, taken) ? given : newChannelKey(normalizeTopicName(name), taken);
    taken.add(found);
    return found;
  }

  #operationKey(place: string, { key, object, path, parentId = "" }: Keyed): string {
    const taken = this.#taken(`${place}operations`);
    const given = textAt(object, ["operationId"]);
    const action = (key === "publish") === this.#choices.isSwapped ? "send" : "receive";
    const found = isFree(given, taken) ? given : newOperationKey(action, parentId, taken);
    taken.add(found);
    if (given !== null && given !== found) {
      const message = `The operation ${given} became ${found}: its operationId is taken, or cannot be a key.`;
      this.#notes.info("operation-renamed", message, [...path, String(key)]);
    }
    return found;
  }

  #messageKey({ asyncapi, path, object }: Keyed): string {
    const end = path.findIndex((step, at) => at > 1 && (step === "publish" || step === "subscribe"));
    const channel = JSON.stringify(path.slice(0, end));
    const ref = refOf(object);
    const identity = ref === null ? null : JSON.stringify([channel, ref]);
    const known = identity === null ? undefined : this.#messageKeys.get(identity);
    if (known !== undefined) return known;
    const taken = this.#taken(channel);
    const named = ref === null ? null : this.#choices.messageNames.get(ref);
    const base = named ?? messageName(asyncapi, object) ?? "message";
    let found = base;
    for (let number = 2; !isFree(found, taken); number += 1) found = `${base}${number}`;
    taken.add(found);
    if (identity !== null) this.#messageKeys.set(identity, found);
    if (found !== base) {
      const message = `Two messages of the channel would both be called ${base}. This one is kept as ${found}.`;
      this.#notes.info("message-renamed", message, [...path]);
    }
    return found;
  }

  #taken(map: string): Set<string> {
    const taken = this.#takenByMap.get(map) ?? new Set();
    this.#takenByMap.set(map, taken);
    return taken;
  }
}

function isFree(key: string | null, taken: ReadonlySet<string>): key is string {
  return key !== null && LEGAL_KEY.test(key) && key !== "__proto__" && !taken.has(key);
}
