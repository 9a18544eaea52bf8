// Which message of the definition something is that passed: by what sets the messages apart (a discriminator, constants),
// then by trial.
import { isJsonObject, type JsonObject, type JsonValue, memberOf, textAt } from "#lib/asyncapi/json-value.ts";
import type { ConsoleMessage } from "./catalogue.ts";
import { atPointer } from "./json-pointer.ts";

export type Naming =
  | { readonly kind: "named"; readonly message: ConsoleMessage }
  /** Several fit, and nothing tells them apart. */
  | { readonly kind: "ambiguous"; readonly messages: readonly ConsoleMessage[] }
  | { readonly kind: "unknown" };

/** `fits` says whether a value fits a message's schema; it is asked only where the marks do not decide. */
export function nameMessage(
  value: unknown,
  candidates: readonly ConsoleMessage[],
  fits: (message: ConsoleMessage) => boolean,
): Naming {
  const possible = candidates.map((message) => ({ message, told: toldBy(marksOf(message), value) }));
  const named = (told: Told) => possible.filter((one) => one.told === told).map(({ message }) => message);
  const marked = named("it is");
  const [only] = marked;
  if (marked.length === 1 && only) return { kind: "named", message: only };
  const rest = marked.length > 1 ? marked : named("it may be");
  const fitting = rest.filter(fits);
  const [first] = fitting;
  if (fitting.length === 1 && first) return { kind: "named", message: first };
  if (fitting.length > 1) return { kind: "ambiguous", messages: fitting };
  return marked.length > 1 ? { kind: "ambiguous", messages: marked } : { kind: "unknown" };
}

/** The candidates that nothing in the value speaks against. */
export function mayBe(value: unknown, candidates: readonly ConsoleMessage[]): ConsoleMessage[] {
  return candidates.filter((message) => toldBy(marksOf(message), value) !== "it is not");
}

/** A place in a payload that tells a kind of messages: by one of these values. */
type Mark = {
  readonly path: readonly string[];
  readonly values: readonly JsonValue[];
  readonly isRequired: boolean;
};
type Told = "it is" | "it may be" | "it is not";

const MAX_DEPTH = 3;
const MAX_PARTS = 20;
const MAX_LOOKED_AT = 2000;
const marks = new WeakMap<ConsoleMessage, readonly Mark[]>();

/** Without marks, or with none of them in the payload, anything may be. */
function toldBy(all: readonly Mark[], payload: unknown): Told {
  const told = all.map((mark) => toldByOne(mark, payload));
  if (told.includes("it is not")) return "it is not";
  return told.includes("it is") ? "it is" : "it may be";
}

function toldByOne({ path, values, isRequired }: Mark, payload: unknown): Told {
  let at: unknown = payload;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step))
      return isRequired ? "it is not" : "it may be";
    at = Reflect.get(at, step);
  }
  return values.some((value) => value === at) ? "it is" : "it is not";
}

function marksOf(message: ConsoleMessage): readonly Mark[] {
  const known = marks.get(message);
  if (known) return known;
  const { schema } = message;
  const found = isJsonObject(schema) ? new Marks(schema).all() : [];
  marks.set(message, found);
  return found;
}

/** The marks of a schema: values of its discriminator, and constants (`const`, or an enum of one) of its properties, to some depth. */
class Marks {
  readonly #root: JsonObject;
  /** Parts that are still looked at: references make a small schema very large. */
  #left = MAX_LOOKED_AT;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  all(): readonly Mark[] {
    const told = this.#discriminated();
    return told === null ? this.#constants(this.#root, { path: [], isRequired: true }, 0) : [told];
  }

  /** What the discriminator says of this kind: the name of its schema, or what the mapping has for it. */
  #discriminated(): Mark | null {
    const name = definitionOf(this.#root);
    const parts = this.#partsOf(this.#root, 0);
    const holder = parts.find(({ discriminator }) => discriminator !== undefined);
    const property =
      holder && (textAt(holder, ["discriminator"]) ?? textAt(holder, ["discriminator", "propertyName"]));
    if (!holder || !property || parts.some((part) => isFixedIn(part, property))) return null;
    const choices = [holder.oneOf, holder.anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
    const names = choices.length > 0 ? choices.map(definitionOf) : [name];
    const mapping = isJsonObject(holder.discriminator)
      ? memberOf(holder.discriminator, "mapping")
      : undefined;
    const entries = isJsonObject(mapping) ? Object.entries(mapping) : [];
    const values = names.flatMap((one) => {
      if (one === null) return [];
      const mapped = entries.filter(
        ([, target]) => typeof target === "string" && target.split("/").at(-1) === one,
      );
      return mapped.length > 0 ? mapped.map(([key]) => key) : [one];
    });
    return values.length === 0 ? null : { path: [property], values, isRequired: true };
  }

  /** The schema itself and what it is made of by `$ref` and `allOf`. */
  #partsOf(given: JsonValue, depth: number): JsonObject[] {
    this.#left -= 1;
    if (this.#left < 0) return [];
    const schema = this.#resolved(given);
    if (!isJsonObject(schema) || depth > MAX_DEPTH) return [];
    const parts = Array.isArray(schema.allOf) ? schema.allOf.slice(0, MAX_PARTS) : [];
    return [schema, ...parts.flatMap((part) => this.#partsOf(part, depth + 1))];
  }

  #constants(given: JsonValue, place: Omit<Mark, "values">, depth: number): Mark[] {
    const { path, isRequired } = place;
    const parts = this.#partsOf(given, depth);
    const required = new Set(parts.flatMap((part) => (Array.isArray(part.required) ? part.required : [])));
    return parts.flatMap((schema) => {
      const fixed = fixedOf(schema);
      if (fixed !== undefined) return path.length === 0 ? [] : [{ ...place, values: [fixed] }];
      if (depth > MAX_DEPTH || !isJsonObject(schema.properties)) return [];
      return Object.entries(schema.properties).flatMap(([name, property]) =>
        this.#constants(
          property,
          { path: [...path, name], isRequired: isRequired && required.has(name) },
          depth + 1,
        ),
      );
    });
  }

  #resolved(schema: JsonValue): JsonValue | undefined {
    let at: JsonValue | undefined = schema;
    for (let hops = 0; hops < MAX_PARTS && isJsonObject(at) && typeof at.$ref === "string"; hops += 1)
      at = at.$ref.startsWith("#") ? atPointer(this.#root, at.$ref.slice(1)) : undefined;
    return at;
  }
}

/** The name of the definition that a schema refers to. */
function definitionOf(schema: JsonValue): string | null {
  return textAt(schema, ["$ref"])?.split("/").at(-1) ?? null;
}

/** The one value that a schema takes; undefined where there are more, and for lists and objects. */
function fixedOf(schema: JsonObject): JsonValue | undefined {
  const value = Array.isArray(schema.enum) && schema.enum.length === 1 ? schema.enum[0] : schema.const;
  return typeof value === "object" ? undefined : value;
}

/** True where a part says itself what the property is: a constant says more than a discriminator. */
function isFixedIn({ properties }: JsonObject, name: string): boolean {
  const property = isJsonObject(properties) ? memberOf(properties, name) : undefined;
  return isJsonObject(property) && (property.const !== undefined || Array.isArray(property.enum));
}
