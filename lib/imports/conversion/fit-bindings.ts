// Bindings of other protocols that AsyncAPI 3.0 does not know as they stand: a version of a binding that it has no schema for, or
// a binding that it asks something else of. Kept, said, and no hindrance: the gateway serves WebSockets.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Path,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import type { ConversionNotes } from "./conversion-note.ts";

/** The places of a document that the schema of AsyncAPI 3.0 refuses. */
export type RefusedPlaces = (document: JsonObject) => readonly Path[];

/** A long document is told one place at a time. */
const MOST_ROUNDS = 60;

type Binding = { readonly holder: JsonObject; readonly protocol: string; readonly place: Path };

/** Changes the converted document, until none of what is refused is a binding. */
export function fitBindings(
  document: JsonObject,
  refusedPlaces: RefusedPlaces,
  notes: ConversionNotes,
): void {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const refused = refusedPlaces(document).flatMap((place) => bindingAt(document, place));
    if (refused.length === 0) return;
    for (const binding of refused) adapt(binding, notes);
  }
}

/** Without its version first: the latest one counts then. Where that does not do, under a name of its own. */
function adapt({ holder, protocol, place }: Binding, notes: ConversionNotes): void {
  const binding = holder[protocol];
  if (binding === undefined) return; // two places of one binding were refused
  const name = place.join(".");
  if (isJsonObject(binding) && binding.bindingVersion !== undefined) {
    const version = String(binding.bindingVersion);
    delete binding.bindingVersion;
    const message = `${name}: AsyncAPI 3.0 has no version ${version} of this binding. It is kept without one, as the latest.`;
    notes.warning("binding-version", message, []);
    return;
  }
  delete holder[protocol];
  holder[`x-${protocol}`] = binding;
  const message = `${name}: AsyncAPI 3.0 asks something else of this binding. It is kept as x-${protocol}.`;
  notes.warning("binding", message, []);
}

/** The binding of another protocol that a place is in or at; of a place that is in none, those below it. */
function bindingAt(document: JsonObject, place: Path): Binding[] {
  const at = place.lastIndexOf("bindings");
  if (at === -1) return bindingsBelow(valueAt(document, place), place);
  const protocol = place[at + 1];
  const holder = valueAt(document, place.slice(0, at + 1));
  if (typeof protocol !== "string" || !isOther(protocol) || !isJsonObject(holder)) return [];
  return [{ holder, protocol, place: place.slice(0, at + 2) }];
}

/** Messages of a channel are as deep as bindings stand. */
const DEEPEST = 4;

function bindingsBelow(value: JsonValue | undefined, place: Path, depth = 0): Binding[] {
  if (!isJsonObject(value) || depth > DEEPEST) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const at = [...place, key];
    if (key !== "bindings" || !isJsonObject(member)) return bindingsBelow(member, at, depth + 1);
    const others = Object.keys(member).filter(isOther);
    return others.map((protocol) => ({ holder: member, protocol, place: [...at, protocol] }));
  });
}

function isOther(protocol: string): boolean {
  return protocol !== "ws" && !protocol.startsWith("x-");
}
