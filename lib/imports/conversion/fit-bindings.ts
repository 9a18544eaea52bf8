// Bindings of other protocols that AsyncAPI 3.0 does not know as they stand: a version of a binding that it has no schema for, or
// a binding that it asks something else of. Kept, said, and no hindrance: the gateway serves WebSockets.

import { componentKind } from "#lib/asyncapi/component-kind.ts";
import { isJsonObject, type JsonObject, type JsonValue, type Path } from "#lib/asyncapi/json-value.ts";
import type { ConversionNotes } from "./conversion-note.ts";

/** The places of a document that the schema of AsyncAPI 3.0 refuses. */
export type RefusedPlaces = (document: JsonObject) => readonly Path[];

/** A long document is told one place at a time, of which each stands for all that are written alike. */
const MOST_ROUNDS = 60;

type Binding = {
  /** Of what: `messageBindings` of a message. The schema asks for other members in each. */
  readonly kind: string;
  readonly holder: JsonObject;
  readonly protocol: string;
  readonly place: Path;
};

/** Changes the converted document, until none of what is refused is a binding. */
export function fitBindings(
  document: JsonObject,
  refusedPlaces: RefusedPlaces,
  notes: ConversionNotes,
): void {
  const bindings = bindingsOf(document);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const kept = bindings.filter(({ holder, protocol }) => holder[protocol] !== undefined);
    const places = refusedPlaces(document);
    const refused = kept.filter(({ place }) => places.some((it) => isWithin(it, place)));
    const ways = new Set(refused.map(wayOf));
    const alike = kept.filter((binding) => ways.has(wayOf(binding)));
    // Of some the schema only says that a whole channel is none of its choices.
    const below = kept.filter(({ place }) => places.some((it) => isWithin(place, it)));
    const unfit = alike.length > 0 ? alike : below;
    if (unfit.length === 0) return;
    for (const binding of unfit) adapt(binding, notes);
  }
}

/** Without its version first: the latest one counts then. Where that does not do, under a name of its own. */
function adapt({ holder, protocol, place }: Binding, notes: ConversionNotes): void {
  const binding = holder[protocol];
  if (binding === undefined) return;
  const name = place.join(".");
  const version = versionOf(binding);
  if (isJsonObject(binding) && version !== undefined) {
    delete binding.bindingVersion;
    const message = `${name}: AsyncAPI 3.0 has no version ${String(version)} of this binding. It is kept without one, as the latest.`;
    notes.warning("binding-version", message, []);
    return;
  }
  delete holder[protocol];
  holder[`x-${protocol}`] = binding;
  const message = `${name}: AsyncAPI 3.0 asks something else of this binding. It is kept as x-${protocol}.`;
  notes.warning("binding", message, []);
}

/** The same for bindings that are refused alike: those of a version, or without one those that say the same. */
function wayOf({ kind, holder, protocol }: Binding): string {
  const binding = holder[protocol];
  const version = versionOf(binding);
  return JSON.stringify([kind, protocol, version === undefined ? { binding } : { version }]);
}

function versionOf(binding: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(binding) ? binding.bindingVersion : undefined;
}

/** The bindings of other protocols, wherever a document has some. */
function bindingsOf(document: JsonValue, place: Path = []): Binding[] {
  if (typeof document !== "object" || document === null) return [];
  const kind = componentKind("root", place) ?? "";
  if (kind.endsWith("Bindings") && isJsonObject(document)) {
    const others = Object.keys(document).filter(isOther);
    return others.map((protocol) => ({ kind, holder: document, protocol, place: [...place, protocol] }));
  }
  // Schemas, and whatever else has no parts: somebody's property may well have the name.
  if (kind === "schemas") return [];
  return Object.entries(document).flatMap(([key, member]) => bindingsOf(member, [...place, key]));
}

function isOther(protocol: string): boolean {
  return protocol !== "ws" && !protocol.startsWith("x-") && protocol !== "$ref";
}

function isWithin(place: Path, outer: Path): boolean {
  return outer.every((step, at) => String(place[at]) === String(step));
}
